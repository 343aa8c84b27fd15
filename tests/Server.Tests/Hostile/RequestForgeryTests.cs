using System.Net.Sockets;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Addresses inside stored objects: whoever listens there never hears from the server.</summary>
public sealed class RequestForgeryTests(HostileServer server) : IClassFixture<HostileServer>
{
    [Fact]
    public async Task An_address_inside_an_object_is_never_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string trap = $"http://{listener.LocalEndpoint}/secret";
        string study = TestImage.NewUid();
        DicomDataset image = TestImage.Dataset(study)
            .Set(DicomTag.RetrieveURL, trap)
            .Set(DicomTag.RetrieveURI, trap)
            .Set(DicomTag.PixelDataProviderURL, trap)
            .SetSequence(DicomTag.ReferencedSeriesSequence, new DicomDataset().Set(DicomTag.RetrieveURL, trap));
        image.Remove(DicomTag.PixelData);
        (await server.Client.StowAsync(image.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);

        string instance = $"/dicomweb/studies/{study}/series/{image.GetString(DicomTag.SeriesInstanceUID)}/instances/{image.GetString(DicomTag.SOPInstanceUID)}";
        foreach (string path in (string[])
            [instance, instance + "/metadata", instance + "/frames/1", instance + "/rendered", instance + "/bulkdata/7FE00010", instance + "/bulkdata/00287FE0", $"/api/studies/{study}/phases"])
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(path);
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
        }

        listener.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://{0}/secret")]
    [InlineData("file:///etc/passwd")]
    [InlineData("../../../../etc/passwd")]
    public async Task A_bulk_data_uri_in_stored_json_is_never_fetched(string address)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string study = TestImage.NewUid(), uri = string.Format(address, listener.LocalEndpoint);
        string json = $$"""
            [{"00080016":{"vr":"UI","Value":["{{DicomUid.MRImageStorage}}"]},"00080018":{"vr":"UI","Value":["{{TestImage.NewUid()}}"]},
              "0020000D":{"vr":"UI","Value":["{{study}}"]},"0020000E":{"vr":"UI","Value":["{{TestImage.NewUid()}}"]},
              "00420011":{"vr":"OB","BulkDataURI":"{{uri}}"},"7FE00010":{"vr":"OW","BulkDataURI":"{{uri}}"} }]
            """;
        string body = $"--b\r\nContent-Type: application/dicom+json\r\n\r\n{json}\r\n--b--\r\n";

        using HttpResponseMessage answer = await server.Client.StowAsync(
            "/dicomweb/studies", System.Text.Encoding.UTF8.GetBytes(body), "multipart/related; type=\"application/dicom+json\"; boundary=b");

        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("root:x:");
        (await server.Client.QidoAsync($"/studies/{study}/instances")).ShouldBeEmpty();
        listener.Pending().ShouldBeFalse();
    }
}
