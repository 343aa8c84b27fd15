namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>A method of <c>aln stats</c>.</summary>
/// <param name="Name">Its verb.</param>
/// <param name="InR">The R function whose numbers it gives.</param>
/// <param name="Description">What it answers, in one sentence.</param>
/// <param name="Options">Its options beside the common ones.</param>
/// <param name="Compute">Computes the answer from a table.</param>
internal sealed record StatisticMethod(
    string Name, string InR, string Description, IReadOnlyList<StatisticOption> Options, Func<StatisticInput, StatisticTable> Compute);

/// <summary>An option of a method.</summary>
/// <param name="Name">Its name without dashes.</param>
/// <param name="Default">Its default; empty when there is none.</param>
/// <param name="Description">What it is.</param>
internal sealed record StatisticOption(string Name, string Default, string Description)
{
    /// <summary>Whether it is a switch, off by default.</summary>
    public bool IsSwitch => Default == "false";
}
