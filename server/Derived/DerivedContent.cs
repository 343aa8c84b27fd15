namespace OhifAlnPlugin.Server.Derived;

/// <summary>The subtraction and its projections of one study, as the viewer needs them.</summary>
/// <param name="Id">Follows from the images and the phases: other phases, another identifier.</param>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="PreContrastIndex">The phase that was subtracted, 0-based.</param>
/// <param name="PeakIndex">The phase that it was subtracted from, 0-based.</param>
/// <param name="SubtractionSeriesUid">Series of the subtraction, slice by slice where the images lie.</param>
/// <param name="ProjectionSeriesUid">Series of the maximum intensity projections.</param>
/// <param name="Views">What the projections show, in the order of their instance numbers.</param>
internal sealed record DerivedContent(
    string Id, string StudyInstanceUid, int PreContrastIndex, int PeakIndex, string SubtractionSeriesUid, string ProjectionSeriesUid, IReadOnlyList<ProjectedView> Views)
{
    /// <summary>Said wherever results are shown.</summary>
    public string Notice { get; } = "Research use only";
}

/// <summary>What one projection shows.</summary>
/// <param name="SopInstanceUid">The image.</param>
/// <param name="Degrees">Turn about the axis from feet to head: 0 from the front, 90 from the patient's left; null for the axial one, seen from the feet.</param>
internal sealed record ProjectedView(string SopInstanceUid, double? Degrees);
