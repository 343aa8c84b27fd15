using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Patterns;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Security;

public sealed class AccessTests(LoginFixture login) : IClassFixture<LoginFixture>
{
    private IEnumerable<(RouteEndpoint Endpoint, string Method)> Endpoints =>
        login.Server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (e, method)));

    [Fact]
    public async Task Without_a_token_every_endpoint_answers_401_and_says_what_is_missing()
    {
        Endpoints.Count().ShouldBeGreaterThan(30);
        foreach ((RouteEndpoint endpoint, string method) in Endpoints)
        {
            using HttpResponseMessage answer = await SendAsync(login.Server.Client, endpoint, method);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {endpoint.RoutePattern.RawText}");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"aln\"");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            if (method != "HEAD")
            {
                (await answer.Content.ReadAsStringAsync()).ShouldContain("urn:ohif-aln:problem:login-required");
            }
        }
    }

    [Fact]
    public async Task Without_a_role_every_endpoint_answers_403_and_names_the_role()
    {
        using HttpClient nobody = login.ClientOf("nobody", "aln-gardener", "admin", "reader");
        foreach ((RouteEndpoint endpoint, string method) in Endpoints)
        {
            using HttpResponseMessage answer = await SendAsync(nobody, endpoint, method);
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {endpoint.RoutePattern.RawText}");
            if (method != "HEAD")
            {
                (await answer.Content.ReadAsStringAsync()).ShouldContain($"needs the role '{Access.RoleFor(endpoint)}'");
            }
        }
    }

    [Fact]
    public async Task A_role_opens_its_endpoints_and_no_higher_ones()
    {
        for (int held = 0; held < Access.Roles.Count; held++)
        {
            using HttpClient client = login.ClientOf("person", "aln-" + Access.Roles[held]);
            foreach ((RouteEndpoint endpoint, string method) in Endpoints)
            {
                using HttpResponseMessage answer = await SendAsync(client, endpoint, method);
                bool isAllowed = Access.Roles.ToList().IndexOf(Access.RoleFor(endpoint)) <= held;
                (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized).ShouldBe(!isAllowed, $"{Access.Roles[held]}: {method} {endpoint.RoutePattern.RawText}");
            }
        }
    }

    [Fact]
    public void Deleting_is_for_admins_and_storing_for_researchers()
    {
        foreach ((RouteEndpoint endpoint, string method) in Endpoints.Where(e => e.Endpoint.RoutePattern.RawText!.StartsWith("/dicomweb", StringComparison.Ordinal)))
        {
            string expected = method switch { "DELETE" => Access.Admin, "GET" or "HEAD" or "OPTIONS" => Access.Reader, _ => Access.Researcher };
            Access.RoleFor(endpoint).ShouldBe(expected, $"{method} {endpoint.RoutePattern.RawText}");
        }
    }

    [Fact]
    public void Every_endpoint_says_how_it_is_audited()
    {
        foreach ((RouteEndpoint endpoint, string method) in Endpoints)
        {
            Audited? audited = endpoint.Metadata.GetMetadata<Audited>();
            audited.ShouldNotBeNull($"{method} {endpoint.RoutePattern.RawText}");
            if (method is not ("GET" or "HEAD"))
            {
                audited.Action.ShouldNotBe(AuditAction.Retrieve, $"{method} {endpoint.RoutePattern.RawText} changes something");
            }
        }
    }

    [Fact]
    public async Task An_unknown_address_is_no_way_round_the_login()
    {
        using HttpResponseMessage answer = await login.Server.Client.GetAsync("/dicomweb/no-such-thing");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task With_the_roles_a_study_is_stored_read_and_deleted()
    {
        string study = TestImage.NewUid();
        using HttpClient reader = login.ClientOf("rea", "aln-reader"), researcher = login.ClientOf("resi", "aln-researcher"), admin = login.ClientOf("ada", "aln-admin");
        (await reader.StowAsync(TestImage.File(study))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await researcher.StowAsync(TestImage.File(study))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.QidoAsync($"/studies?StudyInstanceUID={study}")).Length.ShouldBe(1);
        (await researcher.DeleteAsync($"/dicomweb/studies/{study}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.DeleteAsync($"/dicomweb/studies/{study}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, RouteEndpoint endpoint, string method)
    {
        var path = endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "study" or "series" or "instance" } => "1.2.3",
            RoutePatternParameterPart { Name: "id" } => "00000000-0000-0000-0000-000000000001",
            _ => "1",
        })));
        return client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/" + string.Join('/', path)));
    }
}
