using System.ComponentModel;
using OhifAlnPlugin.Radiomics.Features.Kinetics;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>A point of the patient and the ball around it.</summary>
/// <param name="X">To the patient's left, mm.</param>
/// <param name="Y">To the back, mm.</param>
/// <param name="Z">To the head, mm.</param>
/// <param name="RadiusMm">Radius, mm; 2 when left out.</param>
internal sealed record PointQuery(
    [property: Description("To the patient's left, mm.")] double X,
    [property: Description("To the back, mm.")] double Y,
    [property: Description("To the head, mm.")] double Z,
    [property: Description("Radius of the ball, mm, from 0 to 20; 2 when left out.")] double? RadiusMm = null)
{
    /// <summary>Small enough for a point, large enough to be quiet.</summary>
    public const double UsualRadiusMm = 2;
}

/// <summary>One phase of a curve.</summary>
/// <param name="TimeSeconds">Time since the first phase, s.</param>
/// <param name="Mean">Mean signal.</param>
/// <param name="EnhancementPercent">Gain against the pre-contrast phase, %; null where that has no signal.</param>
internal sealed record EnhancementPoint(double TimeSeconds, double Mean, double? EnhancementPercent);

/// <summary>Enhancement of a small ball.</summary>
/// <param name="RadiusMm">Its radius, mm.</param>
/// <param name="Voxels">How many voxels it holds.</param>
/// <param name="Curve">Mean signal in each phase.</param>
/// <param name="CurveType">persistent, plateau or washout.</param>
/// <param name="InitialEnhancementPercent">Gain in the early phase, %; null where it is undefined.</param>
/// <param name="WashoutPercentPerMinute">Change from the early to the last phase, % of the early signal per minute; null where it is undefined.</param>
internal sealed record PointCurve(
    double RadiusMm, int Voxels, IReadOnlyList<EnhancementPoint> Curve, string CurveType, double? InitialEnhancementPercent, double? WashoutPercentPerMinute)
{
    /// <summary>Said wherever results are shown.</summary>
    public string Notice { get; } = "Research use only";

    /// <summary>Describes an analysis.</summary>
    /// <param name="analysis">The ball's analysis.</param>
    /// <param name="radiusMm">The ball's radius.</param>
    /// <param name="options">How curves were read.</param>
    public static PointCurve Of(KineticAnalysis analysis, double radiusMm, KineticOptions options)
    {
        EnhancementCurve curve = analysis.Mean();
        double pre = curve.Signals[curve.Pre];
        return new(
            radiusMm, analysis.Voxels,
            [.. curve.Times.Zip(curve.Signals, (time, signal) => new EnhancementPoint(time, signal, Finite(100 * (signal - pre) / pre)))],
            curve.Type(options.PlateauFraction).ToString().ToLowerInvariant(), Finite(curve.InitialEnhancement), Finite(curve.WashoutSlope));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
