using System.Text.Json;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>What is looked at in the panel as a whole: what fits on the screen, and who can read it.</summary>
internal sealed partial class ReadingPage
{
    /// <summary>Whether a part of the panel lies wholly on the screen without scrolling.</summary>
    public async Task<bool> IsOnScreenAsync(string name)
    {
        LocatorBoundingBoxResult box = await Part(name).First.BoundingBoxAsync() ?? throw new InvalidOperationException($"{name} is not on the page.");
        return box.Y >= 0 && box.Y + box.Height <= _page.ViewportSize!.Height;
    }

    /// <summary>Makes the window as large as a screen.</summary>
    public Task ResizeAsync(int width, int height) => _page.SetViewportSizeAsync(width, height);

    /// <summary>Keeps a picture of the whole panel, however long it is.</summary>
    public async Task PictureOfPanelAsync(string name)
    {
        PageViewportSizeResult size = _page.ViewportSize!;
        int length = await Panel.EvaluateAsync<int>("panel => panel.scrollHeight");
        await ResizeAsync(size.Width, length + 140);
        await Panel.ScreenshotAsync(new LocatorScreenshotOptions { Path = Path.Combine(OhifAlnPlugin.Tests.Reference.RepositoryRoot, "artifacts", "screenshots", name + ".png") });
        await ResizeAsync(size.Width, size.Height);
    }

    /// <summary>What axe-core finds wrong with the panel by WCAG 2.2 AA: the rule and the elements.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityFaultsAsync()
    {
        await _page.EvaluateAsync(await ExtensionSources.AxeAsync());
        JsonElement? found = await _page.EvaluateAsync(
            """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const { violations } = await window.axe.run('.aln', { runOnly: tags });
              return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')}`);
            }
            """);
        return [.. found!.Value.EnumerateArray().Select(each => each.GetString()!)];
    }

    /// <summary>Chooses in a field of the panel by the keyboard, as a reader without a mouse does.</summary>
    public async Task ChooseAsync(string name, string value)
    {
        await Part($"aln-{name}").FocusAsync();
        await Part($"aln-{name}").SelectOptionAsync(value);
    }
}
