using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Radiomics;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>VOIs of other programs: uploaded as files, and stored in the study by DICOMweb.</summary>
public sealed class VoiImportTests(StudyFixture fixture) : IClassFixture<StudyFixture>
{
    private static readonly VolumeGeometry Grid = PhantomData.Patient.Truth.Geometry;
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("mask.nrrd")]
    [InlineData("mask.nii.gz")]
    public async Task A_mask_whose_axes_run_otherwise_is_turned_by_its_header(string name)
    {
        // As NIfTI tools like it: from the left and the front, and the slices fastest.
        var turned = new VolumeGeometry(
            Grid.SizeZ, Grid.SizeX, Grid.SizeY, new(Grid.SpacingMm.Z, Grid.SpacingMm.X, Grid.SpacingMm.Y), Grid.ToPatient(Grid.SizeX - 1, Grid.SizeY - 1, 0), Grid.AxisZ, -1 * Grid.AxisX, -1 * Grid.AxisY);
        Mask mask = NearestVoxel.Resample(PhantomData.Patient.Truth, turned);

        var draft = await ImportedAsync(Bytes(file => Write(file, name, mask)), name);

        (draft.Saved, draft.AlgorithmType, draft.Method!.Name).ShouldBe((false, AlgorithmType.SemiAutomatic, name.EndsWith("nrrd", StringComparison.Ordinal) ? "Imported NRRD mask" : "Imported NIfTI mask"));
        (await LabelmapAsync(draft)).ShouldBe(fixture.Truth);
        (await ImportedAsync(Bytes(file => Write(file, name, mask)), "another name")).Id.ShouldBe(draft.Id, "the content counts, not the name");
    }

    [Fact]
    public async Task Labels_of_a_mask_become_segments()
    {
        ushort[] labels = [.. fixture.Truth.Select(v => v != 0 ? (ushort)7 : (ushort)0)];
        labels[5] = 2;
        var draft = await ImportedAsync(Bytes(file => NrrdFile.Write(file, new LabelMap(Grid, labels))), "labels.nrrd");
        draft.Segments.Select(s => (s.Number, s.Label, s.Voxels)).ShouldBe([(2, "Lesion 2", 1), (7, "Lesion 7", PhantomData.Patient.Truth.Count())]);
    }

    [Fact]
    public async Task A_mask_on_another_grid_is_refused_with_both_grids()
    {
        var other = new VolumeGeometry(Grid.SizeX, Grid.SizeY, Grid.SizeZ, 1.5 * Grid.SpacingMm, Grid.OriginMm, Grid.AxisX, Grid.AxisY, Grid.AxisZ);
        await RefusedAsync(Bytes(file => NrrdFile.Write(file, new Mask(other, fixture.Truth))), "unreadable-voi", other.InWords());
        await RefusedAsync(Bytes(file => NrrdFile.Write(file, new Mask(Grid))), "unreadable-voi", "empty");
    }

    [Fact]
    public async Task A_segmentation_stored_on_a_finer_grid_is_listed_and_read_by_the_nearest_voxel()
    {
        var fine = new VolumeGeometry(
            Grid.SizeX, 2 * Grid.SizeY, Grid.SizeZ, new(Grid.SpacingMm.X, Grid.SpacingMm.Y / 2, Grid.SpacingMm.Z), Grid.ToPatient(0, -0.25, 0), Grid.AxisX, Grid.AxisY, Grid.AxisZ);
        string id = await StoredAsync(await SegAsync(fine, "2.25.71", NearestVoxel.Resample(PhantomData.Patient.Truth, fine)));

        var listed = (await ListAsync()).Single(s => s.Id == id);
        listed.Remarks.ShouldHaveSingleItem().ShouldContain("lies on another grid");
        listed.SopInstanceUids.ShouldBe(fixture.Peak.SopInstanceUids);
        (await LabelmapAsync(listed)).ShouldBe(fixture.Truth);
    }

    [Fact]
    public async Task A_segmentation_that_names_no_images_is_placed_by_position()
    {
        DicomFile seg = await SegAsync(Grid, "2.25.72", PhantomData.Patient.Truth);
        seg.Dataset.Remove(DicomTag.ReferencedSeriesSequence);
        foreach (DicomDataset frame in seg.Dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence))
        {
            frame.Remove(DicomTag.DerivationImageSequence);
        }

        var opened = await OpenedAsync(await StoredAsync(seg));
        (await LabelmapAsync(opened)).ShouldBe(fixture.Truth);
        opened.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_segmentation_in_another_space_is_not_listed_and_says_why()
    {
        DicomFile seg = await SegAsync(Grid, "2.25.73", PhantomData.Patient.Truth);
        seg.Dataset.Remove(DicomTag.ReferencedSeriesSequence);
        seg.Dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence).ToList().ForEach(f => f.Remove(DicomTag.DerivationImageSequence));
        seg.Dataset.Set(DicomTag.FrameOfReferenceUID, "2.25.999");
        string id = await StoredAsync(seg);

        (await ListAsync()).ShouldNotContain(s => s.Id == id);
        using var answer = await _client.GetAsync($"/api/segmentations/{id}");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldContain("frame of reference 2.25.999");
    }

    [Fact]
    public async Task Overlapping_segments_are_each_whole()
    {
        var wide = new Mask(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(n => (byte)(fixture.Truth[n] | (n > 0 ? fixture.Truth[n - 1] : 0)))]);
        var opened = await OpenedAsync(await StoredAsync(await SegAsync(Grid, "2.25.74", wide, PhantomData.Patient.Truth)));

        opened.Segments.Select(s => s.Voxels).ShouldBe([wide.Count(), PhantomData.Patient.Truth.Count()]);
        opened.Remarks.ShouldHaveSingleItem().ShouldStartWith($"{PhantomData.Patient.Truth.Count()} voxels belong to several segments");
        using var answer = await _client.PostAsJsonAsync("/api/features", new FeaturesRequest(SegmentationId: opened.Id, SegmentNumber: 1, Features: ["original_shape_VoxelVolume"]));
        (await answer.Content.ReadAsStringAsync()).ShouldContain(wide.VolumeMm3().ToString("R", System.Globalization.CultureInfo.InvariantCulture)[..6]);
    }

    [Fact]
    public async Task A_structure_set_is_listed_opened_scored_and_taken_in()
    {
        DicomFile outlines = StructureSet("2.25.75", PhantomData.Patient.Truth);
        var opened = await OpenedAsync(await StoredAsync(outlines));

        (opened.AlgorithmType, opened.Segments.Single().Label).ShouldBe((AlgorithmType.Manual, "GTV"));
        (await LabelmapAsync(opened)).ShouldBe(fixture.Truth);
        (await ListAsync()).ShouldContain(s => s.Id == opened.Id);
        using var score = await _client.PostAsJsonAsync("/api/radscores", new { segmentationId = opened.Id });
        score.StatusCode.ShouldBe(HttpStatusCode.OK, await score.Content.ReadAsStringAsync());
        (await LabelmapAsync(await ImportedAsync(Bytes(outlines.Write), "rtstruct.dcm"))).ShouldBe(fixture.Truth);
    }

    [Fact]
    public async Task What_is_no_VOI_is_refused_with_a_sentence()
    {
        await RefusedAsync("not a mask"u8.ToArray(), "unreadable-voi", "NIfTI");
        await RefusedAsync(TestImage.File(), "unreadable-voi", "no segmentation");
        await RefusedAsync(Encoding.ASCII.GetBytes("NRRD0004\ntype: unsigned char\ndimension: 3\nspace: left-posterior-superior\nsizes: 1000 1000 2000\nspace directions: (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\nspace origin: (0,0,0)\n\n"), "unreadable-voi", "");
        byte[] sound = Bytes(file => NiftiFile.Write(file, PhantomData.Patient.Truth));
        await RefusedAsync(sound[..(sound.Length / 2)], "unreadable-voi", "");
        using var answer = await _client.PostAsJsonAsync($"/api/studies/{fixture.Study}/segmentations", new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var elsewhere = await ImportAsync("1.2.3", sound, "mask.nii.gz");
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static void Write(Stream file, string name, Mask mask)
    {
        if (name.EndsWith(".nrrd", StringComparison.Ordinal))
        {
            NrrdFile.Write(file, mask);
        }
        else
        {
            NiftiFile.Write(file, mask);
        }
    }

    /// <summary>A SEG as another program would write it on a grid of its own.</summary>
    private async Task<DicomFile> SegAsync(VolumeGeometry grid, string uid, params Mask[] masks)
    {
        var headers = (await fixture.HeadersAsync()).ToDictionary(h => h.GetString(DicomTag.SOPInstanceUID)!);
        SegmentationSource[] sources = [.. fixture.Peak.SopInstanceUids.Select((sop, k) =>
        {
            Vector3 at = grid.ToPatient(0, 0, k);
            return new SegmentationSource(new DicomDataset(headers[sop]).Set(DicomTag.Rows, grid.SizeY).Set(DicomTag.Columns, grid.SizeX)
                .Set(DicomTag.PixelSpacing, grid.SpacingMm.Y, grid.SpacingMm.X).Set(DicomTag.ImagePositionPatient, at.X, at.Y, at.Z));
        })];
        var description = new SegmentationDescription { SopInstanceUid = uid, SeriesInstanceUid = uid + ".1", SeriesNumber = 50, CreatedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified), Equipment = new("Another", "program", "1", "1") };
        return SegmentationWriter.Write(description, [.. masks.Select((mask, n) => (new SegmentProperties { Number = n + 1, Label = $"Theirs {n + 1}", AlgorithmType = SegmentAlgorithmType.Manual, TrackingId = "T", TrackingUid = $"2.25.8{n}" }, mask))], sources);
    }

    /// <summary>The outlines of a mask: a square around every voxel, which the even-odd rule joins.</summary>
    private DicomFile StructureSet(string uid, Mask mask) => new(new DicomDataset()
        .Set(DicomTag.SOPClassUID, DicomUid.RTStructureSetStorage).Set(DicomTag.SOPInstanceUID, uid).Set(DicomTag.StudyInstanceUID, fixture.Study).Set(DicomTag.SeriesInstanceUID, uid + ".1")
        .Set(DicomTag.Modality, "RTSTRUCT").Set(DicomTag.StructureSetDate, "20260102").Set(DicomTag.StructureSetTime, "030405")
        .SetSequence(DicomTag.StructureSetROISequence, new DicomDataset().Set(DicomTag.ROINumber, 4).Set(DicomTag.ROIName, "GTV").Set(DicomTag.ROIGenerationAlgorithm, "MANUAL"))
        .SetSequence(DicomTag.ROIContourSequence, new DicomDataset().Set(DicomTag.ReferencedROINumber, 4)
            .SetSequence(DicomTag.ContourSequence, [.. Enumerable.Range(0, mask.Voxels.Length).Where(n => mask.Voxels[n] != 0).Select(n => Square(mask.Geometry, n))])));

    private static DicomDataset Square(VolumeGeometry grid, int voxel)
    {
        (int i, int j, int k) = grid.IndicesOf(voxel);
        Vector3[] corners = [grid.ToPatient(i - 0.5, j - 0.5, k), grid.ToPatient(i + 0.5, j - 0.5, k), grid.ToPatient(i + 0.5, j + 0.5, k), grid.ToPatient(i - 0.5, j + 0.5, k)];
        return new DicomDataset().Set(DicomTag.ContourGeometricType, "CLOSED_PLANAR").Set(DicomTag.ContourData, [.. corners.SelectMany(c => (double[])[c.X, c.Y, c.Z])]);
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    /// <summary>Stores an object by STOW-RS, as another program does.</summary>
    private async Task<string> StoredAsync(DicomFile file)
    {
        using var part = new ByteArrayContent(Bytes(file.Write));
        part.Headers.TryAddWithoutValidation("Content-Type", "application/dicom");
        using var body = new MultipartContent("related") { part };
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", $"multipart/related; type=\"application/dicom\"; boundary={BoundaryOf(body)}");
        using var answer = await _client.PostAsync("/dicomweb/studies", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return file.Dataset.GetString(DicomTag.SOPInstanceUID)!;
    }

    private static string BoundaryOf(MultipartContent body)
    {
        using var copy = body.ReadAsStream();
        using var reader = new StreamReader(copy, Encoding.Latin1, leaveOpen: true);
        string boundary = reader.ReadLine()![2..];
        copy.Position = 0;
        return boundary;
    }

    private Task<HttpResponseMessage> ImportAsync(string study, byte[] file, string name) =>
        _client.PostAsync($"/api/studies/{study}/segmentations", new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } });

    private async Task<SegmentationInfo> ImportedAsync(byte[] file, string name)
    {
        using var answer = await ImportAsync(fixture.Study, file, name);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    private async Task RefusedAsync(byte[] file, string problem, string sentencePart)
    {
        using var answer = await ImportAsync(fixture.Study, file, "file");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await answer.Content.ReadAsStringAsync());
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain(sentencePart);
    }

    private async Task<SegmentationInfo> OpenedAsync(string id) => (await _client.GetFromJsonAsync<SegmentationInfo>($"/api/segmentations/{id}"))!;

    private async Task<List<SegmentationInfo>> ListAsync() => (await _client.GetFromJsonAsync<List<SegmentationInfo>>($"/api/studies/{fixture.Study}/segmentations"))!;

    private Task<byte[]> LabelmapAsync(SegmentationInfo info) => _client.GetByteArrayAsync($"/api/segmentations/{info.Id}/labelmap");
}
