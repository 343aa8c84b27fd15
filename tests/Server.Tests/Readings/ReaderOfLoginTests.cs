using System.Net.Http.Json;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.Security;

namespace OhifAlnPlugin.Server.Tests.Readings;

/// <summary>Decisions with a login: who signs, who may, and the trail of it.</summary>
public sealed class ReaderOfLoginTests(LoginFixture login) : IClassFixture<LoginFixture>
{
    [Fact]
    public async Task The_login_signs_no_other_name_can_and_the_trail_tells_who_accepted_and_rejected()
    {
        string study = await login.Server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("signed by a login"));
        using HttpClient ann = login.ClientOf("ann", "aln-reader"), bob = login.ClientOf("bob", "aln-reader"), nobody = login.ClientOf("eve");
        SegmentationInfo draft = await ann.SegmentAsync(new SegmentationRequest(study));

        (await nobody.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await login.Server.Client.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await bob.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest())).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the draft is ann's");
        using HttpResponseMessage forged = await ann.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest("bob"));
        forged.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await forged.Content.ReadAsStringAsync()).ShouldContain("logged in as 'ann'");

        using HttpResponseMessage answer = await ann.PostAsJsonAsync($"/api/segmentations/{draft.Id}/accept", new AcceptRequest());
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        ReadingAnswer accepted = (await answer.Content.ReadFromJsonAsync<ReadingAnswer>())!;
        accepted.Reader.ShouldBe("ann");
        (await bob.PostAsJsonAsync($"/api/segmentations/{accepted.SegmentationId}/reject", new RejectRequest("outline"))).StatusCode.ShouldBe(HttpStatusCode.Created);

        Reading[] readings = [.. login.Server.Services.GetRequiredService<ReadingFolder>().List(study)];
        readings.Select(r => (r.Reader, r.ReaderId)).ShouldBe([("ann", "id-of-ann"), ("bob", "id-of-bob")]);
        var trail = AuditVerification.Read(new AuditFiles(Path.Combine(login.Server.DataFolder, AuditFiles.FolderName))).Select(r => r.Event).Where(e => e.Study == study).ToList();
        trail.ShouldContain(e => e.Action == AuditAction.Accept && e.Outcome == AuditOutcome.Done && e.User == "ann" && e.Instance == accepted.ReportSopInstanceUid);
        trail.ShouldContain(e => e.Action == AuditAction.Reject && e.Outcome == AuditOutcome.Done && e.User == "bob");
    }

    [Fact]
    public async Task The_name_that_will_be_signed_is_told_beforehand()
    {
        using HttpClient ann = login.ClientOf("ann", "aln-reader");

        (await ann.GetFromJsonAsync<ReadingOptionsAnswer>("/api/readings/options"))!.Reader.ShouldBe("ann");
    }
}
