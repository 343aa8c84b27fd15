using System.ComponentModel;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Asks for the kinetics of one VOI of a segmentation, a draft or a saved one.</summary>
/// <param name="SegmentationId">The segmentation.</param>
/// <param name="SegmentNumber">The VOI; the first when left out.</param>
/// <param name="EarlySeconds">Time after the pre-contrast phase that the early phase is nearest to, s; 120 when left out.</param>
/// <param name="PlateauPercent">Change from the early to the last phase up to which a curve is a plateau, % of the early signal; 10 when left out.</param>
internal sealed record KineticsRequest(
    [property: Description("The segmentation, a draft or a saved one.")] string SegmentationId,
    int? SegmentNumber = null,
    [property: Description("Seconds after the pre-contrast phase that the early phase is nearest to; 120 when left out.")] double? EarlySeconds = null,
    [property: Description("Change from early to last phase up to which a curve is a plateau, % of the early signal; 10 when left out.")] double? PlateauPercent = null);
