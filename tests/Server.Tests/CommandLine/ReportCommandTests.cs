using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Tests.Readings;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

public sealed class ReportCommandTests(ReadingFixture fixture) : IClassFixture<ReadingFixture>
{
    [Fact]
    public async Task The_report_is_what_the_server_gives_and_a_study_without_one_is_told_by_a_sentence()
    {
        string study = await fixture.NewStudyAsync();
        SegmentationInfo draft = await fixture.SegmentAsync(study);
        using var folder = new TemporaryFolder();
        string Out(string name) => Path.Combine(folder.Path, name);
        string[] Arguments(string name) => ["report", study, "--out", Out(name), "--data", fixture.Server.DataFolder];

        (await AlnProcess.RunAsync(Arguments("early.pdf"))).ShouldSatisfyAllConditions(r => r.ExitCode.ShouldNotBe(0), r => r.Error.ShouldContain("nobody has accepted a result"));
        ReadingAnswer reading = await fixture.AcceptAsync(draft.Id);
        (await AlnProcess.RunAsync(Arguments("report.docx"))).Error.ShouldContain("a report is written as .pdf, .txt or .json");

        (await AlnProcess.RunAsync(Arguments("report.pdf"))).ExitCode.ShouldBe(0);
        (await AlnProcess.RunAsync(Arguments("report.txt"))).ExitCode.ShouldBe(0);
        string address = $"/api/studies/{study}/readings/{reading.Id}/report";
        (await File.ReadAllBytesAsync(Out("report.pdf"))).ShouldBe(await fixture.Server.Client.GetByteArrayAsync(address + ".pdf"));
        string text = await fixture.Server.Client.GetStringAsync(address + ".txt");
        (await File.ReadAllTextAsync(Out("report.txt"))).Trim().ShouldBe(text);
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("ALN burden predicted: radscore"), t => t.ShouldContain("Read by Reader One"), t => t.ShouldContain("Research use only"));
    }
}
