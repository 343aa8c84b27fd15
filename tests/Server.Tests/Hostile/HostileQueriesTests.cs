using System.Diagnostics;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>JSON bodies and queries that no honest client sends: 4xx with a sentence, never 500, never slow.</summary>
public sealed class HostileQueriesTests(HostileServer server) : IClassFixture<HostileServer>
{
    public static TheoryData<string> Bodies =>
    [
        "", "null", "[]", "\"text\"", "0", "{", "{}", "{\"studyInstanceUid\":null}", "{\"studyInstanceUid\":5}", "{\"studyInstanceUid\":\"../../etc\"}",
        "{\"studyInstanceUid\":\"1.2\",\"click\":[NaN,1,2]}", "{\"studyInstanceUid\":\"1.2\",\"click\":{\"x\":1e999,\"y\":\"abc\",\"z\":null}}",
        "{\"studyInstanceUid\":\"\\ud800\"}", "{\"studyInstanceUid\":\"1.2\"} trailing", new string('[', 100_000), "{\"a\":" + new string('9', 10_000) + "}", "\u0000",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_malformed_json_body_is_a_problem_with_a_sentence(string body)
    {
        foreach (string path in (string[])["/api/segmentations", "/api/radscores", "/api/features"])
        {
            using HttpResponseMessage answer = await server.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, path);
            (await answer.JsonAsync()).GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace(path);
        }
    }

    [Theory]
    [InlineData("PatientName=%00")]
    [InlineData("PatientName=%ED%A0%80")]
    [InlineData("PatientName='; DROP TABLE study; --")]
    [InlineData("PatientName=[a-[b")]
    [InlineData("StudyDate=20260101-20260102-20260103")]
    [InlineData("StudyDate=99999999999999999999")]
    [InlineData("StudyInstanceUID=1.2.3,,")]
    [InlineData("InstanceNumber=NaN")]
    [InlineData("SeriesNumber=1e400")]
    [InlineData("limit=-1")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("offset=2147483647")]
    [InlineData("includefield=all,,%00,zzzz")]
    [InlineData("FFFFFFFF=1")]
    [InlineData("00400275=1")]
    [InlineData("=&=&&&==")]
    public async Task A_hostile_search_never_fails_the_server(string query)
    {
        foreach (string path in (string[])["/dicomweb/studies", "/dicomweb/series", "/dicomweb/instances"])
        {
            using HttpResponseMessage answer = await server.Client.GetAsync($"{path}?{query}");
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
        }
    }

    [Fact]
    public async Task A_path_through_hundreds_of_sequences_is_refused()
    {
        string path = string.Join('.', Enumerable.Repeat("00400275", 500));

        using HttpResponseMessage answer = await server.Client.GetAsync($"/dicomweb/series?{path}=1");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain("500");
    }

    [Fact]
    public async Task Wild_cards_do_not_take_exponential_time()
    {
        string name = new('a', 60_000);
        (await server.Client.StowAsync(TestImage.Dataset().Set(DicomTag.StudyDescription, name).Set(DicomTag.PatientName, name).ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);
        string pattern = string.Concat(Enumerable.Repeat("*a", 30)) + "*b";
        var clock = Stopwatch.StartNew();

        using HttpResponseMessage byName = await server.Client.GetAsync($"/dicomweb/studies?PatientName={pattern}");
        using HttpResponseMessage byDescription = await server.Client.GetAsync($"/dicomweb/studies?StudyDescription={pattern}");

        (byName.StatusCode, byDescription.StatusCode).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Values_of_the_wrong_kind_spoil_neither_search_nor_metadata()
    {
        string study = TestImage.NewUid();
        DicomDataset image = TestImage.Dataset(study)
            .SetBytes(DicomTag.Modality, DicomVR.CS, Encoding.Latin1.GetBytes("M\\R\u00FF\u0000\u0001\","))
            .SetBytes(DicomTag.SeriesNumber, DicomVR.IS, "abc "u8.ToArray())
            .SetBytes(DicomTag.PatientWeight, DicomVR.DS, "NaN "u8.ToArray())
            .SetBytes(DicomTag.StudyDate, DicomVR.DA, "tomorrow"u8.ToArray())
            .SetBytes(DicomTag.PatientName, DicomVR.PN, new byte[] { 0xFF, 0xFE, (byte)'=', (byte)'^', (byte)'=', (byte)'=', (byte)'=', (byte)'x' })
            .SetBytes(DicomTag.SliceThickness, DicomVR.FD, BitConverter.GetBytes(double.NaN));
        (await server.Client.StowAsync(image.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (string path in (string[])[$"/studies?StudyInstanceUID={study}&includefield=all", $"/studies/{study}/series", $"/studies/{study}/instances?includefield=all", $"/studies/{study}/metadata"])
        {
            (await server.Client.QidoAsync(path)).Length.ShouldBe(1, path);
        }
    }
}
