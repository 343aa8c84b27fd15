using System.Net.Sockets;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task A_port_in_use_is_named_with_what_to_do()
    {
        using var data = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string url = $"http://{other.LocalEndpoint}";

        (int code, _, string error) = await AlnProcess.RunAsync("serve", "--urls", url, "--data", data.Path);
        code.ShouldBe(1);
        error.ShouldSatisfyAllConditions(e => e.ShouldContain(url), e => e.ShouldContain("--urls"), e => e.ShouldNotContain("   at "));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named_with_what_to_do()
    {
        using var data = new TemporaryFolder();
        string file = Path.Combine(data.Path, "a-file");
        await File.WriteAllTextAsync(file, "in the way");

        (int code, _, string error) = await AlnProcess.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(file, "store"));
        code.ShouldBe(1);
        error.ShouldSatisfyAllConditions(e => e.ShouldContain(file), e => e.ShouldContain("--data"), e => e.ShouldNotContain("   at "));
    }

    [Fact]
    public async Task An_index_that_is_none_is_named_with_what_to_do()
    {
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(data.Path, "index.sqlite"), new string('x', 4096));
        (int code, _, string error) = await AlnProcess.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--data", data.Path);
        code.ShouldBe(1);
        error.ShouldSatisfyAllConditions(e => e.ShouldContain("index.sqlite"), e => e.ShouldNotContain("   at "));
    }

    [Fact]
    public async Task An_address_that_others_reach_is_refused()
    {
        using var data = new TemporaryFolder();
        (int code, _, string error) = await AlnProcess.RunAsync("serve", "--urls", "http://0.0.0.0:0", "--data", data.Path);
        code.ShouldBe(1);
        error.ShouldContain("login");
    }

    [Fact]
    public async Task An_unknown_verb_is_an_error()
    {
        (int code, _, string error) = await AlnProcess.RunAsync("serv");
        code.ShouldNotBe(0);
        error.ShouldContain("serv");
    }
}
