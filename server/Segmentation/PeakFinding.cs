using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>A place in a study: a VOI, or a pixel.</summary>
/// <param name="Segmentation">A draft or a saved segmentation.</param>
/// <param name="SegmentNumber">Its VOI; the first when left out.</param>
/// <param name="SopInstanceUid">The image that was clicked, where no segmentation is named.</param>
/// <param name="Column">Column of the pixel, from 0.</param>
/// <param name="Row">Row of the pixel, from 0.</param>
/// <param name="FrameNumber">Frame of the image, from 1, where it has several.</param>
internal sealed record PlaceQuery(
    string? Segmentation = null, int? SegmentNumber = null, string? SopInstanceUid = null, int? Column = null, int? Row = null, int? FrameNumber = null);

/// <summary>The phase in which a place enhances most.</summary>
/// <param name="PeakIndex">The phase, 0-based.</param>
/// <param name="CurrentPeakIndex">The phase that is taken as the peak now.</param>
/// <param name="Enhancements">Per phase, the mean of (phase − pre-contrast) in a ball of 4 mm radius; null up to the pre-contrast phase.</param>
internal sealed record PeakOfPlace(int PeakIndex, int CurrentPeakIndex, IReadOnlyList<double?> Enhancements);

/// <summary>Finds the peak of a place: where the tumour is known, it decides better than the whole image.</summary>
internal sealed class PeakFinding(DynamicStudies studies, Segmentations segmentations)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="Http.ProblemException">There is no such study, VOI or pixel.</exception>
    public async Task<PeakOfPlace> FindAsync(string study, PlaceQuery place, CancellationToken cancellation)
    {
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        DynamicSeries series = await studies.LoadAsync(layout, progress: null, cancellation);
        LocalPeak peak = place switch
        {
            { Segmentation: { } id } => LocalPeak.In(series, await VoiAsync(study, id, place.SegmentNumber, series.Geometry, cancellation)),
            { SopInstanceUid: { } image, Column: { } column, Row: { } row } when SegmentStudy.SeedOf(layout, new Click(image, column, row, place.FrameNumber)) is var seed => LocalPeak.At(series, seed.I, seed.J, seed.K),
            _ => throw SegmentationProblems.NoPlace(),
        };
        return new(peak.PeakIndex, series.PeakIndex, [.. peak.Enhancements.Select(e => double.IsNaN(e) ? (double?)null : e)]);
    }

    private async Task<Mask> VoiAsync(string study, string id, int? number, VolumeGeometry grid, CancellationToken cancellation)
    {
        StoredSegmentation stored = await segmentations.GetAsync(id, cancellation);
        if (stored.Info.StudyInstanceUid != study || stored.Info.Segments.FirstOrDefault(s => number is null || s.Number == number) is not { } segment)
        {
            throw AnalysisProblems.SegmentationNotFound(id);
        }

        return stored.MaskOf(grid, segment.Number);
    }
}
