using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Security.Audit;

public sealed class RequestAuditTests(LoginFixture login) : IClassFixture<LoginFixture>
{
    private readonly string _study = TestImage.NewUid();
    private readonly string _series = TestImage.NewUid();

    private AuditFiles Files => new(Path.Combine(login.Server.DataFolder, AuditFiles.FolderName));

    [Fact]
    public async Task Storing_records_person_series_and_number()
    {
        using HttpClient client = login.ClientOf("resi", "aln-researcher");
        await client.StowAsync(TestImage.File(_study, _series), TestImage.File(_study, _series));
        AuditEvent stored = Of(AuditAction.Store).ShouldHaveSingleItem();
        stored.ShouldBe(new AuditEvent(AuditAction.Store, AuditOutcome.Done)
        {
            User = "resi",
            Subject = "id-of-resi",
            From = "127.0.0.1",
            Study = _study,
            Series = _series,
            Count = 2,
            Status = 200,
        });
    }

    [Fact]
    public async Task Deleting_is_recorded_on_the_disk_before_it_begins_and_before_it_is_answered()
    {
        string instance = TestImage.NewUid();
        using HttpClient admin = login.ClientOf("ada", "aln-admin");
        await admin.StowAsync(TestImage.File(_study, _series, instance));
        using HttpResponseMessage answer = await admin.DeleteAsync($"/dicomweb/studies/{_study}/series/{_series}/instances/{instance}");
        AuditEvent[] deletions = Of(AuditAction.Delete);
        deletions.Select(d => (d.Outcome, d.User, d.Instance, d.Status)).ShouldBe([(AuditOutcome.Begun, "ada", instance, null), (AuditOutcome.Done, "ada", instance, 204)]);
        long number = AuditVerification.Read(Files).Last(r => r.Event.Action == AuditAction.Delete).Number;
        AuditHead.ReadFrom(Files.Head)!.Number.ShouldBeGreaterThanOrEqualTo(number);
    }

    [Fact]
    public async Task What_was_not_there_and_who_may_not_are_recorded_too()
    {
        using HttpClient admin = login.ClientOf("ada", "aln-admin"), reader = login.ClientOf("rea", "aln-reader");
        await admin.DeleteAsync($"/dicomweb/studies/{_study}");
        await reader.DeleteAsync($"/dicomweb/studies/{_study}");
        Of(AuditAction.Delete).Select(d => (d.User, d.Outcome)).ShouldBe([("ada", AuditOutcome.Begun), ("ada", AuditOutcome.Refused), ("rea", AuditOutcome.Denied)]);
    }

    [Fact]
    public async Task Reading_a_series_again_and_again_is_recorded_once_for_each_person()
    {
        using HttpClient resi = login.ClientOf("resi", "aln-researcher"), rea = login.ClientOf("rea", "aln-reader");
        string[] instances = [TestImage.NewUid(), TestImage.NewUid()];
        await resi.StowAsync([.. instances.Select(i => TestImage.File(_study, _series, i))]);
        foreach (HttpClient client in (HttpClient[])[resi, rea, resi])
        {
            foreach (string instance in instances)
            {
                (await client.GetAsync($"/dicomweb/studies/{_study}/series/{_series}/instances/{instance}/frames/1")).EnsureSuccessStatusCode();
            }
        }

        Of(AuditAction.Retrieve).Select(r => (r.User, r.Series)).ShouldBe([("resi", _series), ("rea", _series)]);
    }

    [Fact]
    public async Task A_retrieval_by_wado_uri_is_recorded_with_the_uids_of_its_query()
    {
        string instance = TestImage.NewUid();
        using HttpClient resi = login.ClientOf("resi", "aln-researcher");
        await resi.StowAsync(TestImage.File(_study, _series, instance));
        (await resi.GetAsync($"/wado?requestType=WADO&studyUID={_study}&seriesUID={_series}&objectUID={instance}")).EnsureSuccessStatusCode();
        Of(AuditAction.Retrieve).Select(r => (r.Series, r.Instance)).ShouldBe([(_series, instance)]);
    }

    [Fact]
    public async Task A_refused_token_is_recorded_with_its_reason_and_without_the_name_it_claims()
    {
        using HttpClient forged = login.ClientWith("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.");
        await forged.GetAsync($"/dicomweb/studies/{_study}");
        AuditVerification.Read(Files).Select(r => r.Event).Where(e => e.Action == AuditAction.Login)
            .ShouldContain(new AuditEvent(AuditAction.Login, AuditOutcome.Denied) { User = "unknown", From = "127.0.0.1", Status = 401, Reason = "token-invalid" });
    }

    [Fact]
    public async Task What_stands_in_the_address_is_kept_only_if_it_is_a_uid()
    {
        using HttpClient rea = login.ClientOf("rea-curious", "aln-reader");
        await rea.GetAsync("/dicomweb/studies/DOE%5EJANE/series/1.2.3");
        AuditVerification.Read(Files).Select(r => r.Event).Where(e => e.User == "rea-curious").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            e => e.Study.ShouldBeNull(), e => e.Series.ShouldBe("1.2.3"), e => e.Outcome.ShouldBe(AuditOutcome.Refused));
        (await File.ReadAllTextAsync(Files.Trail)).ShouldNotContain("DOE");
    }

    private AuditEvent[] Of(AuditAction action) =>
        [.. AuditVerification.Read(Files).Select(r => r.Event).Where(e => e.Action == action && e.Study == _study)];
}
