using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Where the analysis puts the objects it makes (SEG, SR).</summary>
internal interface IInstanceWriter
{
    /// <summary>Stores an instance; it is durable when the task completes.</summary>
    /// <exception cref="UnreadableInstanceException">It lacks what the store needs, for instance a UID.</exception>
    /// <exception cref="IOException">The disk is full or failed; nothing was kept.</exception>
    Task<StoreOutcome> StoreAsync(DicomFile file, CancellationToken cancellation);

    /// <summary>Removes everything in scope.</summary>
    /// <returns>How many instances there were.</returns>
    Task<int> DeleteAsync(InstanceScope scope, CancellationToken cancellation);
}
