using System.Globalization;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>A phase by its role in the dynamic study, as a network's card names it: <c>pre</c>, <c>peak</c>, or <c>post1</c>, <c>post2</c> …</summary>
/// <param name="Post">n for the nth phase after the pre-contrast one; 0 for the pre-contrast phase itself; −1 for the peak.</param>
public readonly record struct NetworkPhase(int Post)
{
    private const string PostPrefix = "post";
    private const int MostPhases = 99;

    /// <summary>The pre-contrast phase.</summary>
    public static NetworkPhase Pre { get; } = new(0);

    /// <summary>The phase of strongest enhancement.</summary>
    public static NetworkPhase Peak { get; } = new(-1);

    /// <summary>Reads a name.</summary>
    /// <param name="name">As the card says it.</param>
    /// <returns>The phase; null when there is no such name.</returns>
    public static NetworkPhase? Parse(string name) => name switch
    {
        "pre" => Pre,
        "peak" => Peak,
        _ when name.StartsWith(PostPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(PostPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int post) && post is >= 1 and <= MostPhases => new(post),
        _ => null,
    };

    /// <summary>The image of this phase.</summary>
    /// <param name="series">A study.</param>
    /// <exception cref="NetworkInputException">The study has fewer phases.</exception>
    public Volume In(DynamicSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int index = Post < 0 ? series.PeakIndex : series.PreContrastIndex + Post;
        return index < series.Phases.Count
            ? series.Phases[index].Volume
            : throw new NetworkInputException(
                $"The network needs phase {Post} after the contrast agent; the study has {series.Phases.Count - 1 - series.PreContrastIndex}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Post switch
    {
        < 0 => "peak",
        0 => "pre",
        _ => string.Create(CultureInfo.InvariantCulture, $"{PostPrefix}{Post}"),
    };
}
