using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Interop;

public sealed class DcmtkTests : IClassFixture<ServerFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerFixture _server;
    private readonly string _original;
    private readonly DicomDataset _image = TestImage.Dataset();

    public DcmtkTests(ServerFixture server)
    {
        _server = server;
        _original = PathOf("original.dcm");
        File.WriteAllBytes(_original, _image.ToFile());
    }

    public void Dispose() => _folder.Dispose();

    [DcmtkTheory]
    [InlineData(DicomUid.ExplicitVRLittleEndian, "+ti")]
    [InlineData(DicomUid.ExplicitVRLittleEndian, "+tb")]
    [InlineData(DicomUid.ImplicitVRLittleEndian, "+te")]
    [InlineData(DicomUid.ImplicitVRLittleEndian, "+td")]
    public async Task What_the_server_gives_out_is_read_and_converted_by_dcmtk(string transferSyntax, string converted)
    {
        (await _server.Client.StowAsync(await File.ReadAllBytesAsync(_original))).StatusCode.ShouldBe(HttpStatusCode.OK);
        string given = PathOf("given.dcm"), result = PathOf("converted.dcm");
        await File.WriteAllBytesAsync(given, await RetrieveAsync(_image, $"application/dicom; transfer-syntax={transferSyntax}"));

        Run("dcmdump", "-q", given).ShouldContain("PatientName");
        Run("dcmconv", converted, given, result);

        DicomDataset read = DicomFile.Read(result).Dataset;
        read.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(_image.GetBytes(DicomTag.PixelData).ToArray());
        read.GetString(DicomTag.PatientName).ShouldBe(_image.GetString(DicomTag.PatientName));
    }

    /// <summary>Files that dcmtk's programs make are stored, come back byte for byte, and their frames are decoded where that needs no codec.</summary>
    [DcmtkTheory]
    [InlineData(true, "dcmcrle")]
    [InlineData(true, "dcmconv", "+ti")]
    [InlineData(true, "dcmconv", "+tb")]
    [InlineData(true, "dcmconv", "+td")]
    [InlineData(true, "dcmconv", "+te", "-e", "-g")]
    [InlineData(false, "dcmcjpeg", "+e1")]
    [InlineData(false, "dcmcjpls", "+el")]
    public async Task What_dcmtk_makes_is_stored(bool isDecodable, string program, params string[] options)
    {
        string made = PathOf("made.dcm");
        Run(program, [.. options, _original, made]);
        byte[] file = await File.ReadAllBytesAsync(made);

        (await _server.Client.StowAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await RetrieveAsync(_image, "application/dicom; transfer-syntax=*"))[128..].ShouldBe(file[128..]);
        if (isDecodable)
        {
            using HttpResponseMessage frame = await _server.Client.GetAsync(AddressOf(_image) + "/frames/1", "application/octet-stream");
            (await frame.Content.ReadAsByteArrayAsync()).ShouldBe(_image.GetBytes(DicomTag.PixelData).ToArray());
        }
    }

    [DcmtkFact]
    public async Task A_name_changed_by_dcmodify_is_found_under_the_new_name()
    {
        Run("dcmodify", "-nb", "-gin", "-m", "(0010,0010)=Changed^Name", "-m", "(0010,0020)=dcmodify", _original);

        (await _server.Client.StowAsync(await File.ReadAllBytesAsync(_original))).StatusCode.ShouldBe(HttpStatusCode.OK);

        JsonElement[] found = await _server.Client.QidoAsync("/studies?PatientName=changed^*&PatientID=dcmodify");
        found.Single().Value("0020000D").ShouldBe(_image.GetString(DicomTag.StudyInstanceUID));
    }

    [DcmtkFact]
    public async Task A_picture_that_img2dcm_wraps_is_stored_with_its_jpeg_frame_untouched()
    {
        string jpeg = PathOf("picture.jpg"), wrapped = PathOf("wrapped.dcm");
        Run("dcmj2pnm", "+oj", "+Wm", _original, jpeg);
        Run("img2dcm", "-k", "PatientName=Picture^A", "-k", "PatientID=img2dcm", jpeg, wrapped);
        DicomDataset header = DicomFile.Read(wrapped, DicomReadOptions.Header).Dataset;

        (await _server.Client.StowAsync(await File.ReadAllBytesAsync(wrapped))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpResponseMessage frame = await _server.Client.GetAsync(AddressOf(header) + "/frames/1", "image/jpeg; transfer-syntax=*");
        byte[] kept = await frame.Content.ReadAsByteArrayAsync();
        frame.StatusCode.ShouldBe(HttpStatusCode.OK);

        // img2dcm leaves out the JFIF header; the compressed image behind it is the same.
        byte[] picture = await File.ReadAllBytesAsync(jpeg), startOfScan = [0xFF, 0xDA];
        kept[..2].ShouldBe([0xFF, 0xD8]);
        kept.AsSpan().IndexOf(picture.AsSpan(picture.AsSpan().IndexOf(startOfScan))).ShouldBeGreaterThan(0);
    }

    [DcmtkFact]
    public async Task Metadata_say_what_dcm2json_says()
    {
        (await _server.Client.StowAsync(await File.ReadAllBytesAsync(_original))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using JsonDocument expected = JsonDocument.Parse(Run("dcm2json", _original));

        using HttpResponseMessage answer = await _server.Client.GetAsync(AddressOf(_image) + "/metadata");
        JsonElement metadata = (await answer.JsonAsync())[0];

        string[] said = [.. expected.RootElement.EnumerateObject().Where(attribute => attribute.Name != DicomTag.PixelData.ToHexString()).Select(Describe)];
        said.Length.ShouldBeGreaterThan(20);
        metadata.EnumerateObject().Where(attribute => attribute.Name != DicomTag.PixelData.ToHexString()).Select(Describe).ShouldBe(said);
    }

    private static string Describe(JsonProperty attribute)
    {
        string vr = attribute.Value.GetProperty("vr").GetString()!;
        return $"{attribute.Name} {vr} {(attribute.Value.TryGetProperty("Value", out JsonElement values) ? JsonSerializer.Serialize(values) : "")}";
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private static string AddressOf(DicomDataset dataset) =>
        $"/dicomweb/studies/{dataset.GetString(DicomTag.StudyInstanceUID)}/series/{dataset.GetString(DicomTag.SeriesInstanceUID)}/instances/{dataset.GetString(DicomTag.SOPInstanceUID)}";

    private async Task<byte[]> RetrieveAsync(DicomDataset dataset, string accept)
    {
        using HttpResponseMessage answer = await _server.Client.GetAsync(AddressOf(dataset), accept);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string Run(string program, params string[] arguments)
    {
        (int exitCode, string output) = ExternalTool.Run(program, arguments);
        exitCode.ShouldBe(0, $"{program}: {output}");
        return output;
    }
}
