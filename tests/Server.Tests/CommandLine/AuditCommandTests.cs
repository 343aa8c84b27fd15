using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

public sealed class AuditCommandTests
{
    [Fact]
    public async Task Deletions_of_a_server_that_is_killed_are_listed_and_verified_and_a_changed_one_is_named()
    {
        using var data = new TemporaryFolder();
        string[] studies = [TestImage.NewUid(), TestImage.NewUid(), TestImage.NewUid()];
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data.Path);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = url };
            foreach (string study in studies)
            {
                (await client.StowAsync(TestImage.File(study))).EnsureSuccessStatusCode();
                (await client.DeleteAsync($"/dicomweb/studies/{study}")).EnsureSuccessStatusCode();
            }

            server.Kill();
        }

        (int exit, string output, _) = await AlnProcess.RunAsync("audit", "verify", "--data", data.Path);
        output.ShouldContain("9 records, all whole and in their place. Head: 9:");
        exit.ShouldBe(0);
        string anchor = output.Trim().Split(' ')[^1];

        (_, string list, _) = await AlnProcess.RunAsync("audit", "list", "--data", data.Path, "--study", studies[1]);
        string[] lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[2].ShouldSatisfyAllConditions(
            line => line.ShouldContain("local"), line => line.ShouldContain("delete"), line => line.ShouldContain("done"), line => line.ShouldContain(studies[1]), line => line.ShouldContain("from 127.0.0.1"));

        string trail = new AuditFiles(Path.Combine(data.Path, AuditFiles.FolderName)).Trail;
        string[] records = await File.ReadAllLinesAsync(trail);
        await File.WriteAllLinesAsync(trail, records.Where((_, i) => i != 5));
        (exit, output, _) = await AlnProcess.RunAsync("audit", "verify", "--data", data.Path, "--anchor", anchor);
        output.ShouldStartWith("Record 6 is missing or moved");
        exit.ShouldBe(1);
    }

    [Theory]
    [InlineData("verify", "--anchor", "12:abc", "'12:abc' is no head of a trail")]
    [InlineData("list", "--study", "1.2.3", "there is no audit trail in")]
    public async Task What_cannot_be_done_is_said(string verb, string option, string value, string sentence)
    {
        using var data = new TemporaryFolder();
        if (verb == "verify")
        {
            Directory.CreateDirectory(Path.Combine(data.Path, AuditFiles.FolderName));
        }

        (int exit, _, string error) = await AlnProcess.RunAsync("audit", verb, "--data", data.Path, option, value);
        error.ShouldContain(sentence);
        exit.ShouldBe(1);
    }

    [Fact]
    public async Task An_import_is_recorded_with_its_series()
    {
        using var data = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        string study = TestImage.NewUid(), series = TestImage.NewUid();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "1.dcm"), TestImage.File(study, series));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "2.dcm"), TestImage.File(study, series));
        (await AlnProcess.RunAsync("import", folder.Path, "--data", data.Path)).ExitCode.ShouldBe(0);
        AuditEvent[] events = [.. AuditVerification.Read(new AuditFiles(Path.Combine(data.Path, AuditFiles.FolderName))).Select(r => r.Event)];
        events.Select(e => (e.Outcome, e.Study, e.Series, e.Count)).ShouldBe([(AuditOutcome.Begun, null, null, 2), (AuditOutcome.Done, study, series, 2)]);
    }
}
