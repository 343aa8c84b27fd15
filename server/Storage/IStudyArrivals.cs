namespace OhifAlnPlugin.Server.Storage;

/// <summary>Tells which studies get instances: stored here, or seen in another site's archive.</summary>
internal interface IStudyArrivals
{
    /// <summary>
    /// The studies that get instances from now on: each as soon as one has come, and again when more have come since it was told. Whether a study is
    /// complete nobody can say; that none came for a while is for the listener to find out, and so is what was there before it listened.
    /// </summary>
    /// <param name="cancellation">Ends the listening.</param>
    IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation);
}
