using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Dicom.Series;

public sealed class DceLayoutTests
{
    [Fact]
    public void One_series_per_phase_is_ordered_by_time_and_position()
    {
        DceLayout layout = DceLayout.Find(Shuffled(DceHeaders.SeriesPerPhase()));
        layout.Phases.Select(p => p.TimeSeconds).ShouldBe([0, 90, 180]);
        layout.Phases[1].SopInstanceUids.ShouldBe(["1.2.3.9.2.1", "1.2.3.9.2.2", "1.2.3.9.2.3", "1.2.3.9.2.4"]);
        layout.PreContrastIndex.ShouldBe(0);
        layout.Geometry.ShouldBe(new VolumeGeometry(5, 6, 4, new(0.7, 0.8, 1.5), new(-10, -20, 30), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)));
        layout.Warnings.ShouldBeEmpty();
        layout.Explanation.ShouldContain("series 2 \"t1 dyn pre\"");
    }

    public static TheoryData<string, Action<DicomDataset, int, int>, double[]> OneSeriesLayouts() => new()
    {
        { "Temporal Position Identifier", (d, p, _) => d.Set(DicomTag.TemporalPositionIdentifier, p + 1).Set(DicomTag.TemporalResolution, 60000.0), [0, 60, 120] },
        { "Acquisition Number", (d, p, _) => d.Set(DicomTag.AcquisitionNumber, p + 1).Set(DicomTag.AcquisitionTime, DceHeaders.Clock("100000", 75 * p)), [0, 75, 150] },
        { "Trigger Time", (d, p, _) => d.Set(DicomTag.TriggerTime, 1000 + (80000.0 * p)).Set(DicomTag.AcquisitionTime, "100000"), [0, 80, 160] },
        { "Acquisition Time", (d, p, k) => d.Set(DicomTag.AcquisitionTime, DceHeaders.Clock("100000", (90 * p) + (0.01 * k))), [0, 90, 180] },
        { "Content Time", (d, p, _) => d.Set(DicomTag.AcquisitionTime, "100000").Set(DicomTag.ContentTime, DceHeaders.Clock("100200", 70 * p)), [0, 70, 140] },
        { "Acquisition Time within each position", (d, p, k) => d.Set(DicomTag.AcquisitionTime, DceHeaders.Clock("100000", (90 * p) + (20 * k))), [0, 90, 180] },
    };

    [Theory]
    [MemberData(nameof(OneSeriesLayouts))]
    public void Phases_in_one_series_are_told_apart(string by, Action<DicomDataset, int, int> tell, double[] times)
    {
        DceLayout layout = DceLayout.Find(Shuffled(DceHeaders.OneSeries(tell)));
        layout.Explanation.ShouldContain($"told apart by {by}.");
        layout.Phases.Select(p => p.SopInstanceUids[0]).ShouldBe(["1.2.3.9.1.1", "1.2.3.9.2.1", "1.2.3.9.3.1"]);
        layout.Phases.Select(p => p.TimeSeconds).ShouldBe(times, 0.001);
        layout.PreContrastIndex.ShouldBe(0);
        layout.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Phases_without_any_time_keep_their_order_and_say_so()
    {
        DceLayout layout = DceLayout.Find(DceHeaders.OneSeries((d, p, _) => d.Set(DicomTag.TemporalPositionIdentifier, p + 1)));
        layout.Phases.Select(p => p.TimeSeconds).ShouldBe([0, 1, 2]);
        layout.Warnings.ShouldHaveSingleItem().ShouldContain("no times of their own");
    }

    [Fact]
    public void Subtractions_projections_and_other_sequences_are_left_out()
    {
        List<DicomDataset> headers = DceHeaders.SeriesPerPhase();
        int series = 10;
        foreach (Action<DicomDataset> change in (Action<DicomDataset>[])
        [
            d => d.Set(DicomTag.ImageType, "DERIVED", "PRIMARY"),
            d => d.Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "MIP"),
            d => d.Set(DicomTag.SeriesDescription, "t1_dyn_SUB"),
            d => d.Set(DicomTag.SeriesDescription, "t1_dyn_sub2"),
            d => d.Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "P", "ND"),
            d => d.Set(DicomTag.ComplexImageComponent, "PHASE"),
            d => d.Set(DicomTag.SeriesDescription, "(1001/2/3)-(1000/2/3)"),
            d => d.Set(DicomTag.SeriesDescription, "ax T2 tse"),
            d => d.Set(DicomTag.RepetitionTime, 450.0),
            d => d.Set(DicomTag.EchoTime, 90.0),
        ])
        {
            series++;
            foreach (DicomDataset distractor in DceHeaders.SeriesPerPhase(phases: 1, start: "090000"))
            {
                distractor.Set(DicomTag.SeriesInstanceUID, $"1.2.3.{series}").Set(DicomTag.SOPInstanceUID, $"1.2.{series}.{distractor.GetString(DicomTag.SOPInstanceUID)}");
                change(distractor);
                headers.Add(distractor);
            }
        }

        DceLayout.Find(Shuffled(headers)).Phases.Select(p => p.SeriesInstanceUid).ShouldBe(["1.2.3.1", "1.2.3.2", "1.2.3.3"]);
    }

    [Fact]
    public void The_instance_number_is_the_last_resort_and_is_said_to_be()
    {
        DceLayout layout = DceLayout.Find(Shuffled(DceHeaders.OneSeries((d, p, k) => d.Set(DicomTag.AcquisitionTime, "100000").Set(DicomTag.InstanceNumber, (3 * k) + p + 1))));
        layout.Phases.Select(p => p.SopInstanceUids[0]).ShouldBe(["1.2.3.9.1.1", "1.2.3.9.2.1", "1.2.3.9.3.1"]);
        layout.Warnings[0].ShouldContain("Only the Instance Number tells the phases");
    }

    [Fact]
    public void Series_that_share_one_acquisition_time_are_ordered_by_what_else_they_carry()
    {
        List<DicomDataset> headers = DceHeaders.SeriesPerPhase();
        headers.ForEach(d => d.Set(DicomTag.AcquisitionTime, "100000").Set(DicomTag.TriggerTime, 60000.0 * (4 - d.GetInt(DicomTag.SeriesNumber)!.Value)).Remove(DicomTag.ContrastBolusAgent));
        DceLayout layout = DceLayout.Find(Shuffled(headers));
        layout.Phases.Select(p => p.SeriesInstanceUid).ShouldBe(["1.2.3.3", "1.2.3.2", "1.2.3.1"]);
        layout.Phases.Select(p => p.TimeSeconds).ShouldBe([0, 60, 120]);
        headers.ForEach(d => d.Set(DicomTag.TriggerTime, 0.0).Set(DicomTag.SeriesNumber, 1));
        Should.Throw<DceException>(() => DceLayout.Find(headers)).Problem.ShouldBe(DceProblems.IndistinguishablePhases);
    }

    [Fact]
    public void A_larger_acquisition_that_cannot_be_read_is_named()
    {
        List<DicomDataset> headers = DceHeaders.SeriesPerPhase(phases: 2);
        headers.AddRange(DceHeaders.OneSeries((d, p, _) => d.Set(DicomTag.TemporalPositionIdentifier, p + 1), phases: 5).Skip(1).Select(d =>
            d.Set(DicomTag.SOPInstanceUID, $"1.2.7.{d.GetString(DicomTag.SOPInstanceUID)}").Set(DicomTag.SeriesInstanceUID, "1.2.7").Set(DicomTag.FlipAngle, 20.0)));
        DceLayout layout = DceLayout.Find(headers);
        layout.Phases.Count.ShouldBe(2);
        layout.Warnings.ShouldHaveSingleItem().ShouldContain("A larger acquisition was left out. The slice positions of series 5 \"dyn thrive\" do not occur equally often");
    }

    [Fact]
    public void A_study_past_midnight_keeps_its_order()
    {
        DceLayout layout = DceLayout.Find([.. DceHeaders.SeriesPerPhase(start: "235850").Select(d => d.Set(DicomTag.StudyTime, "234000"))]);
        layout.Phases.Select(p => p.TimeSeconds).ShouldBe([0, 90, 180]);
        layout.Phases[0].SeriesDescription.ShouldBe("t1 dyn pre");
    }

    [Fact]
    public void The_last_phase_before_the_contrast_agent_is_pre_contrast()
    {
        List<DicomDataset> headers = DceHeaders.SeriesPerPhase(phases: 4);
        headers.ForEach(d => d.Set(DicomTag.ContrastBolusAgent, d.GetInt(DicomTag.SeriesNumber) <= 3 ? "" : "gadolinium"));
        DceLayout.Find(headers).PreContrastIndex.ShouldBe(1);
    }

    [Fact]
    public void A_contrast_agent_named_in_every_series_is_no_reason_to_refuse_where_a_reader_says_what_is_pre_contrast()
    {
        List<DicomDataset> headers = Changed(_ => true, d => d.Set(DicomTag.ContrastBolusAgent, "gadolinium"));
        DceLayout layout = DceLayout.Find(headers, preContrastIsChosen: true);
        layout.Phases.Count.ShouldBe(3);
        layout.Explanation.ShouldContain("the headers name a contrast agent in every phase");
    }

    public static TheoryData<string, Func<List<DicomDataset>>, string, string> Refusals() => new()
    {
        { "repositioned", () => Changed(d => d.GetInt(DicomTag.SeriesNumber) == 4, d => d.Set(DicomTag.FrameOfReferenceUID, "1.2.3.88")), DceProblems.PatientRepositioned, "1.2.3.88" },
        { "no pre-contrast", () => Changed(_ => true, d => d.Set(DicomTag.ContrastBolusAgent, "gadolinium")), DceProblems.NoPreContrast, "before the injection" },
        { "CT", () => Changed(_ => true, d => d.Set(DicomTag.Modality, "CT")), DceProblems.NotMr, "holds CT images" },
        { "one phase", () => DceHeaders.SeriesPerPhase(phases: 1), DceProblems.NoDynamicSeries, "only one phase was found (series 2" },
        { "nothing", () => [], DceProblems.NoDynamicSeries, "no phase was found" },
        { "all derived", () => Changed(_ => true, d => d.Set(DicomTag.ImageType, "DERIVED")), DceProblems.NoDynamicSeries, "is computed (Image Type DERIVED)" },
        { "a slice of one phase missing", () => [.. DceHeaders.SeriesPerPhase().Skip(1)], DceProblems.UnevenPhases, "phase 1 (series 2 \"t1 dyn pre\"): 3" },
        { "a slice of every phase missing", () => [.. DceHeaders.SeriesPerPhase().Where(d => d.GetDoubles(DicomTag.ImagePositionPatient)[2] != 31.5)], DceProblems.BadGeometry, "1 slice is missing between 30 and 33 mm" },
        { "uneven counts", () => [.. DceHeaders.OneSeries((d, p, _) => d.Set(DicomTag.TemporalPositionIdentifier, p + 1)).Skip(1)], DceProblems.UnevenPhases, "1 position 2×, 3 positions 3×" },
        { "indistinguishable", () => DceHeaders.OneSeries((d, _, _) => d.Set(DicomTag.AcquisitionTime, "100000").Set(DicomTag.InstanceNumber, 1)), DceProblems.IndistinguishablePhases, "occurs 3 times" },
        { "shifted slice", () => Changed(d => d.GetString(DicomTag.SOPInstanceUID) == "1.2.3.9.2.3", d => d.Set(DicomTag.ImagePositionPatient, -10, -18.5, 33.0)), DceProblems.BadGeometry, "shifted by 1.5 mm" },
        { "uneven spacing", () => Changed(d => d.GetDoubles(DicomTag.ImagePositionPatient)[2] == 34.5, d => d.Set(DicomTag.ImagePositionPatient, -10, -20, 35.2)), DceProblems.BadGeometry, "unevenly spaced: 2.2 mm" },
        { "shifted phase", () => Changed(d => d.GetInt(DicomTag.SeriesNumber) == 4, d => d.Set(DicomTag.ImagePositionPatient, -10, -20, d.GetDoubles(DicomTag.ImagePositionPatient)[2] + 3)), DceProblems.BadGeometry, "3 mm away" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_read_safely_is_refused_with_a_sentence(string what, Func<List<DicomDataset>> study, string problem, string expected)
    {
        DceException refusal = Should.Throw<DceException>(() => DceLayout.Find(study()), what);
        refusal.Problem.ShouldBe(problem);
        refusal.Message.ShouldContain(expected);
    }

    [Fact]
    public void An_instance_given_twice_is_used_once()
    {
        DceLayout layout = DceLayout.Find([.. DceHeaders.SeriesPerPhase(), .. DceHeaders.SeriesPerPhase().Take(1)]);
        layout.Phases.Count.ShouldBe(3);
        layout.Warnings.ShouldHaveSingleItem().ShouldContain("1 instance was given twice");
    }

    [Fact]
    public void An_unreadable_number_in_a_header_does_not_spoil_the_study()
    {
        List<DicomDataset> headers = DceHeaders.SeriesPerPhase();
        headers.ForEach(d => d.SetBytes(DicomTag.TriggerTime, DicomVR.DS, "late"u8.ToArray()));
        DceLayout.Find(headers).Phases.Count.ShouldBe(3);
    }

    [ReferenceFact]
    public void The_real_study_with_one_series_per_phase_is_read()
    {
        DceLayout layout = DceLayout.Find(Shuffled(DukeStudy.Headers()));
        layout.Phases.Select(p => p.SeriesDescription).ShouldBe(["ax dyn pre", "ax dyn 1st pass", "ax dyn 2nd pass", "ax dyn 3rd pass", "ax dyn 4th pass"]);
        layout.Phases.Select(p => Math.Round(p.TimeSeconds)).ShouldBe([0, 1371, 1493, 1615, 1737]);
        layout.PreContrastIndex.ShouldBe(0);
        layout.Warnings.ShouldBeEmpty();
        layout.Geometry.SizeZ.ShouldBe(22);
        layout.Geometry.SpacingMm.Z.ShouldBe(1.1, 1e-6);
        layout.Geometry.OriginMm.Z.ShouldBe(-52.7057, 1e-3);
    }

    private static List<DicomDataset> Changed(Predicate<DicomDataset> which, Action<DicomDataset> change)
    {
        List<DicomDataset> headers = DceHeaders.SeriesPerPhase();
        headers.FindAll(which).ForEach(change);
        return headers;
    }

    /// <summary>The same headers in another order, the same at every run.</summary>
    private static List<DicomDataset> Shuffled(IEnumerable<DicomDataset> headers)
    {
        DicomDataset[] shuffled = [.. headers];
        new Random(7).Shuffle(shuffled);
        return [.. shuffled];
    }
}
