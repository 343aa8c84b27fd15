namespace OhifAlnPlugin.Server.Jobs;

/// <summary>Where a running job says how far it is.</summary>
internal interface IJobProgress
{
    /// <summary>Reports progress; cheap, so call it as often as the work has steps.</summary>
    /// <param name="fraction">Done so far, 0 … 1.</param>
    /// <param name="message">What is being done now, for the person who waits.</param>
    void Report(double fraction, string message);
}
