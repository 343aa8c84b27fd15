using OhifAlnPlugin.Dicom.Series;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The dynamic series of a study with the phases that are compared.</summary>
/// <param name="Layout">The phases as found in the headers, with what a reader chose.</param>
/// <param name="Chosen">The phases that are compared, and why.</param>
/// <param name="KeptAt">When a reader chose; null where the rules did.</param>
internal sealed record DynamicStudy(DceLayout Layout, ChosenPhases Chosen, DateTimeOffset? KeptAt)
{
    /// <summary>The phase before the contrast agent.</summary>
    public int PreContrastIndex => Chosen.PreContrastIndex;

    /// <summary>The phase of strongest enhancement.</summary>
    public int PeakIndex => Chosen.PeakIndex;

    /// <summary>How the phases were found and the two chosen.</summary>
    public string Explanation => $"{Layout.Explanation} {Chosen.Explanation}";

    /// <summary>What a reader should check, as sentences.</summary>
    public IReadOnlyList<string> Warnings => Chosen.Warnings;
}
