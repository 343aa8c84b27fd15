using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Features.Kinetics;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>One phase of an enhancement curve.</summary>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="Signal">Mean signal.</param>
internal sealed record SignalPoint(double TimeSeconds, double Signal);

/// <summary>How many voxels have a curve of each type.</summary>
/// <param name="Persistent">The signal goes on rising.</param>
/// <param name="Plateau">It stays.</param>
/// <param name="Washout">It falls.</param>
internal sealed record CurveTypeCounts(int Persistent, int Plateau, int Washout);

/// <summary>Volume of the voxels that have a curve of each type, ml.</summary>
/// <param name="Persistent">The signal goes on rising.</param>
/// <param name="Plateau">It stays.</param>
/// <param name="Washout">It falls.</param>
internal sealed record CurveTypeVolumes(double Persistent, double Plateau, double Washout);

/// <summary>Kinetics of one VOI, the same over HTTP and on the command line.</summary>
/// <param name="Voi">The VOI: a segmentation or a file.</param>
/// <param name="PreContrastPhase">Phase of S₀, 0-based.</param>
/// <param name="EarlyPhase">Phase of S₁, 0-based.</param>
/// <param name="LatePhase">Phase of S₂, 0-based: the last.</param>
/// <param name="EarlySeconds">Time after the pre-contrast phase that the early phase was to be nearest to, s.</param>
/// <param name="PlateauPercent">Change up to which a curve is a plateau, % of the early signal.</param>
/// <param name="Features">Values by name; null where undefined.</param>
/// <param name="Mean">Curve of the mean signal.</param>
/// <param name="HottestSpot">Curve of the 3×3×3 cube that enhances most.</param>
/// <param name="CurveTypes">Voxels of each curve type.</param>
/// <param name="CurveTypeVolumes">Volume of each curve type, ml.</param>
/// <param name="MeanType">Type of the curve of the mean signal: <c>persistent</c>, <c>plateau</c> or <c>washout</c>.</param>
/// <param name="ImagesDigest">Digest of the images.</param>
/// <param name="EngineVersion">Version of the product.</param>
internal sealed record KineticsAnswer(
    string Voi,
    int PreContrastPhase,
    int EarlyPhase,
    int LatePhase,
    double EarlySeconds,
    double PlateauPercent,
    IReadOnlyDictionary<string, double?> Features,
    IReadOnlyList<SignalPoint> Mean,
    IReadOnlyList<SignalPoint> HottestSpot,
    CurveTypeCounts CurveTypes,
    CurveTypeVolumes CurveTypeVolumes,
    string MeanType,
    string ImagesDigest,
    string EngineVersion)
{
    /// <summary>Said wherever results are shown.</summary>
    public string Notice { get; } = "Research use only";

    /// <summary>Describes an analysis.</summary>
    /// <param name="voi">The VOI: a segmentation or a file.</param>
    /// <param name="series">The dynamic series.</param>
    /// <param name="analysis">Its analysis.</param>
    /// <param name="options">How curves were read.</param>
    /// <param name="imagesDigest">Digest of the images.</param>
    public static KineticsAnswer Of(string voi, DynamicSeries series, KineticAnalysis analysis, KineticOptions options, string imagesDigest)
    {
        FeatureVector features = analysis.Features();
        var counts = analysis.CurveTypes().Counts();
        int Voxels(CurveType type) => counts.GetValueOrDefault((int)type);
        return new(
            voi, series.PreContrastIndex, analysis.EarlyIndex, series.Phases.Count - 1, options.EarlySeconds, 100 * options.PlateauFraction,
            ValuesOf(features), PointsOf(analysis.Mean()), PointsOf(analysis.HottestSpot()),
            new(Voxels(CurveType.Persistent), Voxels(CurveType.Plateau), Voxels(CurveType.Washout)),
            new(analysis.VolumeMl(CurveType.Persistent), analysis.VolumeMl(CurveType.Plateau), analysis.VolumeMl(CurveType.Washout)),
            analysis.Mean().Type(options.PlateauFraction).ToString().ToLowerInvariant(), imagesDigest, ProductVersion.Text);
    }

    private static Dictionary<string, double?> ValuesOf(FeatureVector features) =>
        features.Names.Select((name, n) => KeyValuePair.Create(name, double.IsFinite(features.Values[n]) ? features.Values[n] : (double?)null)).ToDictionary();

    private static SignalPoint[] PointsOf(EnhancementCurve curve) => [.. curve.Times.Zip(curve.Signals, (t, s) => new SignalPoint(t, s))];
}
