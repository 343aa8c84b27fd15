using System.Text.Json;
using System.Text.Json.Serialization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Scribbles, a box or limits in voxels of the dynamic series.</summary>
/// <param name="Mode">Which of them counts.</param>
/// <param name="Foreground">Strokes on the tumour.</param>
/// <param name="Background">Strokes on what does not belong to it.</param>
/// <param name="Box">Where the tumour ends at the latest; null where none was drawn.</param>
/// <param name="Volume">Limits of the functional tumour volume; null for those of the rule.</param>
/// <param name="Limits">Limits of a threshold; null in another mode.</param>
/// <param name="Seed">A voxel with which the result must be connected; null for none.</param>
internal sealed record Prompt(
    SegmentationMode Mode,
    IReadOnlyList<VoxelSeed> Foreground,
    IReadOnlyList<VoxelSeed> Background,
    IndexBox? Box,
    FunctionalTumourVolumeOptions? Volume,
    PromptLimits? Limits,
    VoxelSeed? Seed)
{
    /// <summary>The method that answers it.</summary>
    public SegmentationMethod Method => Mode switch
    {
        SegmentationMode.Scribble => ScribbledRegion.Method,
        SegmentationMode.Box => FunctionalTumourVolume.Method,
        SegmentationMode.Threshold => ThresholdRegion.Method,
        _ => TumourProposal.Method,
    };

    /// <summary>Makes the region.</summary>
    /// <param name="series">The pixels.</param>
    /// <param name="progress">Receives the part done, 0 … 1; null for none.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="Http.ProblemException">No region can be made; or an option is out of range.</exception>
    public TumourCandidate Find(DynamicSeries series, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            return Mode switch
            {
                SegmentationMode.Scribble => ScribbledRegion.Find(series, Foreground, Background, Box, options: null, progress, cancellation),
                SegmentationMode.Box => FunctionalTumourVolume.Find(series, Box!.Value, Volume),
                SegmentationMode.Threshold => ThresholdRegion.Find(series, Limits!.ToCore(), Box, Seed),
                _ => throw new InvalidOperationException($"The mode {Mode} has no prompt."),
            };
        }
        catch (SegmentationRefusedException reason)
        {
            throw SegmentationProblems.Refused(reason);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw SegmentationProblems.BadOption(e.ParamName!, e.ActualValue!, e.Message);
        }
    }
}

/// <summary>Limits of a threshold, both included.</summary>
/// <param name="Quantity">What is compared.</param>
/// <param name="Lower">Least value.</param>
/// <param name="Upper">Greatest value; none where left out.</param>
internal sealed record PromptLimits(
    [property: JsonConverter(typeof(CamelCaseEnum<ThresholdQuantity>))] ThresholdQuantity Quantity, double Lower, double? Upper = null)
{
    /// <summary>The limits as the core takes them.</summary>
    public ThresholdLimits ToCore() => new(Quantity, Lower, Upper ?? double.PositiveInfinity);
}

/// <summary>Writes the values of an enumeration of the core in camel case, as the rest of the interface is written.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
