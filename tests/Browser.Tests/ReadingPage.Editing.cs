namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Keys, and what the tests of editing look at.</summary>
internal sealed partial class ReadingPage
{
    /// <summary>Waits until the score belongs to the outline on the screen.</summary>
    public Task ScoreIsCurrentAsync() => Assertions.Expect(Part("aln-result")).ToHaveAttributeAsync("data-live-score", "current");

    /// <summary>Does something while a key is held.</summary>
    public async Task HoldingAsync(string key, Func<Task> action)
    {
        await _page.Keyboard.DownAsync(key);
        await action();
        await _page.Keyboard.UpAsync(key);
    }

    /// <summary>Sets a slider of the panel as a drag does.</summary>
    public Task SlideAsync(string name, string value) => Part($"aln-{name}").FillAsync(value);

    /// <summary>Loads the page again.</summary>
    public async Task ReloadAsync()
    {
        await _page.ReloadAsync();
        await Panel.WaitForAsync();
        await ImagesAreThereAsync();
    }

    /// <summary>Closes the tab without a question and opens another one of the same browser at the same address.</summary>
    public Task<ReadingPage> CloseTabAndOpenAnotherAsync() => SecondTabAsync(close: true);

    /// <summary>Opens the same study in a second tab of the same browser.</summary>
    public async Task<ReadingPage> SecondTabAsync(bool close = false)
    {
        string url = _page.Url;
        IPage tab = await _page.Context.NewPageAsync();
        var another = new ReadingPage(tab, _hosts);
        if (close)
        {
            await _page.CloseAsync();
        }

        await tab.GotoAsync(url);
        await another.Panel.WaitForAsync();
        await another.ImagesAreThereAsync();
        return another;
    }

    /// <summary>Waits until the tumour is outlined, and not covered, in every viewport that shows its labels.</summary>
    public Task WaitForOutlinesAsync() => _page.WaitForFunctionAsync(
        """
        () => {
          const viewports = window.cornerstone.getRenderingEngines().flatMap(engine => engine.getViewports());
          const labels = viewports.flatMap(viewport => viewport.getActors()).filter(({ representationUID }) => representationUID?.includes('-Labelmap'));
          return labels.length > 1 && labels.every(({ actor }) => actor.getProperty().getUseLabelOutline());
        }
        """);

    /// <summary>Labelled voxels of each segment.</summary>
    public async Task<IReadOnlyDictionary<int, int>> CountBySegmentAsync() =>
        (await ReadLabelsAsync()).Values.SelectMany(slice => slice).Where(label => label != 0).GroupBy(label => (int)label).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>
    /// Milliseconds from the end of the next stroke to the first change of the sentence with the score, by the page's own clock:
    /// set up before the stroke, awaited after it.
    /// </summary>
    public async Task<Func<Task<double>>> WatchScoreAsync()
    {
        await _page.EvaluateAsync(
            """
            () => {
              window.strokeToScore = new Promise(resolve => {
                const verdict = document.querySelector('[data-cy=aln-verdict]');
                let end;
                window.addEventListener('pointerup', () => (end = performance.now()), { capture: true });
                new MutationObserver(() => end !== undefined && requestAnimationFrame(() => resolve(performance.now() - end)))
                  .observe(verdict, { characterData: true, childList: true, subtree: true });
              });
            }
            """);
        return () => _page.EvaluateAsync<double>("() => window.strokeToScore");
    }

    /// <summary>Of the labelled voxels of the slice on the screen the one nearest to their middle.</summary>
    public async Task<Voxel> MiddleOfTumourAsync()
    {
        byte[] slice = (await ReadLabelsAsync())[await CurrentSliceAsync(Viewport.Peak)];
        int columns = (await SliceSizeAsync(Viewport.Peak)).Columns;
        Voxel[] inside = [.. Enumerable.Range(0, slice.Length).Where(i => slice[i] != 0).Select(i => new Voxel(i % columns, i / columns))];
        double column = inside.Average(voxel => voxel.Column), row = inside.Average(voxel => voxel.Row);
        return inside.MinBy(voxel => Math.Pow(voxel.Column - column, 2) + Math.Pow(voxel.Row - row, 2));
    }

    private Task<IJSHandle> ImagesAreThereAsync() => _page.WaitForFunctionAsync(
        """
        () => {
          const viewports = window.cornerstone?.getRenderingEngines?.().flatMap(engine => engine.getViewports()) ?? [];
          return viewports.length > 0 && viewports.every(viewport => viewport.getImageData?.());
        }
        """);
}
