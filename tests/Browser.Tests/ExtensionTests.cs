using System.Diagnostics;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The extension's own checks, run with <c>dotnet test</c> like everything else.</summary>
public class ExtensionTests
{
    [Fact]
    public async Task The_extension_has_no_type_error_and_its_unit_tests_pass()
    {
        await ExtensionSources.InstallAsync();
        (await RunAsync("node_modules/typescript/bin/tsc", "--noEmit")).ShouldBe("");
        (await RunAsync("node_modules/vitest/vitest.mjs", "run", "--no-color")).ShouldContain("passed");
    }

    [Fact]
    public void No_source_file_is_longer_than_the_house_allows()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(ExtensionSources.Folder, "src"), "*", SearchOption.AllDirectories))
        {
            File.ReadAllLines(file).Length.ShouldBeLessThanOrEqualTo(400, file);
        }
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = ExtensionSources.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }
}
