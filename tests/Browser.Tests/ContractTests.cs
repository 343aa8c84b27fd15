using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using OhifAlnPlugin.Server.Hosting;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>What the extension asks of the server, and expects in return, against the description that the server gives of itself.</summary>
[Collection("Browser")]
public sealed class ContractTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aln-contract-").FullName;
    private string _document = "";

    public async Task InitializeAsync()
    {
        await ExtensionSources.InstallAsync();
        await using WebApplication app = ServerHost.Build(new ServerOptions { Urls = ["http://127.0.0.1:0"], DataFolder = Path.Combine(_folder, "data") });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _document = await client.GetStringAsync("/openapi/v1.json");
        await app.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Every_address_method_and_answer_that_the_extension_uses_is_described_by_the_server_and_a_difference_is_named()
    {
        (int exitCode, string output) = await CheckAsync(_document);
        exitCode.ShouldBe(0, output);

        foreach ((string described, string changed, string named) in ((string, string, string)[])
            [("\"radscore\": {", "\"score\": {", ".radscore is not answered"), ("\"/api/about\"", "\"/api/product\"", "GET /api/about: the server has no such address"), ("\"put\": {", "\"patch\": {", "not with this method")])
        {
            (exitCode, output) = await CheckAsync(_document.Replace(described, changed, StringComparison.Ordinal));
            exitCode.ShouldBe(1, $"{described} became {changed}");
            output.ShouldContain(named);
        }
    }

    private async Task<(int ExitCode, string Output)> CheckAsync(string document)
    {
        string file = Path.Combine(_folder, "v1.json");
        await File.WriteAllTextAsync(file, document);
        using Process process = Process.Start(new ProcessStartInfo("node", ["contract/check.mjs", file])
        {
            WorkingDirectory = ExtensionSources.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("node did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
