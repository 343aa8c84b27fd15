using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A study that a verb works on. It takes the same way through the core as a request to the server.</summary>
internal sealed class OpenedStudy(DynamicStudies studies, IReadOnlyList<DicomDataset> headers, DceLayout layout, CodecPool codecs, InstanceStore? store) : IAsyncDisposable
{
    /// <summary>Headers of its instances.</summary>
    public IReadOnlyList<DicomDataset> Headers => headers;

    /// <summary>Its phases.</summary>
    public DceLayout Layout => layout;

    /// <summary>Reads the pixels, with a progress bar where somebody watches, and says which phases were chosen.</summary>
    public async Task<DynamicSeries> LoadAsync(CancellationToken cancellation)
    {
        var series = await WatchedAsync(bar => studies.LoadAsync(layout, bar, cancellation));
        await ExplainAsync(cancellation);
        return series;
    }

    /// <summary>Reads the pixels as they were taken, whatever motion is corrected, and says which phases were chosen.</summary>
    public async Task<DynamicSeries> LoadUncorrectedAsync(CancellationToken cancellation)
    {
        var series = await WatchedAsync(bar => studies.LoadUncorrectedAsync(layout, bar, cancellation));
        await ExplainAsync(cancellation);
        return series;
    }

    /// <summary>Proposes the VOI of the primary tumour.</summary>
    /// <param name="series">The pixels.</param>
    /// <param name="click">Where was clicked; null to search the breasts.</param>
    /// <param name="models">What can search the breasts.</param>
    /// <param name="model">Which of them; null for the default.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="options">Outline and reach; null for the defaults.</param>
    /// <returns>Candidates, most suspicious first, at least one; and the method that found them.</returns>
    /// <exception cref="Http.ProblemException">Nothing looks like a tumour, the click is refused, or the model cannot be used.</exception>
    public static Task<(IReadOnlyList<TumourCandidate> Candidates, SegmentationMethod Method)> ProposeAsync(
        DynamicSeries series, VoxelSeed? click, ProposalModels models, string? model, CancellationToken cancellation, ProposalOptions? options = null) =>
        Candidates.FindAsync(models, model, series, click, options, cancellation: cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        codecs.Dispose();
        return store?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static Task<DynamicSeries> WatchedAsync(Func<IProgress<double>?, Task<DynamicSeries>> load) => Console.IsOutputRedirected
        ? load(null)
        : AnsiConsole.Progress().HideCompleted(true).StartAsync(progress => load(new Bar(progress.AddTask("Reading the images", maxValue: 1))));

    private async Task ExplainAsync(CancellationToken cancellation)
    {
        var choice = await studies.ChooseAsync(layout, cancellation);
        await Console.Error.WriteLineAsync(choice.Explanation);
        foreach (string warning in choice.Warnings)
        {
            await Console.Error.WriteLineAsync($"Warning: {warning}");
        }
    }

    /// <summary>Shows progress in a bar.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }
}
