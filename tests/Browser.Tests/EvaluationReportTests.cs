using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Tests.CommandLine;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The report of <c>aln evaluate</c> in a real browser, from the file alone.</summary>
public sealed class EvaluationReportTests(Chromium chromium) : IClassFixture<Chromium>
{
    [BrowserFact]
    public async Task Every_figure_is_drawn_as_vectors_without_a_network_and_without_an_error()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aln-report-");
        try
        {
            var tables = new EvaluationTables(folder.FullName);
            await EvaluateCommand.RunAsync(tables.Arguments(), new Progress<string>(), CancellationToken.None);
            IPage page = await chromium.FreshPageAsync();
            List<string> complaints = [];
            page.Console += (_, message) => complaints.Add(message.Text);
            page.PageError += (_, error) => complaints.Add(error);
            page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file:", StringComparison.Ordinal) ? [] : [request.Url]);
            await page.GotoAsync(new Uri(tables.At("report/report.html")).AbsoluteUri);

            IReadOnlyList<ILocator> figures = await page.Locator("figure.chart").AllAsync();
            figures.Count.ShouldBe(10);
            foreach (ILocator figure in figures)
            {
                (await figure.Locator("svg path, svg rect, svg line, svg circle").CountAsync()).ShouldBeGreaterThan(3, await figure.InnerTextAsync());
            }

            string survival = await page.Locator("#figure-survival").InnerTextAsync();
            survival.ShouldContain("number at risk");
            survival.ShouldContain("log-rank p");
            complaints.ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
