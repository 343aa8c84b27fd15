using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Segmentation.Editing;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>VOIs that share voxels, over HTTP: each stays whole, with what its SEG says of it.</summary>
public sealed class OverlapTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private static readonly Mask Tumour = PhantomData.Patient.Truth;

    private readonly HttpClient _client = fixture.Server.Client;

    /// <summary>The lesion with the voxel beside each of its voxels: what another reader may have drawn.</summary>
    private static Mask Wide { get; } = new(Tumour.Geometry, [.. Enumerable.Range(0, Tumour.Voxels.Length).Select(n => (byte)(Tumour.Voxels[n] | (n > 0 ? Tumour.Voxels[n - 1] : 0)))]);

    [Fact]
    public async Task They_are_saved_whole_and_read_back_as_they_were_sent()
    {
        byte[] top = [.. Wide.Voxels.Zip(Tumour.Voxels, (wide, tumour) => tumour != 0 ? (byte)2 : wide)], beneath = Tumour.Voxels;
        SegmentationInfo saved = await SavedAsync(Guid.NewGuid().ToString(), ["Reader A", "Reader B"], [top, beneath]);

        (saved.Layers, saved.Segments[0].Voxels, saved.Segments[1].Voxels).ShouldBe((2, Wide.Count(), Tumour.Count()));
        saved.Remarks.ShouldHaveSingleItem().ShouldContain("belong to several segments");
        (await LayerAsync(saved, 0)).ShouldBe(top);
        (await LayerAsync(saved, 1)).ShouldBe(beneath);
        (await Dciodvfy.ErrorsOfAsync(await fixture.DicomOfAsync(saved))).ShouldBeEmpty();

        // The same VOIs by other labelmaps are the same object.
        using HttpResponseMessage again = await PutAsync(Guid.NewGuid().ToString(), ["Reader A", "Reader B"], [Wide.Voxels, [.. Tumour.Voxels.Select(v => (byte)(2 * v))]]);
        again.StatusCode.ShouldBe(HttpStatusCode.OK, await again.Content.ReadAsStringAsync());
        (await again.Content.ReadFromJsonAsync<SegmentationInfo>())!.Id.ShouldBe(saved.Id);
    }

    [Fact]
    public async Task An_uploaded_SEG_keeps_its_codes_and_its_tracking_when_its_draft_is_saved()
    {
        SegmentationInfo draft = await ImportedAsync();
        (draft.Saved, draft.Layers).ShouldBe((false, 2));
        SegmentationInfo saved = await SavedAsync(draft.Id, ["Mass", "Its core"], [await LayerAsync(draft, 0), await LayerAsync(draft, 1)]);

        SegmentationObject seg = Read(await fixture.DicomOfAsync(saved));
        seg.Segments.Select(s => (s.TrackingId, s.TrackingUid, s.Type.Meaning, s.AlgorithmType)).ShouldBe(
        [
            ("mass of visit 2", "2.25.901", "Benign lesion", SegmentAlgorithmType.Manual),
            ("core of visit 2", "2.25.902", "Necrosis", SegmentAlgorithmType.Manual),
        ]);
        seg.ToMask(1, Tumour.Geometry).Voxels.ShouldBe(Wide.Voxels);
        seg.ToMask(2, Tumour.Geometry).Voxels.ShouldBe(Tumour.Voxels);
    }

    [Fact]
    public async Task A_client_that_knows_one_labelmap_alone_keeps_what_it_does_not_touch()
    {
        SegmentationInfo draft = await ImportedAsync();
        byte[] top = await LayerAsync(draft, 0);
        int erased = Array.IndexOf(top, (byte)2);
        top[erased] = 0;
        using HttpResponseMessage answer = await _client.PutSegmentationAsync(draft.Id, Describe("Mass", "Its core"), top);
        SegmentationInfo saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
        saved.Segments.Select(s => s.Voxels).ShouldBe([Wide.Count() - 1, Tumour.Count() - 1]);
        (await LayerAsync(saved, 1)).ShouldBe([.. Tumour.Voxels.Select((v, n) => n == erased ? (byte)0 : v)]);
    }

    [Fact]
    public async Task Editing_one_leaves_the_others_whole()
    {
        SegmentationInfo draft = await ImportedAsync();
        using HttpResponseMessage answer = await _client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/operations", new StoredEdit(new MaskOperation(MaskOperationKind.Shell, Mm: 3), Segment: 2));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        SegmentationInfo edited = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
        edited.Segments.Select(s => (s.Number, s.Label)).ShouldBe([(1, "Mass"), (2, "Its core"), (3, "Peritumoral shell")]);
        edited.Segments.Take(2).Select(s => s.Voxels).ShouldBe([Wide.Count(), Tumour.Count()]);
    }

    [Fact]
    public async Task A_labelmap_that_is_not_there_is_refused_with_a_sentence()
    {
        SegmentationInfo draft = await ImportedAsync();
        using HttpResponseMessage missing = await _client.GetAsync($"/api/segmentations/{draft.Id}/labelmap?layer=2");
        missing.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await missing.Content.ReadAsStringAsync()).ShouldContain("There is no layer 2: this segmentation has the layers 0 to 1.");
        using HttpResponseMessage many = await _client.PutSegmentationAsync(draft.Id, Describe("Mass") with { Layers = 17 }, Tumour.Voxels);
        (await many.Content.ReadAsStringAsync()).ShouldContain("17 labelmaps are not possible: 1 to 16 can be sent.");
        using HttpResponseMessage few = await _client.PutSegmentationAsync(draft.Id, Describe("Mass") with { Layers = 2 }, Tumour.Voxels);
        few.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private UploadDescription Describe(params string[] names) =>
        new(fixture.Study, fixture.Peak.SopInstanceUids, 128, 128, [.. names.Select((name, n) => new UploadedSegment(n + 1, name))], Edited: true);

    private Task<HttpResponseMessage> PutAsync(string id, string[] names, byte[][] labelmaps) =>
        _client.PutSegmentationAsync(id, Describe(names) with { Layers = labelmaps.Length }, labelmaps, compress: true);

    private async Task<SegmentationInfo> SavedAsync(string id, string[] names, byte[][] labelmaps)
    {
        using HttpResponseMessage answer = await PutAsync(id, names, labelmaps);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private Task<byte[]> LayerAsync(SegmentationInfo info, int layer) => _client.GetByteArrayAsync($"/api/segmentations/{info.Id}/labelmap?layer={layer}");

    /// <summary>A SEG of another program with two segments that share voxels, taken in as a draft.</summary>
    private async Task<SegmentationInfo> ImportedAsync()
    {
        var headers = (await fixture.HeadersAsync()).ToDictionary(h => h.GetString(DicomTag.SOPInstanceUID)!);
        var description = new SegmentationDescription { SopInstanceUid = "2.25.900", SeriesInstanceUid = "2.25.900.1", SeriesNumber = 50, CreatedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), Equipment = new("Another", "program", "1", "1") };
        SegmentProperties Theirs(int number, string label, string type, string tracking) => new()
        {
            Number = number, Label = label, Type = new CodedConcept($"99{number}", "99THEIRS", type), AlgorithmType = SegmentAlgorithmType.Manual, TrackingId = tracking, TrackingUid = $"2.25.90{number}",
        };
        DicomFile seg = SegmentationWriter.Write(
            description,
            [(Theirs(1, "Mass", "Benign lesion", "mass of visit 2"), Wide), (Theirs(2, "Its core", "Necrosis", "core of visit 2"), Tumour)],
            [.. fixture.Peak.SopInstanceUids.Select(sop => new SegmentationSource(headers[sop]))]);
        using var stream = new MemoryStream();
        seg.Write(stream);
        using HttpResponseMessage answer = await _client.PostAsync($"/api/studies/{fixture.Study}/segmentations", new MultipartFormDataContent { { new ByteArrayContent(stream.ToArray()), "file", "theirs.dcm" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private static SegmentationObject Read(byte[] dicom)
    {
        using var stream = new MemoryStream(dicom);
        return SegmentationObject.Read(DicomFile.Read(stream));
    }
}
