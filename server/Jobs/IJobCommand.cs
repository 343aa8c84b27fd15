namespace OhifAlnPlugin.Server.Jobs;

/// <summary>What a job shall do: a record that serialises to JSON and names its inputs completely.</summary>
internal interface IJobCommand
{
    /// <summary>Name of the kind of job, as <see cref="JobStatus.Kind"/> shows it.</summary>
    static abstract string Kind { get; }

    /// <summary>Digest of the inputs and of the algorithm with its version: equal keys mean equal results, so the work is done once.</summary>
    string Key { get; }

    /// <summary>To whom the job and what it leaves belong (<see cref="Security.CurrentUser.Owner"/>): nobody else sees them. Null without a login.</summary>
    string? Owner { get; }
}
