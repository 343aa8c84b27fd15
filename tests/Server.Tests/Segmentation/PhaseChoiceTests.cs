using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>Phases that a reader chooses: kept, used by everything that follows, and given back to the rules.</summary>
public sealed class PhaseChoiceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private HttpClient Client => server.Client;

    [Fact]
    public async Task A_choice_outlives_the_server_and_the_way_back_to_the_rules_is_open()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice 1"));
        StudyPhases before = await PhasesAsync(study);
        before.Choice.ShouldBeNull();
        int other = OtherPeak(before);

        StudyPhases chosen = await ChooseAsync(study, new PhaseChoice(PeakIndex: other));
        (chosen.PreContrastIndex, chosen.PeakIndex, chosen.Choice!.PeakIndex).ShouldBe((0, other, other));
        chosen.Explanation.ShouldContain("chosen by the reader");
        chosen.Alternatives.ShouldBeEmpty();

        await server.RestartAsync();
        JsonSerializer.Serialize(await PhasesAsync(study)).ShouldBe(JsonSerializer.Serialize(chosen));

        (await Client.DeleteAsync($"/api/studies/{study}/phases")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        JsonSerializer.Serialize(await PhasesAsync(study)).ShouldBe(JsonSerializer.Serialize(before));
    }

    [Fact]
    public async Task Segmentation_features_kinetics_and_score_follow_the_choice_and_old_results_are_not_used()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice 2"));
        StudyPhases automatic = await PhasesAsync(study);
        int other = OtherPeak(automatic);
        Results first = await ResultsAsync(study);
        first.Draft.SopInstanceUids.ShouldBe(automatic.Phases[automatic.PeakIndex].SopInstanceUids);
        (first.Features.PhaseIndex, first.Kinetics.PreContrastPhase).ShouldBe((automatic.PeakIndex, 0));

        await ChooseAsync(study, new PhaseChoice(PreContrastIndex: 1, PeakIndex: 3));
        Results second = await ResultsAsync(study);
        second.Draft.Id.ShouldNotBe(first.Draft.Id);
        second.Draft.SopInstanceUids.ShouldBe(automatic.Phases[3].SopInstanceUids);
        (second.Features.PhaseIndex, second.Kinetics.PreContrastPhase).ShouldBe((3, 1));
        second.Features.Id.ShouldNotBe(first.Features.Id);
        second.Score.Radscore.ShouldNotBe(first.Score.Radscore);

        // The VOI that was drawn before is on the same grid: it is measured anew on the chosen phase.
        FeaturesResult again = await FeaturesAsync(first.Draft.Id);
        (again.PhaseIndex, again.Features["original_firstorder_Mean"]).ShouldNotBe((first.Features.PhaseIndex, first.Features.Features["original_firstorder_Mean"]));
        again.PhaseIndex.ShouldBe(3);

        await Client.DeleteAsync($"/api/studies/{study}/phases");
        Results back = await ResultsAsync(study);
        (back.Draft.Id, back.Score.Radscore).ShouldBe((first.Draft.Id, first.Score.Radscore));
        other.ShouldNotBe(automatic.PeakIndex);
    }

    [Fact]
    public async Task The_command_line_shows_chooses_and_uses_the_phases_of_a_study_of_the_store()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice 3"));
        int other = OtherPeak(await PhasesAsync(study));
        (await RunAsync("phases", study, "--data", server.DataFolder, "--peak", $"{other + 1}")).ShouldBe(0);
        (await PhasesAsync(study)).PeakIndex.ShouldBe(other);

        using var folder = new TemporaryFolder();
        string output = Path.Combine(folder.Path, "voi.dcm");
        (await RunAsync("segment", study, "--data", server.DataFolder, "--out", output)).ShouldBe(0);
        OhifAlnPlugin.Dicom.Objects.SegmentationObject.Read(DicomFile.Read(output)).ReferencedSopInstanceUids
            .ShouldBeSubsetOf((await PhasesAsync(study)).Phases[other].SopInstanceUids);

        (await RunAsync("phases", study, "--data", server.DataFolder, "--automatic")).ShouldBe(0);
        (await PhasesAsync(study)).Choice.ShouldBeNull();
        AuditVerification.Read(new AuditFiles(Path.Combine(server.DataFolder, AuditFiles.FolderName))).Select(r => r.Event)
            .Where(e => e.Action == AuditAction.ChoosePhases && e.Study == study).Select(e => e.Reason).ShouldBe(["phases", "phases --automatic"]);
        (await Should.ThrowAsync<Http.ProblemException>(() => RunAsync("phases", study, "--data", server.DataFolder, "--pre", "3", "--peak", "2"))).Message
            .ShouldContain("Pre-contrast phase 3 and peak phase 2 do not fit 4 phases");
        (await Should.ThrowAsync<CommandException>(() => RunAsync("phases", folder.Path, "--peak", "2"))).Message.ShouldContain("aln import");
    }

    [Theory]
    [InlineData(2, 1, "bad-phase-choice")]
    [InlineData(-1, 1, "bad-phase-choice")]
    [InlineData(0, 4, "bad-phase-choice")]
    [InlineData(3, null, "bad-phase-choice")]
    public async Task Phases_that_do_not_fit_are_refused_and_nothing_is_kept(int? pre, int? peak, string problem)
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy($"choice {pre} {peak}"));
        using HttpResponseMessage answer = await Client.PutAsJsonAsync($"/api/studies/{study}/phases", new PhaseChoice(pre, peak));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain("4 phases");
        (await PhasesAsync(study)).Choice.ShouldBeNull();
    }

    [Fact]
    public async Task Of_a_patient_who_was_repositioned_one_position_can_be_chosen()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice 5");
        string first = files[0].Dataset.GetString(DicomTag.FrameOfReferenceUID)!, second = DicomUid.FromName("another table position");
        string[] moved = [.. files.Select(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID)!).Distinct().Skip(2).Take(2)];
        files.ForEach(f => f.Dataset.Set(DicomTag.FrameOfReferenceUID, moved.Contains(f.Dataset.GetString(DicomTag.SeriesInstanceUID)) ? second : first));
        string study = await server.StoreAsync(files);

        using HttpResponseMessage refused = await Client.GetAsync($"/api/studies/{study}/phases");
        using JsonDocument problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        problem.RootElement.GetProperty("type").GetString().ShouldBe("urn:ohif-aln:problem:patient-repositioned");
        JsonElement[] positions = [.. problem.RootElement.GetProperty("positions").EnumerateArray()];
        positions.Select(p => (p.GetProperty("frameOfReferenceUid").GetString(), p.GetProperty("phases").GetInt32())).ShouldBe([(first, 2), (second, 2)]);

        StudyPhases chosen = await ChooseAsync(study, new PhaseChoice(FrameOfReferenceUid: first));
        (chosen.Phases.Count, chosen.FrameOfReferenceUid, chosen.Choice!.FrameOfReferenceUid).ShouldBe((2, first, first));
        (await PhasesAsync(study)).Phases.Count.ShouldBe(2);
        (await Client.SegmentAsync(new SegmentationRequest(study))).Segments.ShouldNotBeEmpty();

        using HttpResponseMessage unknown = await Client.PutAsJsonAsync($"/api/studies/{study}/phases", new PhaseChoice(FrameOfReferenceUid: "1.2.3.4"));
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("patient-repositioned");
    }

    [Fact]
    public async Task A_choice_no_longer_counts_when_images_were_added_and_that_is_said()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice 6");
        string last = files.Where(f => f.Dataset.GetStrings(DicomTag.ImageType)[0] != "DERIVED").Select(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID)!).Distinct().Last();
        string study = await server.StoreAsync([.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) != last)]);
        await ChooseAsync(study, new PhaseChoice(PreContrastIndex: 1, PeakIndex: 2));
        await server.StoreAsync([.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) == last)]);
        StudyPhases after = await PhasesAsync(study);
        (after.Phases.Count, after.PreContrastIndex, after.Choice).ShouldBe((4, 0, null));
        after.Warnings.ShouldContain(w => w.Contains("images were added or removed since", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Motion_is_measured_offered_and_when_accepted_corrected_for_all_that_follows()
    {
        string study = await server.StoreAsync(Moved(PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice moved"), columns: 2));
        StudyMotion measured = (await Client.GetFromJsonAsync<StudyMotion>($"/api/studies/{study}/phases/motion?model=translation"))!;
        double spacing = PhantomData.Patient.Series.Geometry.SpacingMm.X;
        measured.IsNoticeable.ShouldBeTrue();
        measured.Phases.Skip(1).ShouldAllBe(p => Math.Abs(p.ShiftMm.X - (2 * spacing)) < 0.3 && p.AgreementAfter > p.AgreementBefore);

        KineticsAnswer before = (await ResultsAsync(study)).Kinetics;
        StudyPhases corrected = await ChooseAsync(study, new PhaseChoice(Motion: MotionModel.Translation));
        (corrected.Choice!.Motion, corrected.CorrectedMotion.Count).ShouldBe((MotionModel.Translation, 4));
        corrected.Explanation.ShouldContain("moved onto the peak phase (shift)");
        Results after = await ResultsAsync(study);
        after.Kinetics.Mean[0].Signal.ShouldNotBe(before.Mean[0].Signal);
        JsonSerializer.Serialize(await Client.GetFromJsonAsync<StudyMotion>($"/api/studies/{study}/phases/motion?model=translation"))
            .ShouldBe(JsonSerializer.Serialize(measured), "motion is measured on the images as they were taken");

        await server.RestartAsync();
        (await PhasesAsync(study)).CorrectedMotion.ShouldBe(corrected.CorrectedMotion);
        (await Client.GetAsync($"/api/studies/{study}/phases/motion?model=none")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_peak_of_a_voi_and_of_a_click_is_found()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("choice 7"));
        StudyPhases phases = await PhasesAsync(study);
        SegmentationInfo draft = await Client.SegmentAsync(new SegmentationRequest(study));
        var ofVoi = (await Client.GetFromJsonAsync<PeakOfPlace>($"/api/studies/{study}/phases/peak?segmentation={draft.Id}"))!;
        (ofVoi.PeakIndex, ofVoi.CurrentPeakIndex).ShouldBe((PhantomData.Patient.Series.PeakIndex, phases.PeakIndex));
        Click seed = draft.Candidates[0].Seed;
        var ofClick = (await Client.GetFromJsonAsync<PeakOfPlace>($"/api/studies/{study}/phases/peak?sopInstanceUid={seed.SopInstanceUid}&column={seed.Column}&row={seed.Row}"))!;
        ofClick.PeakIndex.ShouldBe(ofVoi.PeakIndex);
        (ofClick.Enhancements[0], ofClick.Enhancements.Count).ShouldBe((null, 4));
        (await Client.GetAsync($"/api/studies/{study}/phases/peak")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>Moves the patient of every phase but the first towards higher columns.</summary>
    private static List<DicomFile> Moved(List<DicomFile> files, int columns)
    {
        string first = files[0].Dataset.GetString(DicomTag.SeriesInstanceUID)!;
        foreach (DicomDataset image in files.Select(f => f.Dataset).Where(d => d.GetString(DicomTag.SeriesInstanceUID) != first))
        {
            byte[] pixels = image.GetBytes(DicomTag.PixelData).ToArray();
            int row = 2 * image.GetInt(DicomTag.Columns)!.Value;
            for (int at = 0; at < pixels.Length; at += row)
            {
                pixels.AsSpan(at, row - (2 * columns)).CopyTo(pixels.AsSpan(at + (2 * columns)));
            }

            image.SetBytes(DicomTag.PixelData, DicomVR.OW, pixels);
        }

        return [.. files.Select(f => new DicomFile(f.Dataset))];
    }

    private static int OtherPeak(StudyPhases phases) => phases.PeakIndex == 3 ? 2 : 3;

    private static Task<int> RunAsync(params string[] args) =>
        CommandCatalogue.Root().Parse(args).InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private async Task<StudyPhases> PhasesAsync(string study) => (await Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;

    private async Task<StudyPhases> ChooseAsync(string study, PhaseChoice choice)
    {
        using HttpResponseMessage answer = await Client.PutAsJsonAsync($"/api/studies/{study}/phases", choice);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<StudyPhases>())!;
    }

    private async Task<FeaturesResult> FeaturesAsync(string draft)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/api/features", new FeaturesRequest(SegmentationId: draft, Features: ["original_firstorder_Mean"]));
        return (await answer.Content.ReadFromJsonAsync<FeaturesResult>())!;
    }

    private async Task<Results> ResultsAsync(string study)
    {
        SegmentationInfo draft = await Client.SegmentAsync(new SegmentationRequest(study));
        using HttpResponseMessage kinetics = await Client.PostAsJsonAsync("/api/kinetics", new KineticsRequest(draft.Id));
        using HttpResponseMessage score = await Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(draft.Id));
        return new(draft, await FeaturesAsync(draft.Id), (await kinetics.Content.ReadFromJsonAsync<KineticsAnswer>())!, (await score.Content.ReadFromJsonAsync<RadscoreAnswer>())!);
    }

    private sealed record Results(SegmentationInfo Draft, FeaturesResult Features, KineticsAnswer Kinetics, RadscoreAnswer Score);
}
