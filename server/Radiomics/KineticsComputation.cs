using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Kinetics;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Computes the kinetics of VOIs on stored studies.</summary>
internal sealed class KineticsComputation(DynamicStudies studies, Segmentations segmentations)
{
    /// <summary>Features and curves of a VOI.</summary>
    /// <exception cref="Http.ProblemException">The segmentation or the segment does not exist, the study cannot be read, or an option is out of range.</exception>
    public async Task<KineticsAnswer> AnswerAsync(KineticsRequest request, CancellationToken cancellation)
    {
        var (series, analysis, options, digest) = await AnalyseAsync(request, cancellation);
        return KineticsAnswer.Of(request.SegmentationId, series, analysis, options, digest);
    }

    /// <summary>Type of the curve of each voxel as NRRD: 1 persistent, 2 plateau, 3 washout, 0 outside the VOI.</summary>
    /// <exception cref="Http.ProblemException">As for the features.</exception>
    public async Task<byte[]> CurveTypesAsync(KineticsRequest request, CancellationToken cancellation)
    {
        var (_, analysis, _, _) = await AnalyseAsync(request, cancellation);
        using var file = new MemoryStream();
        NrrdFile.Write(file, analysis.CurveTypes());
        return file.ToArray();
    }

    /// <summary>Curve of a small ball around a point.</summary>
    /// <exception cref="Http.ProblemException">There is no such study, it cannot be read, or the point lies outside it.</exception>
    public async Task<PointCurve> AtPointAsync(string study, PointQuery point, CancellationToken cancellation)
    {
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        DynamicSeries series = await studies.LoadAsync(layout, progress: null, cancellation);
        var options = new KineticOptions();
        double radius = point.RadiusMm ?? PointQuery.UsualRadiusMm;
        return PointCurve.Of(RadiomicsProblems.Checked(() => KineticAnalysis.At(series, new(point.X, point.Y, point.Z), radius, options)), radius, options);
    }

    private async Task<(DynamicSeries Series, KineticAnalysis Analysis, KineticOptions Options, string Digest)> AnalyseAsync(KineticsRequest request, CancellationToken cancellation)
    {
        StoredSegmentation stored = await segmentations.GetAsync(request.SegmentationId, cancellation);
        Segment segment = RadiomicsProblems.SegmentOf(stored.Info, request.SegmentNumber);
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(stored.Info.StudyInstanceUid, cancellation));
        KineticOptions defaults = new(), options = new()
        {
            EarlySeconds = request.EarlySeconds ?? defaults.EarlySeconds,
            PlateauFraction = request.PlateauPercent / 100 ?? defaults.PlateauFraction,
        };
        DynamicSeries series = await studies.LoadAsync(layout, progress: null, cancellation);
        Mask voi = stored.MaskOf(layout.Geometry, segment.Number);
        return (series, RadiomicsProblems.Checked(() => new KineticAnalysis(series, voi, options)), options, DynamicStudies.DigestOf(layout));
    }
}
