using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb.Rendering;

public sealed class WadoUriTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private readonly DicomDataset _image = TestImage.Dataset();

    private string Query =>
        $"?requestType=WADO&studyUID={_image.GetString(DicomTag.StudyInstanceUID)}&seriesUID={_image.GetString(DicomTag.SeriesInstanceUID)}&objectUID={_image.GetString(DicomTag.SOPInstanceUID)}";

    [Theory]
    [InlineData("/wado")]
    [InlineData("/dicomweb/wado")]
    public async Task Old_viewers_get_pictures_and_instances(string path)
    {
        byte[] file = await StoreAsync();
        using HttpResponseMessage picture = await server.Client.GetAsync(path + Query);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        PictureFile.SizeOf(await picture.Content.ReadAsByteArrayAsync()).ShouldBe((12, 16, 1));
        using HttpResponseMessage png = await server.Client.GetAsync($"{path}{Query}&contentType=image%2Fpng&frameNumber=1&windowCenter=2000&windowWidth=500&annotation=patient");
        png.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        png.Headers.GetValues("Warning").Single().ShouldContain("not supported: patient");
        using HttpResponseMessage instance = await server.Client.GetAsync($"{path}{Query}&contentType=application%2Fdicom");
        (await instance.Content.ReadAsByteArrayAsync()).ShouldBe(file);
        using HttpResponseMessage converted = await server.Client.GetAsync($"{path}{Query}&contentType=application/dicom&transferSyntax={DicomUid.ImplicitVRLittleEndian}");
        DicomFile.Read(await converted.Content.ReadAsStreamAsync()).TransferSyntax.ShouldBe(DicomTransferSyntax.ImplicitVRLittleEndian);
    }

    [Theory]
    [InlineData("rows=8", 6, 8)]
    [InlineData("columns=24", 24, 32)]
    [InlineData("rows=8&columns=4", 4, 5)]
    [InlineData("region=0.5,0.5,1,1", 6, 8)]
    [InlineData("region=0,0,0.5,1&rows=32", 12, 32)]
    public async Task Rows_columns_and_region_shape_the_picture(string query, int width, int height)
    {
        await StoreAsync();
        PictureFile.SizeOf(await server.Client.GetByteArrayAsync($"/wado{Query}&{query}")).ShouldBe((width, height, 1));
    }

    [Theory]
    [InlineData("anonymize=yes", "does not de-identify")]
    [InlineData("presentationUID=1.2", "does not apply presentation states")]
    [InlineData("frameNumber=0", "frameNumber '0' is no whole number from 1")]
    [InlineData("frameNumber=2", "frames 1 to 1")]
    [InlineData("rows=0", "rows '0' is no whole number from 1 to 4096")]
    [InlineData("region=0,0,2,1", "region '0,0,2,1' is not")]
    [InlineData("region=0.5,0,0.5,1", "is not xmin")]
    [InlineData("windowCenter=5", "belong together")]
    [InlineData("windowCenter=5&windowWidth=wide", "'wide' is no decimal number")]
    [InlineData("imageQuality=101", "imageQuality '101' is no whole number from 1 to 100")]
    [InlineData("contentType=application/dicom&windowCenter=5&windowWidth=5", "windowCenter has no meaning with contentType application/dicom")]
    [InlineData("contentType=application/dicom&transferSyntax=x", "transferSyntax 'x' is not a DICOM UID")]
    public async Task A_wrong_parameter_is_named_with_its_value_and_limit(string query, string sentence)
    {
        await StoreAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync($"/wado{Query}&{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("", "requestType '' is not supported")]
    [InlineData("?requestType=MOVE", "requestType 'MOVE' is not supported")]
    [InlineData("?requestType=WADO&seriesUID=1&objectUID=1", "studyUID '' is not a DICOM UID")]
    [InlineData("?requestType=WADO&studyUID=1&seriesUID=../1&objectUID=1", "seriesUID '../1' is not a DICOM UID")]
    public async Task Type_and_UIDs_are_required(string query, string sentence)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync("/wado" + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("contentType=application/dicom&transferSyntax=1.2.840.10008.1.2.4.50", HttpStatusCode.NotAcceptable)]
    [InlineData("contentType=text/html", HttpStatusCode.NotAcceptable)]
    public async Task What_cannot_be_given_is_not_acceptable(string query, HttpStatusCode expected)
    {
        await StoreAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync($"/wado{Query}&{query}");
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_unknown_instance_is_not_found()
    {
        using HttpResponseMessage answer = await server.Client.GetAsync("/wado?requestType=WADO&studyUID=1.9&seriesUID=1.9&objectUID=1.9");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<byte[]> StoreAsync()
    {
        byte[] file = _image.ToFile();
        using HttpResponseMessage stored = await server.Client.StowAsync(file);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        return file;
    }
}
