using System.Net.Http.Json;
using System.Text.Json;

namespace OhifAlnPlugin.Server.Tests.Radscore;

public sealed class RegisteredModelTests
{
    [Fact]
    public async Task Where_models_are_registered_only_those_are_used()
    {
        using var models = new TemporaryFolder();
        LogisticBundle.Create().Write(Path.Combine(models.Path, "logistic"));
        string digest = LogisticBundle.Create().Digest;
        (await AboutAsync(models.Path, digest)).GetProperty("digest").GetString().ShouldBe(digest);
        (await AboutAsync(models.Path, new string('0', 64))).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_answer_of_an_unregistered_model_names_its_digest()
    {
        using var models = new TemporaryFolder();
        LogisticBundle.Create().Write(Path.Combine(models.Path, "logistic"));
        await using ServerFixture server = await StartAsync(models.Path, new string('0', 64));
        using HttpResponseMessage answer = await server.Client.PostAsJsonAsync("/api/radscores", new { segmentationId = Guid.NewGuid().ToString("D") });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"is not registered: its SHA-256 {LogisticBundle.Create().Digest}");
    }

    private static async Task<JsonElement> AboutAsync(string folder, string registered)
    {
        await using ServerFixture server = await StartAsync(folder, registered);
        return (await server.Client.GetFromJsonAsync<JsonElement>("/api/about")).GetProperty("model");
    }

    private static async Task<ServerFixture> StartAsync(string folder, string registered)
    {
        var server = new ServerFixture { ModelFolder = folder, Settings = new Dictionary<string, string?> { ["Models:Registered:0"] = registered } };
        await server.InitializeAsync();
        return server;
    }
}
