using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>A study whose true lesions are known.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Centre">Where it was made.</param>
/// <param name="Series">The phases, chosen as for any study.</param>
/// <param name="Truth">All lesions, on the grid of the series; empty in a study without a tumour.</param>
internal sealed record EvaluatedStudy(string Name, string Centre, DynamicSeries Series, Mask Truth);
