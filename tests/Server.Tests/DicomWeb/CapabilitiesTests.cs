using System.Text.Json;
using System.Xml.Linq;
using OhifAlnPlugin.Server.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class CapabilitiesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("", "GET, HEAD, OPTIONS")]
    [InlineData("/studies", "GET, HEAD, POST, OPTIONS")]
    [InlineData("/studies/1.2.3/series/1.2.4", "GET, HEAD, DELETE, OPTIONS")]
    [InlineData("/studies/1.2.3/series/1.2.4/instances/1.2.5/frames/1", "GET, HEAD, OPTIONS")]
    public async Task Options_names_the_methods_of_a_resource(string path, string allowed)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Options, path, "*/*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.Allow.ShouldBe(allowed.Split(", "));
    }

    [Fact]
    public async Task The_root_describes_all_services_in_json_and_wadl()
    {
        using HttpResponseMessage json = await SendAsync(HttpMethod.Get, "", "application/json");
        JsonElement description = await json.JsonAsync();
        description.GetProperty("base").GetString().ShouldBe(server.Url);
        string[] paths = [.. description.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("path").GetString()!)];
        paths.ShouldContain("/dicomweb/studies/{study}/metadata");

        using HttpResponseMessage wadl = await SendAsync(HttpMethod.Options, "", CapabilitiesDescription.Wadl);
        wadl.Content.Headers.ContentType!.MediaType.ShouldBe(CapabilitiesDescription.Wadl);
        XElement.Parse(await wadl.Content.ReadAsStringAsync()).Descendants().Where(element => element.Name.LocalName == "resource").Select(element => "/" + element.Attribute("path")!.Value).ShouldBe(paths);
    }

    [Fact]
    public async Task An_unknown_resource_stays_unknown()
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, "/nothing", "*/*");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_conformance_statement_is_served_and_checked_in()
    {
        string served = await server.Client.GetStringAsync("/dicomweb/conformance");
        string path = Path.Combine(Reference.RepositoryRoot, "server", "DicomWeb", "CONFORMANCE.md");
        served.ShouldBe(await File.ReadAllTextAsync(path), "write the output of aln conformance to CONFORMANCE.md");
    }

    [Fact]
    public async Task The_command_prints_the_statement()
    {
        (int exitCode, string output, string error) = await AlnProcess.RunAsync("conformance");
        exitCode.ShouldBe(0, error);
        output.ShouldBe(await server.Client.GetStringAsync("/dicomweb/conformance"));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accept)
    {
        using var request = new HttpRequestMessage(method, "/dicomweb" + path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await server.Client.SendAsync(request);
    }
}
