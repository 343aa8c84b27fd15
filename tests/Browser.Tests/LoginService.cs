using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using OhifAlnPlugin.Server.Viewer;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>
/// A real login service: the npm package oidc-provider, a certified OpenID Connect provider, in a process of its own. Whoever logs in
/// as NAME has the role aln-NAME.
/// </summary>
internal sealed class LoginService : IDisposable
{
    public const string Audience = "aln-server";

    private readonly Process _process;

    private LoginService(Process process, Uri viewer, Uri issuer) => (_process, Viewer, Issuer) = (process, viewer, issuer);

    /// <summary>Where the server with the viewer has to listen: the service leads back to no other address.</summary>
    public Uri Viewer { get; }

    /// <summary>Issuer of the tokens, and address of the login page.</summary>
    public Uri Issuer { get; }

    /// <summary>Settings of a server that trusts this service.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Security:Oidc:Authority"] = Issuer.ToString().TrimEnd('/'),
        ["Security:Oidc:Audience"] = Audience,
        ["Security:Oidc:ClientId"] = "viewer",
        ["Security:Oidc:RequireHttps"] = "false",
    };

    private static string Folder => Path.Combine(Reference.RepositoryRoot, "tests", "Browser.Tests", "LoginService");

    /// <summary>Installs the package unless it is there, and starts the service.</summary>
    public static async Task<LoginService> StartAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")))
        {
            await NodeTools.RunAsync(NodeTools.Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Folder, "install the login service of the tests", CancellationToken.None);
        }

        Uri viewer = new($"http://127.0.0.1:{FreePort()}");
        Process process = Process.Start(new ProcessStartInfo("node", ["serve.mjs", viewer.ToString().TrimEnd('/'), Audience])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("node did not start.");
        _ = process.StandardError.ReadToEndAsync();
        string issuer = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The login service ended before it listened.");
        _ = process.StandardOutput.ReadToEndAsync();
        return new LoginService(process, viewer, new Uri(issuer));
    }

    /// <summary>A token for a program that logs in by itself (client credentials).</summary>
    public async Task<string> TokenOfModalityAsync()
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("modality:of-the-test"u8));
        using HttpResponseMessage answer = await client.PostAsync(new Uri(Issuer, "/token"), form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        // Below the ports that the system gives to outgoing connections, which may take one between the probe and its use.
        using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
