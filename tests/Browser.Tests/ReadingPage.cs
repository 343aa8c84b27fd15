using System.Text.RegularExpressions;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>What a reader sees and does in the viewer, by mouse and keyboard.</summary>
internal sealed partial class ReadingPage : IAsyncDisposable
{
    /// <summary>Software rendering on a busy machine is slow; a reader with a graphics card waits far less.</summary>
    private const float PatienceMilliseconds = 90_000;

    private readonly IPage _page;
    private readonly Uri[] _hosts;
    private readonly List<string> _faults = [];

    private ReadingPage(IPage page, params Uri[] hosts)
    {
        _page = page;
        _hosts = hosts;
        page.SetDefaultTimeout(PatienceMilliseconds);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text} ({message.Location})");
        page.PageError += (_, error) => Note(true, $"page: {error}");
        page.RequestFailed += (_, request) => Note(request.Failure != "net::ERR_ABORTED", $"request failed: {request.Url} ({request.Failure})");
        page.Request += (_, request) => Note(IsForeign(request.Url), $"foreign request: {request.Url}");
    }

    /// <summary>Console errors, exceptions, failed requests and requests to other hosts since the page was opened.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The sentence that says where the outline comes from and whether it is saved.</summary>
    public ILocator OutlineState => Part("aln-voi-state");

    /// <summary>The sentence with the prediction.</summary>
    public ILocator Verdict => Part("aln-verdict");

    /// <summary>The sentence about what went wrong, with its next step.</summary>
    public ILocator Notice => Part("aln-notice");

    /// <summary>The panel "ALN burden".</summary>
    public ILocator Panel => Part("aln-panel");

    /// <summary>Opens the study list in a fresh browser and takes note of the investigational-use dialog.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="server">Where the viewer is.</param>
    /// <param name="language">The browser's language; null for the usual one.</param>
    /// <param name="width">Width of the screen, pixels.</param>
    /// <param name="height">Height of the screen, pixels.</param>
    /// <param name="others">Other servers that the viewer may talk to.</param>
    public static async Task<ReadingPage> OpenStudyListAsync(Chromium chromium, Uri server, string? language = null, int width = 1366, int height = 768, params Uri[] others)
    {
        var reading = new ReadingPage(await chromium.FreshPageAsync(language, width, height), [server, .. others]);
        await reading._page.GotoAsync(server.ToString());
        await reading.Part("confirm-and-hide-button").ClickAsync();
        return reading;
    }

    /// <summary>Opens the server in a fresh browser, which leads to the page of the login service, and logs in there.</summary>
    public static async Task<ReadingPage> LogInAsync(Chromium chromium, Uri server, Uri loginService, string person)
    {
        var reading = new ReadingPage(await chromium.FreshPageAsync(), server, loginService);
        await reading._page.GotoAsync(server.ToString());
        await reading._page.WaitForURLAsync(url => url.StartsWith(loginService.ToString(), StringComparison.Ordinal));
        await reading._page.FillAsync("input[name=login]", person);
        await reading._page.FillAsync("input[name=password]", "any");
        await reading._page.ClickAsync("button[type=submit]");
        await reading._page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Continue" }).ClickAsync();
        await reading.Part("confirm-and-hide-button").ClickAsync();

        // What the login service's own pages lack is not the viewer's fault.
        reading._faults.Clear();
        return reading;
    }

    /// <summary>Lets the server seem to fail from now on with some of its addresses.</summary>
    public Task FailAsync(string addresses) => _page.RouteAsync(addresses, route => route.FulfillAsync(new RouteFulfillOptions { Status = 503 }));

    /// <summary>Loads the study list again.</summary>
    public Task ReloadListAsync() => _page.ReloadAsync();

    /// <summary>Chooses a study in the list and opens it in the mode.</summary>
    public async Task OpenStudyAsync(string patient)
    {
        await _page.GetByText(patient, new PageGetByTextOptions { Exact = true }).First.ClickAsync();
        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = ModeName() }).First.ClickAsync();
        await WaitForImagesAsync();
    }

    /// <summary>Opens a study in the mode by its address.</summary>
    public async Task OpenAddressAsync(string path)
    {
        await _page.GotoAsync(new Uri(_hosts[0], path).ToString());
        await WaitForImagesAsync();
    }

    private async Task WaitForImagesAsync()
    {
        await Panel.WaitForAsync();
        await ImagesAreThereAsync();
    }

    /// <summary>Leaves the mode for the study list.</summary>
    public async Task BackToStudyListAsync()
    {
        await Part("return-to-work-list").ClickAsync();
        await Panel.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
    }

    /// <summary>Presses a button of the panel.</summary>
    public Task PressAsync(string name) => Part($"aln-{name}").ClickAsync();

    /// <summary>Presses keys with no control in focus.</summary>
    public async Task PressKeysAsync(string keys)
    {
        await _page.EvaluateAsync("document.activeElement?.blur()");
        await _page.Keyboard.PressAsync(keys);
    }

    /// <summary>Presses a button of the panel that saves a file, and returns its bytes.</summary>
    public async Task<byte[]> DownloadAsync(string name)
    {
        IDownload download = await _page.RunAndWaitForDownloadAsync(() => PressAsync(name));
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }

    /// <summary>Waits until a part of the panel is there; a notice about a failure ends the waiting with its text.</summary>
    public async Task<string> WaitForAsync(ILocator part)
    {
        await part.Or(Notice).First.WaitForAsync();
        (await Notice.AllInnerTextsAsync()).ShouldBeEmpty();
        return await part.InnerTextAsync();
    }

    /// <summary>A part of the page by its <c>data-cy</c>.</summary>
    public ILocator Part(string name) => _page.Locator($"[data-cy='{name}']");

    /// <summary>What the corner of each viewport says, left to right.</summary>
    public async Task<IReadOnlyList<string>> CornerTextsAsync() =>
        await _page.Locator(".viewport-overlay.top-viewport, .viewport-overlay").AllInnerTextsAsync();

    /// <summary>Drags the mouse over the slice on the screen, from one voxel to another.</summary>
    public async Task DragAsync(Viewport viewport, Voxel from, Voxel to)
    {
        float[] start = await PlaceOfAsync(viewport, from), end = await PlaceOfAsync(viewport, to);
        await _page.Mouse.MoveAsync(start[0], start[1]);
        await _page.Mouse.DownAsync();
        await _page.Mouse.MoveAsync(end[0], end[1], new MouseMoveOptions { Steps = 10 });
        await _page.Mouse.UpAsync();
    }

    /// <summary>Clicks on an image where a voxel of the slice on the screen lies.</summary>
    public async Task ClickAsync(Viewport viewport, Voxel voxel)
    {
        float[] place = await PlaceOfAsync(viewport, voxel);
        await _page.Mouse.ClickAsync(place[0], place[1]);
    }

    /// <summary>The labels on the screen by the slice beneath: its SOP Instance UID, with the frame behind it in a multi-frame image.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadLabelsAsync()
    {
        Dictionary<string, string> slices = await _page.EvaluateAsync<Dictionary<string, string>>(
            """
            () => Object.fromEntries(window.cornerstoneTools.segmentation.state.getSegmentations().flatMap(segmentation =>
              segmentation.representationData.Labelmap.imageIds.map(imageId => {
                const image = window.cornerstone.cache.getImage(imageId);
                const bytes = image.voxelManager.getScalarData();
                let text = '';
                for (const byte of bytes) text += String.fromCharCode(byte);
                const { SOPInstanceUID, frameNumber } = window.cornerstone.metaData.get('instance', image.referencedImageId);
                return [frameNumber ? `${SOPInstanceUID} frame ${frameNumber}` : SOPInstanceUID, btoa(text)];
              })))
            """);
        return slices.ToDictionary(slice => slice.Key, slice => Convert.FromBase64String(slice.Value));
    }

    /// <summary>How many voxels on the screen are labelled.</summary>
    public async Task<int> CountVoxelsAsync() => (await ReadLabelsAsync()).Values.Sum(slice => slice.Count(label => label != 0));

    /// <summary>Waits until the number of labelled voxels satisfies a condition, and returns it.</summary>
    public async Task<int> WaitForVoxelsAsync(Func<int, bool> condition)
    {
        for (DateTime end = DateTime.UtcNow.AddSeconds(20); ; await Task.Delay(100))
        {
            int count = await CountVoxelsAsync();
            if (condition(count))
            {
                return count;
            }

            (DateTime.UtcNow < end).ShouldBeTrue($"{count} voxels are labelled, which is not what was waited for");
        }
    }

    /// <summary>The slice in a viewport: its SOP Instance UID, with the frame behind it in a multi-frame image.</summary>
    public async Task<string> CurrentSliceAsync(Viewport viewport) => await _page.EvaluateAsync<string>(
        """
        index => {
          const element = document.querySelectorAll('.cornerstone-viewport-element')[index];
          const viewport = window.cornerstone.getRenderingEngines().flatMap(engine => engine.getViewports()).find(each => each.element === element);
          const { SOPInstanceUID, frameNumber } = window.cornerstone.metaData.get('instance', viewport.getCurrentImageId());
          return frameNumber ? `${SOPInstanceUID} frame ${frameNumber}` : SOPInstanceUID;
        }
        """,
        (int)viewport);

    /// <summary>The SOP Instance UID of the slice in the viewport of a name.</summary>
    public async Task<string> CurrentSliceAsync(string viewport) => (await ShownAsync())[viewport].SopInstanceUid;

    /// <summary>What every viewport shows, by its name.</summary>
    public async Task<IReadOnlyDictionary<string, ShownImage>> ShownAsync() => await _page.EvaluateAsync<Dictionary<string, ShownImage>>(
        """
        () => Object.fromEntries(window.cornerstone.getRenderingEngines().flatMap(engine => engine.getViewports()).map(viewport => {
          const imageId = viewport.getCurrentImageId?.();
          const instance = imageId ? window.cornerstone.metaData.get('instance', imageId) : undefined;
          const { lower, upper } = viewport.getProperties().voiRange ?? {};
          return [viewport.id, {
            kind: viewport.type,
            sopInstanceUid: instance?.SOPInstanceUID ?? '',
            seriesInstanceUid: instance?.SeriesInstanceUID ?? '',
            lower: lower ?? 0,
            upper: upper ?? 0,
            outlined: window.cornerstoneTools.segmentation.state.getSegmentationRepresentations(viewport.id).length,
            focalPoint: Array.from(viewport.getCamera().focalPoint),
          }];
        }))
        """);

    /// <summary>Waits until what the viewports show satisfies a condition, and returns it.</summary>
    public async Task<IReadOnlyDictionary<string, ShownImage>> WaitForShownAsync(Func<IReadOnlyDictionary<string, ShownImage>, bool> condition)
    {
        for (DateTime end = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(200))
        {
            IReadOnlyDictionary<string, ShownImage> shown = await ShownAsync();
            if (condition(shown))
            {
                return shown;
            }

            (DateTime.UtcNow < end).ShouldBeTrue($"The viewports show {string.Join("; ", shown)}, which is not what was waited for.");
        }
    }

    /// <summary>The box around all labelled voxels in the patient: least x, y, z, then largest, mm.</summary>
    public async Task<double[]> LabelledBoxAsync() => await _page.EvaluateAsync<double[]>(
        """
        () => {
          const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
          for (const { representationData } of window.cornerstoneTools.segmentation.state.getSegmentations()) {
            for (const imageId of representationData.Labelmap.imageIds) {
              const { voxelManager, referencedImageId, columns } = window.cornerstone.cache.getImage(imageId);
              voxelManager.getScalarData().forEach((label, n) => {
                if (label === 0) return;
                const at = window.cornerstone.utilities.imageToWorldCoords(referencedImageId, [n % columns, Math.floor(n / columns)]);
                for (let axis = 0; axis < 3; axis++) {
                  box[axis] = Math.min(box[axis], at[axis]);
                  box[axis + 3] = Math.max(box[axis + 3], at[axis]);
                }
              });
            }
          }
          return box;
        }
        """);

    /// <summary>Presses a key for the whole page.</summary>
    public Task KeyAsync(string key) => _page.Keyboard.PressAsync(key);

    /// <summary>Rows and columns of the slices in a viewport.</summary>
    public async Task<SliceSize> SliceSizeAsync(Viewport viewport) => await _page.EvaluateAsync<SliceSize>(
        """
        index => {
          const element = document.querySelectorAll('.cornerstone-viewport-element')[index];
          const viewport = window.cornerstone.getRenderingEngines().flatMap(engine => engine.getViewports()).find(each => each.element === element);
          const [columns, rows] = viewport.getImageData().dimensions;
          return { columns, rows };
        }
        """,
        (int)viewport);

    /// <summary>
    /// The colours of the feature map over the middle of every voxel of the slice on the screen: red, green, blue and opacity,
    /// voxel after voxel. Where a voxel lies is what cornerstone says of the image that it draws. Empty without a map.
    /// </summary>
    public async Task<byte[]> MapColoursAsync(Viewport viewport) => Convert.FromBase64String(await _page.EvaluateAsync<string>(
        """
        index => {
          const element = document.querySelectorAll('.cornerstone-viewport-element')[index];
          const layer = element.querySelector('.aln-map-layer');
          if (!layer) return '';
          const viewport = window.cornerstone.getRenderingEngines().flatMap(engine => engine.getViewports()).find(each => each.element === element);
          const { dimensions: [columns, rows], imageData } = viewport.getImageData();
          const { data, width, height } = layer.getContext('2d').getImageData(0, 0, layer.width, layer.height);
          const ratio = width / element.getBoundingClientRect().width;
          let text = '';
          for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
              const [x, y] = viewport.worldToCanvas(Array.from(imageData.indexToWorld([column, row, 0]))).map(each => Math.floor(each * ratio));
              const inside = x >= 0 && y >= 0 && x < width && y < height;
              for (let channel = 0; channel < 4; channel++) text += String.fromCharCode(inside ? data[(y * width + x) * 4 + channel] : 0);
            }
          }
          return btoa(text);
        }
        """,
        (int)viewport));

    /// <summary>Turns the wheel over an image.</summary>
    public async Task TurnToNextSliceAsync(Viewport viewport, int slices)
    {
        string before = await CurrentSliceAsync(viewport);
        float[] place = await PlaceOfAsync(viewport, new Voxel(5, 5));
        await _page.Mouse.MoveAsync(place[0], place[1]);
        for (int n = 0; n < slices; n++)
        {
            await _page.Mouse.WheelAsync(0, 100);
            await Task.Delay(100);
        }

        (await CurrentSliceAsync(viewport)).ShouldNotBe(before);
    }

    /// <summary>Keeps a picture of the page under <c>artifacts/screenshots</c>.</summary>
    public async Task PictureAsync(string name) => await _page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(OhifAlnPlugin.Tests.Reference.RepositoryRoot, "artifacts", "screenshots", name + ".png"),
    });

    /// <summary>Shows a part of the panel that lies further down.</summary>
    public Task ScrollToAsync(string name) => Part(name).ScrollIntoViewIfNeededAsync();

    public async ValueTask DisposeAsync() => await _page.Context.DisposeAsync();

    /// <summary>Where on the page a voxel of the slice on the screen lies, x then y.</summary>
    private async Task<float[]> PlaceOfAsync(Viewport viewport, Voxel voxel) => await _page.EvaluateAsync<float[]>(
        """
        ([index, column, row]) => {
          const element = document.querySelectorAll('.cornerstone-viewport-element')[index];
          const viewport = window.cornerstone.getRenderingEngines().flatMap(engine => engine.getViewports()).find(each => each.element === element);
          const world = window.cornerstone.utilities.imageToWorldCoords(viewport.getCurrentImageId(), [column, row]);
          const [x, y] = viewport.worldToCanvas(world);
          const box = element.getBoundingClientRect();
          return [box.left + x, box.top + y];
        }
        """,
        new[] { (int)viewport, voxel.Column, voxel.Row });

    private void Note(bool isFault, string text)
    {
        if (isFault)
        {
            _faults.Add(text);
        }
    }

    private bool IsForeign(string url) => !OwnScheme().IsMatch(url) && !Array.Exists(_hosts, host => url.StartsWith(host.ToString(), StringComparison.Ordinal));

    /// <summary>Name of the mode in the languages of the extension.</summary>
    [GeneratedRegex("ALN burden|腋窝淋巴结负荷")]
    private static partial Regex ModeName();

    [GeneratedRegex("^(data|blob):")]
    private static partial Regex OwnScheme();
}

/// <summary>The two images, left to right.</summary>
internal enum Viewport
{
    PreContrast,
    Peak,
}

/// <summary>What a viewport shows.</summary>
internal sealed record ShownImage
{
    public string Kind { get; init; } = "";

    public string SopInstanceUid { get; init; } = "";

    public string SeriesInstanceUid { get; init; } = "";

    public double Lower { get; init; }

    public double Upper { get; init; }

    public int Outlined { get; init; }

    public double[] FocalPoint { get; init; } = [];
}

/// <summary>A place in a slice.</summary>
internal readonly record struct Voxel(int Column, int Row);

/// <summary>Size of a slice, voxels.</summary>
internal sealed record SliceSize
{
    public int Rows { get; init; }

    public int Columns { get; init; }
}
