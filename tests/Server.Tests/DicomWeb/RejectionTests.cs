using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class RejectionTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string InstanceUid = "00080018";

    private readonly string _study = TestImage.NewUid();
    private readonly string _series = TestImage.NewUid();
    private readonly string _rejected = TestImage.NewUid();
    private readonly string _note = TestImage.NewUid();

    [Theory]
    [InlineData("113001")]
    [InlineData("113037")]
    [InlineData("113038")]
    [InlineData("113039")]
    public async Task What_a_rejection_note_names_is_hidden_and_nothing_is_deleted(string title)
    {
        await StoreAsync(Image(), TestImage.File(_study, _series), Note(title));

        (await InstancesAsync()).ShouldNotContain(_rejected);
        (await server.Client.QidoAsync($"/studies/{_study}/series?SeriesInstanceUID={_series}")).Single().Value("00201209").ShouldBe("1");
        (await server.Client.QidoAsync($"/studies?StudyInstanceUID={_study}")).Single().Value("00201208").ShouldBe("2");
        foreach (string path in (string[])["", "/metadata", "/frames/1", "/bulkdata/7FE00010"])
        {
            (await StatusAsync($"{Address}{path}")).ShouldBe(HttpStatusCode.NotFound, path);
            (await StatusAsync($"{Address}{path}?includerejected=true")).ShouldBe(HttpStatusCode.OK, path);
        }

        using HttpResponseMessage series = await server.Client.GetAsync($"/dicomweb/studies/{_study}/series/{_series}");
        (await series.PartsAsync()).Length.ShouldBe(1);
        (await InstancesAsync("?includerejected=true")).ShouldContain(_rejected);
    }

    [Fact]
    public async Task Another_title_hides_nothing()
    {
        await StoreAsync(Image(), Note("113000"));
        (await InstancesAsync()).ShouldContain(_rejected);
    }

    [Fact]
    public async Task The_note_itself_is_found_and_retrieved()
    {
        await StoreAsync(Image(), Note());
        (await InstancesAsync()).ShouldBe([_note]);
        (await StatusAsync($"/dicomweb/studies/{_study}/series/{_series}9/instances/{_note}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_note_that_comes_first_hides_what_comes_later_and_the_answer_says_so()
    {
        await StoreAsync(Note());
        using HttpResponseMessage stored = await server.Client.StowAsync(Image());
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        stored.Headers.GetValues("Warning").Single().ShouldContain("rejection note");
        (await InstancesAsync()).ShouldBe([_note]);
    }

    [Fact]
    public async Task A_rejected_instance_stored_again_stays_hidden()
    {
        byte[] image = Image();
        await StoreAsync(image, Note());
        using HttpResponseMessage again = await server.Client.StowAsync(image);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.Contains("Warning").ShouldBeTrue();
        (await InstancesAsync()).ShouldBe([_note]);
    }

    [Fact]
    public async Task Deleting_the_last_note_shows_the_instance_again()
    {
        string other = TestImage.NewUid();
        await StoreAsync(Image(), Note(), Note(uid: other));
        await DeleteAsync($"/dicomweb/studies/{_study}/series/{_series}9/instances/{other}");
        (await InstancesAsync()).ShouldNotContain(_rejected);
        await DeleteAsync($"/dicomweb/studies/{_study}/series/{_series}9/instances/{_note}");
        (await InstancesAsync()).ShouldBe([_rejected]);
    }

    [Fact]
    public async Task A_study_whose_every_instance_is_rejected_by_a_note_elsewhere_is_hidden_until_asked_for()
    {
        string elsewhere = TestImage.NewUid();
        await StoreAsync(Image(), Note(inStudy: elsewhere));
        string search = $"/studies?StudyInstanceUID={_study}";
        (await server.Client.QidoAsync(search)).ShouldBeEmpty();
        (await server.Client.QidoAsync($"/studies/{_study}/series")).ShouldBeEmpty();
        (await server.Client.QidoAsync(search + "&includerejected=true")).Single().Value("00201208").ShouldBe("1");
        (await StatusAsync($"/dicomweb/studies/{_study}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rejections_survive_the_loss_of_the_index()
    {
        await using ServerFixture own = await ServerFixture.StartAsync();
        using (HttpResponseMessage stored = await own.Client.StowAsync(Image(), TestImage.File(_study, _series), Note()))
        {
            stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await own.RestartAsync(data => Array.ForEach(Directory.GetFiles(data, "index.sqlite*"), File.Delete));

        string[] found = [.. (await own.Client.QidoAsync($"/studies/{_study}/instances")).Select(i => i.Value(InstanceUid)!)];
        found.Length.ShouldBe(2);
        found.ShouldNotContain(_rejected);
        (await own.Client.QidoAsync($"/studies/{_study}/instances?includerejected=true")).Length.ShouldBe(3);
    }

    private string Address => $"/dicomweb/studies/{_study}/series/{_series}/instances/{_rejected}";

    private byte[] Image() => TestImage.File(_study, _series, _rejected);

    private byte[] Note(string title = "113001", string? uid = null, string? inStudy = null) => TestImage.Dataset(inStudy ?? _study, _series + "9", uid ?? _note)
        .Set(DicomTag.SOPClassUID, DicomUid.KeyObjectSelectionDocumentStorage)
        .Set(DicomTag.Modality, "KO")
        .SetSequence(DicomTag.ConceptNameCodeSequence, new DicomDataset().Set(DicomTag.CodeValue, title).Set(DicomTag.CodingSchemeDesignator, "DCM").Set(DicomTag.CodeMeaning, "title"))
        .SetSequence(DicomTag.CurrentRequestedProcedureEvidenceSequence, new DicomDataset().Set(DicomTag.StudyInstanceUID, _study)
            .SetSequence(DicomTag.ReferencedSeriesSequence, new DicomDataset().Set(DicomTag.SeriesInstanceUID, _series)
                .SetSequence(DicomTag.ReferencedSOPSequence, new DicomDataset().Set(DicomTag.ReferencedSOPClassUID, DicomUid.MRImageStorage).Set(DicomTag.ReferencedSOPInstanceUID, _rejected))))
        .ToFile();

    private async Task<string[]> InstancesAsync(string query = "") =>
        [.. (await server.Client.QidoAsync($"/studies/{_study}/instances{query}")).Select(instance => instance.Value(InstanceUid)!)];

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(path);
        return answer.StatusCode;
    }

    private async Task DeleteAsync(string path)
    {
        using HttpResponseMessage answer = await server.Client.DeleteAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task StoreAsync(params byte[][] files)
    {
        using HttpResponseMessage stored = await server.Client.StowAsync(files);
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
