using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Tests.Viewer;

public class NodeToolsTests
{
    [Fact]
    public async Task A_missing_program_is_named_with_what_to_install()
    {
        ViewerException failure = await Should.ThrowAsync<ViewerException>(() =>
            NodeTools.RunAsync("no-such-program-anywhere", [], Path.GetTempPath(), "fetch @ohif/app 3.13.2", CancellationToken.None));
        failure.Message.ShouldContain("'no-such-program-anywhere' was not found");
        failure.Message.ShouldContain("Install Node.js 20 or later");
    }

    [Theory]
    [InlineData("npm error code ENOTFOUND\nnpm error network request to a registry failed")]
    [InlineData("npm error code EAI_AGAIN")]
    public void No_network_is_said_so_with_the_folder_to_copy(string output)
    {
        string sentence = NodeTools.Explain("npm", "fetch @ohif/app 3.13.2", output);
        sentence.ShouldStartWith("Could not fetch @ohif/app 3.13.2: npm does not reach its registry.");
        sentence.ShouldContain(ViewerCache.DefaultFolder());
    }

    [Fact]
    public async Task An_unreachable_registry_is_recognised_in_what_npm_writes()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = [.. NpmStore.PackArguments(NpmPackage.Ohif, folder.Path), "--registry=http://127.0.0.1:1", "--fetch-retries=0"];
        ViewerException failure = await Should.ThrowAsync<ViewerException>(() =>
            NodeTools.RunAsync(NodeTools.Npm, arguments, folder.Path, "fetch the viewer", CancellationToken.None));
        failure.Message.ShouldStartWith("Could not fetch the viewer: npm does not reach its registry.");
    }

    [Fact]
    public void Another_failure_repeats_the_last_error_line() =>
        NodeTools.Explain("npm", "fetch x", "npm error code ETARGET\nnpm error notarget No matching version found for x.\nnpm error A complete log of this run can be found in: log")
            .ShouldBe("Could not fetch x: npm failed (npm error notarget No matching version found for x.).");
}
