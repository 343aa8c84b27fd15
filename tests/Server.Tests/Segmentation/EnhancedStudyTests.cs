using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Tests.Dicom.Series;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>All phases in one enhanced multi-frame image: the same voxels give the same VOI, features and score as one series per phase.</summary>
public sealed class EnhancedStudyTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private HttpClient Client => server.Client;

    [Fact]
    public async Task An_enhanced_image_goes_the_whole_way_from_phases_to_score()
    {
        (string study, DicomFile image) = Enhanced("enhanced, whole way");
        await server.StoreAsync([image]);
        var phases = (await Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;
        StudyPhase peak = phases.Phases[phases.PeakIndex];
        (phases.Phases.Count, phases.PreContrastIndex, phases.PeakIndex).ShouldBe((4, 0, PhantomData.Patient.Series.PeakIndex));
        peak.FrameNumbers.ShouldBe(Enumerable.Range(0, 48).Select(k => (4 * k) + phases.PeakIndex + 1));

        SegmentationInfo draft = await Client.SegmentAsync(new SegmentationRequest(study));
        draft.FrameNumbers.ShouldBe(peak.FrameNumbers);
        SegmentationInfo usual = await Client.SegmentAsync(new SegmentationRequest(await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("enhanced, usual"))));
        byte[] labels = await Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        labels.ShouldBe(await Client.GetByteArrayAsync($"/api/segmentations/{usual.Id}/labelmap"));

        // A click on a frame is a click on its slice.
        SegmentationInfo clicked = await Client.SegmentAsync(new SegmentationRequest(study, draft.Candidates[0].Seed)), alike = await Client.SegmentAsync(new SegmentationRequest(usual.StudyInstanceUid, usual.Candidates[0].Seed));
        clicked.Segments[0].Voxels.ShouldBe(alike.Segments[0].Voxels);

        SegmentationInfo saved = await SaveAsync(study, draft, labels);
        saved.FrameNumbers.ShouldBe(peak.FrameNumbers);
        (await Client.GetByteArrayAsync($"/api/segmentations/{saved.Id}/labelmap")).ShouldBe(labels);
        byte[] seg = await server.DicomOfAsync(saved);
        (await Dciodvfy.ErrorsOfAsync(seg)).ShouldBeEmpty();
        ReferencedFrames(seg, image.Dataset.GetString(DicomTag.SOPInstanceUID)!).ShouldBeSubsetOf(peak.FrameNumbers!);

        (await MeanAsync(saved.Id)).ShouldBe(await MeanAsync(usual.Id));
        using HttpResponseMessage score = await Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(saved.Id)), same = await Client.PostAsJsonAsync("/api/radscores", new RadscoreRequest(usual.Id));
        (await score.Content.ReadFromJsonAsync<RadscoreAnswer>())!.Radscore.ShouldBe((await same.Content.ReadFromJsonAsync<RadscoreAnswer>())!.Radscore);
    }

    [Fact]
    public async Task Frame_numbers_that_do_not_fit_are_refused()
    {
        (string study, DicomFile image) = Enhanced("enhanced, bad frames");
        await server.StoreAsync([image]);
        SegmentationInfo draft = await Client.SegmentAsync(new SegmentationRequest(study));
        byte[] labels = await Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        using HttpResponseMessage few = await Client.PutSegmentationAsync(draft.Id, Describe(study, draft) with { FrameNumbers = [1, 2] }, labels);
        (await few.Content.ReadAsStringAsync()).ShouldContain("2 frame numbers do not fit 48 images");
        int[] mixed = [.. draft.FrameNumbers!.Select((f, k) => k == 7 ? f + 1 : f)];
        using HttpResponseMessage otherPhase = await Client.PutSegmentationAsync(draft.Id, Describe(study, draft) with { FrameNumbers = mixed }, labels);
        (await otherPhase.Content.ReadAsStringAsync()).ShouldContain("mixed-phases");

        // Without its frame an image of many slices says nothing about the place.
        int slice = draft.Rows * draft.Columns;
        using HttpResponseMessage oneSlice = await Client.PutSegmentationAsync(draft.Id, Describe(study, draft) with { SopInstanceUids = [draft.SopInstanceUids[0]], FrameNumbers = null }, labels[..slice]);
        (await oneSlice.Content.ReadAsStringAsync()).ShouldContain("no-frame-number");
        using HttpResponseMessage click = await Client.PostAsJsonAsync("/api/segmentations", new SegmentationRequest(study, draft.Candidates[0].Seed with { FrameNumber = null }));
        (await click.Content.ReadAsStringAsync()).ShouldContain("no-frame-number");
    }

    private static (string Study, DicomFile Image) Enhanced(string name)
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy(name);
        DicomDataset[][] phases = [.. files.Select(f => f.Dataset).Where(d => d.GetStrings(DicomTag.ImageType)[0] != "DERIVED")
            .GroupBy(d => d.GetString(DicomTag.SeriesInstanceUID)).Select(g => g.ToArray())];
        DicomDataset image = EnhancedMr.Of(phases, [.. PhantomData.Patient.Series.Phases.Select(p => p.TimeSeconds)]);
        return (image.GetString(DicomTag.StudyInstanceUID)!, new DicomFile(image));
    }

    private static UploadDescription Describe(string study, SegmentationInfo draft) =>
        new(study, draft.SopInstanceUids, draft.Rows, draft.Columns, [new UploadedSegment(1, "Primary tumour")], Edited: false, draft.FrameNumbers);

    private static IEnumerable<int> ReferencedFrames(byte[] seg, string image)
    {
        using var stream = new MemoryStream(seg);
        DicomDataset[] sources = [.. DicomFile.Read(stream).Dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence)
            .SelectMany(f => f.GetSequence(DicomTag.DerivationImageSequence)).SelectMany(d => d.GetSequence(DicomTag.SourceImageSequence))];
        sources.ShouldNotBeEmpty();
        sources.ShouldAllBe(s => s.GetString(DicomTag.ReferencedSOPInstanceUID) == image);
        return [.. sources.Select(s => s.GetInt(DicomTag.ReferencedFrameNumber)!.Value)];
    }

    private async Task<SegmentationInfo> SaveAsync(string study, SegmentationInfo draft, byte[] labels)
    {
        using HttpResponseMessage answer = await Client.PutSegmentationAsync(draft.Id, Describe(study, draft), labels, compress: true);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private async Task<double?> MeanAsync(string segmentation)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync("/api/features", new FeaturesRequest(SegmentationId: segmentation, Features: ["original_firstorder_Mean"]));
        return (await answer.Content.ReadFromJsonAsync<FeaturesResult>())!.Features["original_firstorder_Mean"];
    }
}
