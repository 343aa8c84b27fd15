namespace OhifAlnPlugin.Radscore;

/// <summary>How the features of a model are extracted. The same settings must be used for every score.</summary>
public sealed record RadscoreExtraction
{
    /// <summary>Phase of the dynamic series the features come from; only <c>peak</c> is known.</summary>
    public required string Phase { get; init; }

    /// <summary>Width of an intensity bin, in units of the (normalised) image.</summary>
    public required double BinWidth { get; init; }

    /// <summary>Voxel size after resampling along x, y, z in mm, or null for the image's own grid.</summary>
    public required IReadOnlyList<double>? ResampledSpacingMm { get; init; }

    /// <summary>Interpolation of the image when it is resampled: <c>bspline</c> or <c>linear</c>.</summary>
    public required string Interpolator { get; init; }

    /// <summary>Whether the whole image is first brought to mean 0 and standard deviation <see cref="NormalizeScale"/>.</summary>
    public required bool Normalize { get; init; }

    /// <summary>Standard deviation after normalisation.</summary>
    public required double NormalizeScale { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    internal void Require()
    {
        if (Phase is not "peak")
        {
            throw new ArgumentException($"The extraction phase '{Phase}' is not known; 'peak' is.");
        }

        if (Interpolator is not ("bspline" or "linear"))
        {
            throw new ArgumentException($"The interpolator '{Interpolator}' is not known; 'bspline' and 'linear' are.");
        }

        RequirePositive(BinWidth, "The bin width");
        RequirePositive(NormalizeScale, "The normalisation scale");
        if (ResampledSpacingMm is { } spacing)
        {
            if (spacing.Count != 3)
            {
                throw new ArgumentException($"The resampled spacing has {spacing.Count} numbers; it needs 3.");
            }

            foreach (double s in spacing)
            {
                RequirePositive(s, "The resampled spacing");
            }
        }
    }

    private static void RequirePositive(double value, string what)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new ArgumentException($"{what} is {value}; it must be positive.");
        }
    }
}
