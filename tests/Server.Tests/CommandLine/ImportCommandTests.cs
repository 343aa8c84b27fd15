using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

public sealed class ImportCommandTests
{
    [Fact]
    public async Task A_folder_is_imported_beside_a_running_server()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using var folder = new TemporaryFolder();
        string study = TestImage.NewUid(), inner = Directory.CreateDirectory(Path.Combine(folder.Path, "deep", "er")).FullName;
        for (int n = 1; n <= 5; n++)
        {
            await File.WriteAllBytesAsync(Path.Combine(inner, $"{n}.dcm"), TestImage.File(study, number: n));
        }

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "notes.txt"), "no image");

        (int code, string output, _) = await AlnProcess.RunAsync("import", folder.Path, "--data", server.DataFolder);
        code.ShouldBe(0);
        output.ShouldContain("5 stored, 0 already stored, 1 refused.");
        output.ShouldContain("notes.txt: This is no DICOM file");
        (await server.Client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(5);

        (await AlnProcess.RunAsync("import", folder.Path, "--data", server.DataFolder)).Output.ShouldContain("0 stored, 5 already stored, 1 refused.");
    }

    [Fact]
    public async Task Storing_nothing_is_an_error()
    {
        using var folder = new TemporaryFolder();
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "notes.txt"), "no image");
        (int code, string output, _) = await AlnProcess.RunAsync("import", folder.Path, "--data", data.Path);
        code.ShouldBe(1);
        output.ShouldContain("0 stored, 0 already stored, 1 refused.");
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        using var data = new TemporaryFolder();
        (int code, _, string error) = await AlnProcess.RunAsync("import", Path.Combine(data.Path, "nowhere"), "--data", data.Path);
        code.ShouldBe(1);
        error.ShouldContain("nowhere");
    }
}
