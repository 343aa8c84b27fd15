using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Security;

public sealed class LocalAccessTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Without_a_login_this_machine_may_do_everything()
    {
        string study = TestImage.NewUid();
        (await server.Client.StowAsync(TestImage.File(study))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.DeleteAsync($"/dicomweb/studies/{study}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task Without_a_login_what_comes_through_a_proxy_is_refused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dicomweb/studies");
        request.Headers.Add(header, value);
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("came through a proxy");
    }

    [Fact]
    public async Task A_client_that_accepts_no_json_is_told_what_is_wrong_all_the_same()
    {
        using HttpResponseMessage answer = await server.Client.GetAsync("/api/segmentations/none", "text/html");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("segmentation-not-found");
    }
}
