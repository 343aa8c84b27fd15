using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>The whole way on a real breast DCE-MRI study: stored, phases found, segmented, saved, scored by the model that comes with the product.</summary>
public sealed class RealStudyTests
{
    /// <summary>The spiculated mass: column, row and slice of the part of the volume that is at hand (slice 68 of the full volume).</summary>
    private static readonly (int I, int J, int K) Mass = (106, 62, 10);

    [ReferenceFact]
    public async Task The_mass_is_found_saved_and_scored()
    {
        await using var server = await ServerFixture.StartAsync();
        string study = await server.StoreAsync([.. Directory.EnumerateFiles(Reference.PathOf("images", "duke153_dce"), "*.dcm", SearchOption.AllDirectories).Order().Select(p => DicomFile.Read(p))]);

        var phases = (await server.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;
        (phases.Phases.Count, phases.PreContrastIndex, phases.PeakIndex).ShouldBe((5, 0, 1));
        phases.Phases.ShouldAllBe(p => p.SopInstanceUids.Count == 22);

        var draft = await server.Client.SegmentAsync(new SegmentationRequest(study));
        byte[] labels = await server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        labels[Mass.I + (448 * (Mass.J + (448 * Mass.K)))].ShouldBe((byte)1);
        draft.Segments.ShouldHaveSingleItem().VolumeMm3.ShouldBeInRange(3000, 5500);

        var description = new UploadDescription(study, draft.SopInstanceUids, draft.Rows, draft.Columns, [new UploadedSegment(1, "Primary tumour")], Edited: false);
        using var answer = await server.Client.PutSegmentationAsync(draft.Id, description, labels, compress: true);
        var saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
        (saved.AlgorithmType, saved.Segments[0].Voxels).ShouldBe((AlgorithmType.Automatic, draft.Segments[0].Voxels));
        (await Dciodvfy.ErrorsOfAsync(await server.DicomOfAsync(saved))).ShouldBeEmpty();

        using var scored = await server.Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(saved.Id));
        var score = (await scored.Content.ReadFromJsonAsync<RadscoreAnswer>())!;
        score.Radscore.ShouldBeInRange(0, 1);
        score.Model.Demonstration.ShouldBeTrue();
        score.Curve.MaxBy(p => p.Mean)!.ShouldBe(score.Curve[phases.PeakIndex]);
        (score.Baseline + score.Contributions.Sum(c => c.Contribution)).ShouldBe(score.Radscore, 1e-9);
    }
}
