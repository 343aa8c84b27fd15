namespace OhifAlnPlugin.Server.Analysis;

/// <summary>A pixel of an image.</summary>
/// <param name="SopInstanceUid">The image: a slice of a phase.</param>
/// <param name="Column">Column, from 0.</param>
/// <param name="Row">Row, from 0.</param>
/// <param name="FrameNumber">Its frame, from 1, where the image has several; null otherwise.</param>
internal sealed record Click(string SopInstanceUid, int Column, int Row, int? FrameNumber = null);

/// <summary>A region that the method found suspicious, whether or not it became the VOI.</summary>
/// <param name="Rank">1 for the most suspicious.</param>
/// <param name="Score">Rank value; only the order within one study has a meaning.</param>
/// <param name="VolumeMm3">Volume, mm³.</param>
/// <param name="Seed">A point in it.</param>
/// <param name="SegmentationId">The region as a draft of its own, which a reader may take instead of the first.</param>
internal sealed record Candidate(int Rank, double Score, double VolumeMm3, Click Seed, string SegmentationId);
