using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>Asymmetric VOIs that go to the server and come back again and again, over HTTP, in every orientation.</summary>
public sealed class RoundTripTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Trips = 5;
    private const int Size = OrientedStudy.Columns * OrientedStudy.Rows;

    [Theory]
    [MemberData(nameof(OrientedStudy.Orientations), MemberType = typeof(OrientedStudy))]
    public async Task Two_lesions_survive_five_trips_as_labelmap_and_as_DICOM(string orientation) =>
        await TravelAsync(await server.StoreAsync(OrientedStudy.Classic(orientation)), orientation);

    [Theory]
    [InlineData("axial")]
    [InlineData("sagittal descending")]
    [InlineData("oblique descending")]
    public async Task On_an_enhanced_multi_frame_image_as_well(string orientation) =>
        await TravelAsync(await server.StoreAsync([OrientedStudy.Enhanced(orientation)]), "enhanced " + orientation);

    [PydicomTheory]
    [InlineData("axial descending")]
    [InlineData("sagittal")]
    [InlineData("coronal descending")]
    [InlineData("oblique")]
    public async Task Pydicom_finds_every_voxel_on_the_image_it_was_drawn_on(string orientation)
    {
        List<DicomFile> images = OrientedStudy.Classic(orientation).AsStudy($"pydicom {orientation}");
        string study = await server.StoreAsync(images);
        var phase = (await server.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!.Phases[1];
        var random = new Random(1);
        byte[] labels = [.. Enumerable.Range(0, 8 * Size).Select(n => (byte)(n is > Size and < 4 * Size && random.Next(5) == 0 ? random.Next(1, 3) : 0))];
        using var answer = await server.Client.PutSegmentationAsync(
            Guid.NewGuid().ToString("D"), new UploadDescription(study, phase.SopInstanceUids, OrientedStudy.Rows, OrientedStudy.Columns, [new(1, "First"), new(2, "Second")], Edited: true), labels);
        var saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;

        var expected = phase.SopInstanceUids.Select((uid, k) => (uid, frame: labels[(k * Size)..((k + 1) * Size)])).Where(s => s.frame.Any(v => v != 0))
            .ToDictionary(s => s.uid, s => Enumerable.Range(1, 2).Where(n => s.frame.Contains((byte)n)).ToDictionary(n => $"{n}", n => Enumerable.Range(0, Size).Where(at => s.frame[at] == n)));
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "seg.dcm"), await server.DicomOfAsync(saved));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "labels.json"), JsonSerializer.Serialize(expected));
        string[] paths = OrientedStudy.Write(folder.Path, images);
        string script = Path.Combine(Reference.RepositoryRoot, "tests", "Server.Tests", "Segmentation", "pydicom_seg.py");
        (int code, string output) = ExternalTool.Run(PydicomFactAttribute.Python, [script, Path.Combine(folder.Path, "seg.dcm"), Path.Combine(folder.Path, "labels.json"), .. paths]);
        code.ShouldBe(0, output);
        output.Trim().ShouldBe("pydicom is content");
    }

    /// <summary>Each trip: a voxel is added, the frames are sent in another order, and the SEG that the server wrote is taken in as another program's would be.</summary>
    private async Task TravelAsync(string study, string name)
    {
        var phases = (await server.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;
        var phase = phases.Phases[phases.PeakIndex];
        var random = new Random(name.Length);
        byte[] labels = [.. Enumerable.Range(0, 8 * Size).Select(n => (byte)(n is > 2 * Size and < 5 * Size && random.NextDouble() < 0.4 ? random.Next(1, 3) : 0))];
        string origin = Guid.NewGuid().ToString("D");
        for (int trip = 0; trip < Trips; trip++)
        {
            labels[(5 * Size) + (60 * trip)] = (byte)(1 + (trip % 2));
            int[] order = phase.SopInstanceUids.Distinct().Count() == 8 ? [.. Enumerable.Range(0, 8).OrderBy(_ => random.Next())] : [.. Enumerable.Range(0, 8)];
            var description = new UploadDescription(study, [.. order.Select(k => phase.SopInstanceUids[k])], OrientedStudy.Rows, OrientedStudy.Columns, [new(1, "First lesion"), new(2, "Second lesion")], Edited: true);
            using var answer = await server.Client.PutSegmentationAsync(origin, description, [.. order.SelectMany(k => labels[(k * Size)..((k + 1) * Size)])]);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            var saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
            saved.SopInstanceUids.ShouldBe(phase.SopInstanceUids);
            (await server.Client.GetByteArrayAsync($"/api/segmentations/{saved.Id}/labelmap")).ShouldBe(labels, $"trip {trip + 1}");

            byte[] seg = await server.DicomOfAsync(saved);
            (await Dciodvfy.ErrorsOfAsync(seg)).ShouldBeEmpty();
            RequirePlanes(seg, study, await server.Services.GetRequiredService<Server.Storage.IInstanceSource>().ReadHeadersAsync(study, CancellationToken.None));
            var draft = await ImportAsync(study, seg);
            (await server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap")).ShouldBe(labels, $"trip {trip + 1}, taken in");
            draft.Segments.Select(s => (s.Number, s.Label)).ShouldBe([(1, "First lesion"), (2, "Second lesion")]);
            draft.Remarks.ShouldBeEmpty();
            origin = trip % 2 == 0 ? saved.Id : draft.Id;
        }
    }

    private async Task<SegmentationInfo> ImportAsync(string study, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
        using var form = new MultipartFormDataContent { { content, "file", "seg.dcm" } };
        using var answer = await server.Client.PostAsync($"/api/studies/{study}/segmentations", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
    }

    /// <summary>Every frame names the image, and where that is an enhanced one the frame, at whose place it lies.</summary>
    private static void RequirePlanes(byte[] seg, string study, IReadOnlyList<DicomDataset> headers)
    {
        DicomDataset dataset = DicomFile.Read(new MemoryStream(seg)).Dataset;
        dataset.GetString(DicomTag.StudyInstanceUID).ShouldBe(study);
        foreach (DicomDataset frame in dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence))
        {
            DicomDataset source = frame.GetSequence(DicomTag.DerivationImageSequence)[0].GetSequence(DicomTag.SourceImageSequence)[0];
            DicomDataset image = headers.Single(h => h.GetString(DicomTag.SOPInstanceUID) == source.GetString(DicomTag.ReferencedSOPInstanceUID));
            DicomDataset plane = source.GetInt(DicomTag.ReferencedFrameNumber) is { } number
                ? image.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence)[number - 1].GetSequence(DicomTag.PlanePositionSequence)[0]
                : image;
            frame.GetSequence(DicomTag.PlanePositionSequence)[0].GetStrings(DicomTag.ImagePositionPatient).ShouldBe(plane.GetStrings(DicomTag.ImagePositionPatient));
        }
    }
}
