namespace OhifAlnPlugin.Server.CommandLine.Evaluation;

/// <summary>What the user gives to <c>aln evaluate</c>.</summary>
/// <param name="Bundle">Folder of the bundle.</param>
/// <param name="Features">Feature tables, FILE or COHORT=FILE.</param>
/// <param name="Clinical">The clinical table.</param>
/// <param name="Out">Folder of the report.</param>
/// <param name="Training">Cohorts from which the radscore was made.</param>
/// <param name="SecondReadings">Feature tables of second readings, FILE or NAME=FILE.</param>
/// <param name="Columns">ROLE=COLUMN.</param>
/// <param name="ClinicalModel">Variables of the clinical model; empty for the bundle's or the usual ones.</param>
internal sealed record EvaluateArguments(
    string Bundle,
    IReadOnlyList<string> Features,
    string Clinical,
    string Out,
    IReadOnlyList<string> Training,
    IReadOnlyList<string> SecondReadings,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> ClinicalModel);
