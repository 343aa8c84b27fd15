using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>The rules on the real study in every layout: the phases found must hold the voxels of the study as it was sent.</summary>
public sealed class DukeLayoutsTests
{
    public static TheoryData<string> Layouts() => [.. DukeLayouts.All.Keys];

    [ReferenceTheory]
    [MemberData(nameof(Layouts))]
    public void The_phases_are_found_voxel_for_voxel(string layout)
    {
        LoadedSeries expected = DukeStudy.Load(), actual = Load(DukeLayouts.All[layout]());
        (actual.Series.PreContrastIndex, actual.Series.PeakIndex).ShouldBe((0, 1));
        actual.Series.Phases.Count.ShouldBe(5);
        for (int p = 0; p < 5; p++)
        {
            actual.Series.Phases[p].Volume.Voxels.AsSpan().SequenceEqual(expected.Series.Phases[p].Volume.Voxels).ShouldBeTrue($"phase {p + 1}");
        }
    }

    [ReferenceFact]
    public void The_mass_enhances_most_in_the_first_pass()
    {
        LoadedSeries duke = DukeStudy.Load();
        LocalPeak peak = LocalPeak.At(duke.Series, 106, 62, 10);
        peak.PeakIndex.ShouldBe(1);
        peak.Enhancements.Skip(1).ShouldBe([280, 259, 232, 210], 1);
    }

    [ReferenceFact]
    public void A_patient_who_was_repositioned_is_refused_until_a_position_is_chosen()
    {
        DicomDataset[][] phases = DukeLayouts.Phases();
        foreach (DicomDataset image in phases[3].Concat(phases[4]))
        {
            image.Set(DicomTag.FrameOfReferenceUID, "1.2.3.55");
        }

        List<DicomDataset> study = [.. phases.SelectMany(p => p)];
        DceException refusal = Should.Throw<DceException>(() => DceLayout.Find(study));
        refusal.Problem.ShouldBe(DceProblems.PatientRepositioned);
        refusal.Positions.Select(p => p.Phases).ShouldBe([3, 2]);
        refusal.Positions[0].Series.ShouldBe(["series 2 \"ax dyn pre\"", "series 4 \"ax dyn 1st pass\"", "series 7 \"ax dyn 2nd pass\""]);
        DceLayout.Find(study, refusal.Positions[0].FrameOfReferenceUid).Phases.Count.ShouldBe(3);
    }

    [ReferenceFact]
    public void Missing_slices_of_one_series_are_refused_with_their_histogram()
    {
        List<DicomDataset> study = DukeLayouts.All["one series by temporal position"]();
        study.RemoveRange(0, 2);
        DceException refusal = Should.Throw<DceException>(() => DceLayout.Find(study));
        refusal.Problem.ShouldBe(DceProblems.UnevenPhases);
        refusal.Message.ShouldContain("20 positions 5×");
    }

    private static LoadedSeries Load(List<DicomDataset> images)
    {
        Dictionary<string, DicomFile> files = images.ToDictionary(d => d.GetString(DicomTag.SOPInstanceUID)!, d => new DicomFile(d));
        return DceLoader.Load(DceLayout.Find(images), uid => files[uid]);
    }
}
