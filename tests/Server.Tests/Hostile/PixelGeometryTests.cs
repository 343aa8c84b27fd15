using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Images whose size contradicts their bytes: their metadata are served, their pixels are refused with a 4xx.</summary>
public sealed class PixelGeometryTests(HostileServer server) : IClassFixture<HostileServer>
{
    public static TheoryData<string, int, int, int, int> Geometries => new()
    {
        { "rows", 65535, 12, 1, 16 },
        { "columns", 16, 65535, 1, 16 },
        { "frames", 16, 12, 2, 16 },
        { "frames that overflow", 65535, 65535, int.MaxValue, 64 },
        { "no rows", 0, 12, 1, 16 },
        { "bits", 16, 12, 1, 64 },
        { "bits of no sample", 16, 12, 1, 17 },
        { "no bits", 16, 12, 1, 0 },
        { "no frames", 16, 12, 0, 16 },
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public async Task Metadata_are_served_and_pixels_refused(string what, int rows, int columns, int frames, int bits)
    {
        DicomDataset image = TestImage.Dataset().Set(DicomTag.Rows, rows).Set(DicomTag.Columns, columns).Set(DicomTag.NumberOfFrames, frames).Set(DicomTag.BitsAllocated, bits);
        string study = image.GetString(DicomTag.StudyInstanceUID)!;
        string instance = $"/dicomweb/studies/{study}/series/{image.GetString(DicomTag.SeriesInstanceUID)}/instances/{image.GetString(DicomTag.SOPInstanceUID)}";
        (await server.Client.StowAsync(image.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK, what);

        (await StatusAsync(instance + "/metadata")).ShouldBe(200);
        (await StatusAsync(instance)).ShouldBe(200);
        foreach (string pixels in (string[])[instance + "/frames/1", instance + "/frames/2147483647", instance + "/rendered", instance + "/frames/1/rendered", instance + "/thumbnail"])
        {
            (await StatusAsync(pixels)).ShouldBeInRange(400, 499, $"{what}: {pixels}");
        }

        (await StatusAsync($"/api/studies/{study}/phases")).ShouldBeInRange(400, 499, what);
        using HttpResponseMessage computing = await server.Client.PostAsJsonAsync("/api/segmentations", new { studyInstanceUid = study });
        ((int)computing.StatusCode).ShouldBeInRange(400, 499, what);
        server.IsAlive.ShouldBeTrue();
    }

    [LinuxFact]
    public async Task A_frame_that_inflates_out_of_proportion_is_refused_in_little_memory()
    {
        DicomDataset image = TestImage.Dataset().Set(DicomTag.Rows, 32000).Set(DicomTag.Columns, 16000);
        image.Remove(DicomTag.PixelData);
        image.Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, [new byte[1_000_000]]));
        (await server.Client.StowAsync(image.ToFile(DicomTransferSyntax.Of(DicomUid.DeflatedImageFrameCompression)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        string frame = $"/dicomweb/studies/{image.GetString(DicomTag.StudyInstanceUID)}/series/{image.GetString(DicomTag.SeriesInstanceUID)}"
            + $"/instances/{image.GetString(DicomTag.SOPInstanceUID)}/frames/1";

        (HttpResponseMessage answer, double grown) = await server.MeasureAsync(() => server.Client.GetAsync(frame, $"application/octet-stream; transfer-syntax={DicomUid.ExplicitVRLittleEndian}"));

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        grown.ShouldBeLessThan(64);
    }

    private async Task<int> StatusAsync(string path)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(path);
        return (int)answer.StatusCode;
    }
}
