using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class QidoTests : IClassFixture<QidoTests.Stored>
{
    private const string StudyUid = "0020000D";
    private const string SeriesUid = "0020000E";

    private readonly Stored _stored;
    private readonly HttpClient _client;

    public QidoTests(Stored stored)
    {
        _stored = stored;
        _client = stored.Server.Client;
    }

    [Theory]
    [InlineData("PatientID=P-7", 1)]
    [InlineData("00100020=P-7", 1)]
    [InlineData("PatientID=P-*", 2)]
    [InlineData("PatientID=P-?", 2)]
    [InlineData("PatientID=[A-Z]*", 0)]
    [InlineData("PatientID=", 2)]
    [InlineData("PatientName=müller^ida", 1)]
    [InlineData("PatientName=MÜLLER*", 1)]
    [InlineData("PatientName=山田^花子", 1)]
    [InlineData("PatientName=Doe*", 1)]
    [InlineData("PatientName=Doe", 0)]
    [InlineData("PatientName=müller^ida=山田*", 1)]
    [InlineData("PatientName=müller^ida=other", 0)]
    [InlineData("PatientName==山田^花子", 1)]
    [InlineData("PatientName=doe^jane\\müller*", 2)]
    [InlineData("ReferringPhysicianName=MÜLLER^ÄRZTIN", 1)]
    [InlineData("ReferringPhysicianName=*ärztin", 1)]
    [InlineData("PatientID=P-7\\P-8&multiplevaluematching=true", 2)]
    [InlineData("PatientID=**", 2)]
    [InlineData("StudyDate=20260114", 1)]
    [InlineData("StudyDate=20260101-20260131", 1)]
    [InlineData("StudyDate=20260101-", 2)]
    [InlineData("StudyDate=-20251231", 0)]
    [InlineData("StudyDate=20260114\\20260301", 2)]
    [InlineData("StudyTime=1015", 1)]
    [InlineData("StudyDate=20260113-20260114&StudyTime=1200-1100", 1)]
    [InlineData("StudyDate=20260114-20260115&StudyTime=1100-0900", 0)]
    [InlineData("StudyDate=20260114-&StudyTime=1100-", 1)]
    [InlineData("StudyDate=-20260301&StudyTime=-2000", 1)]
    [InlineData("StudyDate=20260101-20260401&StudyTime=1015", 1)]
    [InlineData("StudyTime=0900-1015", 1)]
    [InlineData("StudyTime=2000-", 1)]
    [InlineData("ModalitiesInStudy=SEG", 1)]
    [InlineData("ModalitiesInStudy=MR", 2)]
    [InlineData("ModalitiesInStudy=CT,SEG", 1)]
    [InlineData("ModalitiesInStudy=CT\\SEG", 1)]
    [InlineData("ModalitiesInStudy=CT", 0)]
    [InlineData("AccessionNumber=A-1&PatientID=P-7", 1)]
    [InlineData("AccessionNumber=A-1&PatientID=P-8", 0)]
    [InlineData("StudyDescription=Breast*", 1)]
    [InlineData("fuzzymatching=false", 2)]
    [InlineData("fuzzymatching=true&PatientName=ida%20mull", 1)]
    [InlineData("fuzzymatching=true&PatientName=Jan", 1)]
    [InlineData("fuzzymatching=true&PatientName=ane", 0)]
    [InlineData("fuzzymatching=true&PatientName=花子", 1)]
    [InlineData("fuzzymatching=true&PatientName=jane%20ida", 0)]
    [InlineData("emptyvaluematching=true&ReferringPhysicianName=\"\"", 1)]
    [InlineData("emptyvaluematching=true&PatientSex=\"\"", 2)]
    [InlineData("emptyvaluematching=true&PatientID=\"\"", 0)]
    [InlineData("emptyvaluematching=true&PatientName=\"\"", 0)]
    [InlineData("PatientSex=\"\"", 0)]
    public async Task Studies_match(string query, int expected) =>
        (await _client.QidoAsync("/studies?" + query)).Length.ShouldBe(expected);

    [Fact]
    public async Task Uid_lists_match_each_of_their_uids()
    {
        (await _client.QidoAsync($"/studies?StudyInstanceUID={_stored.First},{_stored.Second}")).Length.ShouldBe(2);
        (await _client.QidoAsync($"/studies?StudyInstanceUID={_stored.First}\\1.2.3")).Length.ShouldBe(1);
        (await _client.QidoAsync($"/studies?StudyInstanceUID={_stored.First}&StudyInstanceUID={_stored.Second}")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_study_carries_its_counts_modalities_and_address()
    {
        JsonElement study = (await _client.QidoAsync($"/studies?StudyInstanceUID={_stored.First}")).Single();
        study.Value("00201206").ShouldBe("2");
        study.Value("00201208").ShouldBe("3");
        study.GetProperty("00080061").GetProperty("Value").EnumerateArray().Select(m => m.GetString()).ShouldBe(["MR", "SEG"]);
        study.Value("00081190").ShouldBe($"{_stored.Server.Url}/dicomweb/studies/{_stored.First}");
        study.Value("00080056").ShouldBe("ONLINE");
        study.GetProperty("00100010").GetProperty("Value")[0].GetProperty("Alphabetic").GetString().ShouldBe("Müller^Ida");
        study.EnumerateObject().Select(p => p.Name).ShouldBeInOrder();
    }

    [Fact]
    public async Task Series_of_a_study_come_in_order_of_their_number()
    {
        JsonElement[] series = await _client.QidoAsync($"/studies/{_stored.First}/series");
        series.Select(s => s.Value("00200011")).ShouldBe(["3", "4"]);
        series.Select(s => s.Value("00201209")).ShouldBe(["2", "1"]);
        (await _client.QidoAsync($"/studies/{_stored.First}/series?Modality=SEG")).Length.ShouldBe(1);
        (await _client.QidoAsync($"/studies/{_stored.First}/series?SeriesNumber=4")).Length.ShouldBe(1);
        (await _client.QidoAsync("/series?SeriesDescription=dyn*&PatientID=P-8")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Sequences_are_searched_through()
    {
        (await _client.QidoAsync("/series?RequestAttributesSequence.ScheduledProcedureStepID=SPS-4")).Length.ShouldBe(1);
        (await _client.QidoAsync("/series?00400275.00400009=SPS-*")).Length.ShouldBe(1);
        (await _client.QidoAsync("/series?00400275.00400009=other")).ShouldBeEmpty();
        (await _client.QidoAsync("/series?00400275.00400009=&Modality=SEG"))[0].TryGetProperty("00400275", out _).ShouldBeTrue();
        (await _client.QidoAsync("/series?emptyvaluematching=true&00400275.00400009=\"\"")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Instances_are_found_at_every_level()
    {
        (await _client.QidoAsync("/instances")).Length.ShouldBe(4);
        (await _client.QidoAsync($"/studies/{_stored.First}/instances")).Length.ShouldBe(3);
        (await _client.QidoAsync($"/studies/{_stored.First}/series/{_stored.FirstSeries}/instances")).Select(i => i.Value("00200013")).ShouldBe(["1", "2"]);
        (await _client.QidoAsync($"/instances?SOPClassUID={DicomUid.SegmentationStorage}")).Length.ShouldBe(1);
        (await _client.QidoAsync("/instances?Rows=16&InstanceNumber=2")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Attributes_of_upper_levels_come_with_searches_across_them_only()
    {
        (await _client.QidoAsync("/series"))[0].TryGetProperty("00100020", out _).ShouldBeTrue();
        (await _client.QidoAsync($"/studies/{_stored.First}/series"))[0].TryGetProperty("00100020", out _).ShouldBeFalse();
        (await _client.QidoAsync($"/studies/{_stored.First}/instances"))[0].Value(SeriesUid).ShouldNotBeNull();
    }

    [Fact]
    public async Task Fields_asked_for_are_included()
    {
        string path = $"/studies/{_stored.First}/series/{_stored.FirstSeries}/instances?limit=1";
        (await _client.QidoAsync(path))[0].TryGetProperty("00280004", out _).ShouldBeFalse();
        (await _client.QidoAsync(path + "&includefield=PhotometricInterpretation"))[0].Value("00280004").ShouldBe("MONOCHROME2");
        (await _client.QidoAsync(path + "&includefield=PixelSpacing,00280004"))[0].Value("00280004").ShouldBe("MONOCHROME2");
        (await _client.QidoAsync(path + "&includefield=all"))[0].Value("00280101").ShouldBe("16");
        (await _client.QidoAsync(path + "&includefield=NoSuchField")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_follow_each_other_in_a_stable_order()
    {
        JsonElement[] all = await _client.QidoAsync("/instances");
        var paged = new List<JsonElement>();
        for (int offset = 0; offset < 4; offset++)
        {
            paged.AddRange(await _client.QidoAsync($"/instances?limit=1&offset={offset}"));
        }

        paged.Select(i => i.Value("00080018")).ShouldBe(all.Select(i => i.Value("00080018")));
        (await _client.QidoAsync("/instances?offset=4")).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_results_than_the_limit_are_announced()
    {
        using HttpResponseMessage some = await _client.GetAsync("/dicomweb/studies?limit=1");
        some.Headers.GetValues("Warning").Single().ShouldStartWith("299 ");
        using HttpResponseMessage all = await _client.GetAsync("/dicomweb/studies?limit=2");
        all.Headers.Contains("Warning").ShouldBeFalse();
    }

    [Fact]
    public async Task Fuzzy_matching_of_other_names_is_said_not_to_be_supported()
    {
        using HttpResponseMessage answer = await _client.GetAsync("/dicomweb/studies?ReferringPhysicianName=M*&fuzzymatching=true");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Warning").Single().ShouldContain("fuzzymatching");
        using HttpResponseMessage supported = await _client.GetAsync("/dicomweb/studies?PatientName=Doe&fuzzymatching=true");
        supported.Headers.Contains("Warning").ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_found_is_no_content()
    {
        using HttpResponseMessage answer = await _client.GetAsync("/dicomweb/studies?PatientID=nobody");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage unknown = await _client.GetAsync("/dicomweb/studies/1.2.3/series");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("StudyDate=2026-01-14", "StudyDate")]
    [InlineData("StudyDate=14.1.26", "StudyDate")]
    [InlineData("StudyTime=noon", "StudyTime")]
    [InlineData("StudyInstanceUID=../../etc", "StudyInstanceUID")]
    [InlineData("fuzzymatching=maybe", "fuzzymatching")]
    [InlineData("emptyvaluematching=1", "emptyvaluematching")]
    [InlineData("includerejected=yes", "includerejected")]
    [InlineData("StudyDate=20260101\\soon", "StudyDate")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("offset=99999999999", "offset")]
    [InlineData("NoSuchAttribute=1", "NoSuchAttribute")]
    [InlineData("Rows=16", "Rows")]
    [InlineData("RequestAttributesSequence=1", "RequestAttributesSequence")]
    [InlineData("PatientID=a&PatientID=b", "PatientID")]
    public async Task A_malformed_query_is_a_bad_request_that_names_the_parameter(string query, string named)
    {
        using HttpResponseMessage answer = await _client.GetAsync("/dicomweb/studies?" + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain(named);
    }

    [Theory]
    [InlineData("application/dicom+json", HttpStatusCode.OK)]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("*/*", HttpStatusCode.OK)]
    [InlineData("application/dicom+xml", HttpStatusCode.NotAcceptable)]
    [InlineData("text/html", HttpStatusCode.NotAcceptable)]
    public async Task Json_alone_is_answered(string accept, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await DicomWebCalls.GetAsync(_client, "/dicomweb/studies", accept);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Quotes_in_a_query_stay_data() =>
        (await _client.QidoAsync("/studies?PatientID=" + Uri.EscapeDataString("x' OR '1'='1"))).ShouldBeEmpty();

    /// <summary>Two studies: the first with two MR images and a SEG, the second with one MR image.</summary>
    public sealed class Stored : IAsyncLifetime
    {
        public ServerFixture Server { get; } = new();

        public string First { get; } = TestImage.NewUid();

        public string FirstSeries { get; } = TestImage.NewUid();

        public string Second { get; } = TestImage.NewUid();

        public async Task InitializeAsync()
        {
            await Server.InitializeAsync();
            DicomDataset seg = TestImage.Dataset(First).Set(DicomTag.Modality, "SEG").Set(DicomTag.SeriesNumber, 4)
                .Set(DicomTag.SOPClassUID, DicomUid.SegmentationStorage)
                .SetSequence(DicomTag.RequestAttributesSequence, new DicomDataset().Set(DicomTag.ScheduledProcedureStepID, "SPS-4"));
            DicomDataset other = TestImage.Dataset(Second).Set(DicomTag.PatientID, "P-8").Set(DicomTag.PatientName, "Doe^Jane")
                .Set(DicomTag.StudyDate, "20260301").Set(DicomTag.StudyTime, "2030").Set(DicomTag.AccessionNumber, "A-2").Set(DicomTag.StudyDescription, "Mamma")
                .Set(DicomTag.ReferringPhysicianName, "Müller^Ärztin");
            using HttpResponseMessage stored = await Server.Client.StowAsync(
                TestImage.File(First, FirstSeries, number: 2), TestImage.File(First, FirstSeries, number: 1), seg.ToFile(), other.ToFile());
            stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
