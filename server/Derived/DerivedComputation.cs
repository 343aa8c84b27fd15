using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>Makes the subtraction of a dynamic series and its projections as DICOM images.</summary>
/// <param name="id">What the identifiers of series and images follow from.</param>
/// <param name="layout">The phases.</param>
/// <param name="series">Their pixels.</param>
/// <param name="headers">Headers of the study's instances.</param>
/// <param name="createdAt">Local time.</param>
internal sealed class DerivedComputation(string id, DceLayout layout, DynamicSeries series, IReadOnlyList<DicomDataset> headers, DateTime createdAt)
{
    /// <summary>Views from around the patient: one each 10°.</summary>
    public const int TurningViews = 36;

    /// <summary>Before our SEG series, after the scanner's series in every list.</summary>
    private const int SubtractionSeriesNumber = 9001, ProjectionSeriesNumber = 9002;

    private static readonly CodedConcept PixelByPixelSubtraction = new("113062", "DCM", "Pixel by pixel subtraction");
    private static readonly CodedConcept MaximumIntensityProjection = new("113078", "DCM", "Maximum intensity projection");

    private readonly Dictionary<string, List<DicomDataset>> _framesOf = headers.Where(h => h.Contains(DicomTag.Rows)).DistinctBy(h => h.GetString(DicomTag.SOPInstanceUID))
        .ToDictionary(h => h.GetString(DicomTag.SOPInstanceUID)!, h => (List<DicomDataset>)[.. FrameHeaders.Of(h)]);

    private DcePhase Pre => layout.Phases[series.PreContrastIndex];

    private DcePhase Peak => layout.Phases[series.PeakIndex];

    /// <summary>Computes them.</summary>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What was made, and the images: first the subtraction in the order of the slices, then the projections.</returns>
    public (DerivedContent Content, IReadOnlyList<DerivedPicture> Pictures) Compute(CancellationToken cancellation)
    {
        Volume gain = Subtraction.Of(series.Peak, series.PreContrast);
        ProjectionView axial = MaximumProjection.Axial(gain);
        IReadOnlyList<ProjectionView> turning = MaximumProjection.Turning(gain, TurningViews, cancellation);
        double slope = SlopeOf(gain);
        DerivedSeries slices = SubtractionSeries(slope, new(0, EnhancementWindow.HighOf(gain, series.Peak)));
        DerivedSeries projections = ProjectionSeries(slope, new(0, EnhancementWindow.HighOf(axial)), slices.InstanceUid);
        DerivedPicture[] subtracted = [.. Enumerable.Range(0, layout.Geometry.SizeZ).Select(k => Slice(slices, gain, k))];
        DerivedPicture[] projected = [Projection(projections, axial, null, 1), .. turning.Select((view, n) => Projection(projections, view, n * 360.0 / TurningViews, n + 2))];
        ProjectedView[] views = [.. projected.Select((picture, n) => new ProjectedView(picture.Header.GetString(DicomTag.SOPInstanceUID)!, n == 0 ? null : (n - 1) * 360.0 / TurningViews))];
        return (
            new(id, layout.StudyInstanceUid, series.PreContrastIndex, series.PeakIndex, slices.InstanceUid, projections.InstanceUid, views),
            [.. subtracted, .. projected]);
    }

    /// <summary>Whole numbers stay what they are; others are spread over the range of two bytes.</summary>
    private static double SlopeOf(Volume gain)
    {
        double largest = gain.Voxels.Max(MathF.Abs);
        bool fits = gain.StoredAs == VoxelType.Int32 && largest <= short.MaxValue;
        return fits || largest == 0 ? 1 : largest / short.MaxValue;
    }

    private DerivedPicture Slice(DerivedSeries slices, Volume gain, int k)
    {
        VolumeGeometry grid = gain.Geometry;
        SegmentationSource peak = SourceOf(Peak.Slices[k]), pre = SourceOf(Pre.Slices[k]);
        double[] at = peak.Header.GetDoubles(DicomTag.ImagePositionPatient);
        var image = new DerivedImage(
            k + 1, grid.SizeY, grid.SizeX, grid.SpacingMm.Y, grid.SpacingMm.X, grid.SpacingMm.Z, new(at[0], at[1], at[2]), grid.AxisX, grid.AxisY,
            "Subtraction: peak minus pre-contrast phase", [peak, pre]);
        return new(DerivedImageWriter.Header(slices, image, peak.Header), gain.Voxels.AsMemory(k * grid.SliceLength, grid.SliceLength), slices.Slope);
    }

    private DerivedPicture Projection(DerivedSeries projections, ProjectionView view, double? degrees, int number)
    {
        VolumeGeometry grid = layout.Geometry;
        double thickness = Math.Max(grid.SizeX * grid.SpacingMm.X, Math.Max(grid.SizeY * grid.SpacingMm.Y, grid.SizeZ * grid.SpacingMm.Z));
        string comment = degrees is { } turn ? string.Create(CultureInfo.InvariantCulture, $"Subtraction MIP, {turn:0} degrees from the front to the patient's left") : "Subtraction MIP, axial, seen from the feet";
        var image = new DerivedImage(number, view.Rows, view.Columns, view.RowMm, view.ColumnMm, Math.Round(thickness, 3), view.OriginMm, view.Right, view.Down, comment, []);
        return new(DerivedImageWriter.Header(projections, image, SourceOf(Peak.Slices[0]).Header), view.Pixels, projections.Slope);
    }

    private DerivedSeries SubtractionSeries(double slope, SignalWindow window) => SeriesOf(
        "subtraction", SubtractionSeriesNumber, "Subtraction (research use only)", ["MODULUS SUBTRACT"], PixelByPixelSubtraction,
        $"Peak phase ({NameOf(Peak)}) minus pre-contrast phase ({NameOf(Pre)}).", [.. new[] { Peak.SeriesInstanceUid, Pre.SeriesInstanceUid }.Distinct()], slope, window);

    private DerivedSeries ProjectionSeries(double slope, SignalWindow window, string subtraction) => SeriesOf(
        "projection", ProjectionSeriesNumber, "Subtraction MIP (research use only)", ["PROJECTION IMAGE"], MaximumIntensityProjection,
        $"Maximum intensity projection of peak phase ({NameOf(Peak)}) minus pre-contrast phase ({NameOf(Pre)}).", [subtraction], slope, window);

    private DerivedSeries SeriesOf(
        string kind, int number, string description, string[] characteristics, CodedConcept derivation, string sentence, string[] sources, double slope, SignalWindow window) => new()
        {
            InstanceUid = DicomUid.FromName($"aln {kind} {id}"),
            Number = number,
            Description = description,
            Characteristics = characteristics,
            Derivation = derivation,
            DerivationDescription = sentence,
            SourceSeriesUids = sources,
            Slope = slope,
            Window = window,
            CreatedAt = createdAt,
            Equipment = new Equipment("OhifAlnPlugin", "aln", "research use only", ProductVersion.Text),
        };

    private static string NameOf(DcePhase phase) => string.Create(CultureInfo.InvariantCulture, $"{phase.SeriesName}, {phase.TimeSeconds:0} s");

    private SegmentationSource SourceOf(DceSlice slice) => new(_framesOf[slice.SopInstanceUid][slice.FrameNumber - 1], slice.FrameNumber);
}
