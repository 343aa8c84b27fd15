using Microsoft.AspNetCore.Http.Metadata;

namespace OhifAlnPlugin.Server.Tests.Hosting;

public sealed class EndpointTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public void Every_endpoint_has_a_summary_and_tags()
    {
        foreach (RouteEndpoint endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is not null))
        {
            endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary.ShouldNotBeNullOrWhiteSpace(endpoint.DisplayName);
            endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags.ShouldNotBeEmpty(endpoint.DisplayName);
        }
    }

    [Fact]
    public async Task Unknown_addresses_answer_a_problem()
    {
        using HttpResponseMessage answer = await server.Client.GetAsync("/api/no-such-thing");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("urn:ohif-aln:problem:http-404");
    }

    [Fact]
    public async Task Every_answer_forbids_sniffing()
    {
        using HttpResponseMessage answer = await server.Client.GetAsync("/swagger/v1/swagger.json");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_request_for_a_foreign_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/swagger/v1/swagger.json");
        request.Headers.Host = "attacker.example";
        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
