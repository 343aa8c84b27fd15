namespace OhifAlnPlugin.Server.Storage;

/// <summary>What identifies a study to a program; the patient stays out of it.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="Modalities">Modalities of its series, sorted, each once.</param>
/// <param name="SeriesCount">How many series are stored.</param>
/// <param name="InstanceCount">How many instances are stored.</param>
internal sealed record StudySummary(string StudyInstanceUid, IReadOnlyList<string> Modalities, int SeriesCount, int InstanceCount);
