namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>A study that is loaded or rendered when its turn comes, and not at all where it was measured before.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="LoadAsync">Brings it; null where it is left out, which was said then.</param>
internal sealed record StudyToMeasure(string Name, Func<CancellationToken, Task<EvaluatedStudy?>> LoadAsync);
