namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>Counts steps that several threads do, and reports each part once and in order.</summary>
/// <param name="progress">Receives the part done, 0 … 1; may be null.</param>
/// <param name="steps">Steps in all.</param>
internal sealed class SharedProgress(IProgress<double>? progress, int steps)
{
    private readonly Lock _gate = new();
    private int _done;

    /// <summary>One more step is done.</summary>
    public void Step()
    {
        lock (_gate)
        {
            progress?.Report((double)++_done / steps);
        }
    }
}
