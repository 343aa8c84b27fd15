using System.Globalization;
using System.Text.Json;
using OhifAlnPlugin.Phantoms;
using Xunit.Abstractions;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>
/// How long a reader waits for the first image: in OHIF's own viewer mode without the extension, and in the mode "ALN burden", in turn, each time in
/// a browser that has never been here. Of the mode also: from the panel's appearing to the result that was computed before.
/// </summary>
[Collection("Browser")]
public sealed class FirstImageTests(ReadingRoom room, ITestOutputHelper output) : IClassFixture<ReadingRoom>
{
    private static readonly PhantomOptions Axial = new() { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };

    /// <summary>Notes when the first image is drawn, when the panel appears and when it says the result, in ms since the navigation began.</summary>
    private const string Watch =
        """
        (() => {
          const times = (window.alnTimes = {});
          const note = name => { times[name] ??= performance.now(); };
          document.addEventListener('CORNERSTONE_STACK_NEW_IMAGE', () => note('loaded'), true);
          document.addEventListener('CORNERSTONE_IMAGE_RENDERED', () => { if (times.loaded) note('image'); }, true);
          new MutationObserver(() => {
            if (document.querySelector('[data-cy=aln-panel]')) note('panel');
            if (document.querySelector('[data-cy=aln-verdict]')) note('result');
          }).observe(document, { childList: true, subtree: true });
        })();
        """;

    /// <summary>Environment variable with a number of pairs to measure, on a quiet machine.</summary>
    private const string Pairs = "ALN_MEASURE";

    [BrowserFact]
    public async Task A_result_that_was_computed_before_is_in_the_panel_before_the_first_image()
    {
        StudyOnServer study = await room.StorePhantomAsync(52, Axial);
        await study.ProcessAsync();
        JsonElement times = await OpenAsync($"aln?StudyInstanceUIDs={study.StudyInstanceUid}", isOurs: true);
        output.WriteLine($"{times}");
        times.GetProperty("result").GetDouble().ShouldBeLessThan(times.GetProperty("image").GetDouble());
        await MeasureAsync(study, int.Parse(Environment.GetEnvironmentVariable(Pairs) ?? "0", CultureInfo.InvariantCulture));
    }

    /// <summary>Opens the study by OHIF's own viewer mode and by ours in turn, and writes the medians.</summary>
    private async Task MeasureAsync(StudyOnServer study, int pairs)
    {
        var without = new List<double>();
        var with = new List<double>();
        var result = new List<double>();
        for (int run = 0; run < pairs; run++)
        {
            JsonElement ohif = await OpenAsync($"viewer?StudyInstanceUIDs={study.StudyInstanceUid}", isOurs: false);
            JsonElement ours = await OpenAsync($"aln?StudyInstanceUIDs={study.StudyInstanceUid}", isOurs: true);
            output.WriteLine($"run {run}: OHIF {ohif}; mode {ours}");
            without.Add(ohif.GetProperty("image").GetDouble());
            with.Add(ours.GetProperty("image").GetDouble());
            result.Add(ours.GetProperty("result").GetDouble() - ours.GetProperty("panel").GetDouble());
        }

        if (pairs > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"first image, median of {pairs}: OHIF {Median(without):F0} ms, mode {Median(with):F0} ms; result after the panel: median {Median(result):F0} ms, longest {result.Max():F0} ms"));
        }
    }

    private async Task<JsonElement> OpenAsync(string address, bool isOurs)
    {
        IPage page = await room.FreshPageAsync();
        await page.AddInitScriptAsync(Watch);
        if (!isOurs)
        {
            string config = await room.Server.Client.GetStringAsync("/app-config.js");
            string plain = config.Replace("'/aln-ext/extension-aln.js'", "", StringComparison.Ordinal).Replace("'/aln-ext/mode-aln.js'", "", StringComparison.Ordinal);
            plain.ShouldNotContain("aln-ext");
            await page.RouteAsync("**/app-config.js", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript", Body = plain }));
        }

        await page.GotoAsync(new Uri(room.Server.Url, address).ToString());
        await page.WaitForFunctionAsync(isOurs ? "() => window.alnTimes.image && window.alnTimes.result" : "() => window.alnTimes.image", null, new PageWaitForFunctionOptions { Timeout = 90_000 });
        JsonElement times = await page.EvaluateAsync<JsonElement>("() => window.alnTimes");
        await page.Context.DisposeAsync();
        return times;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
