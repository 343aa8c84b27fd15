namespace OhifAlnPlugin.Segmentation;

/// <summary>How a random walk is computed.</summary>
public sealed record RandomWalkerOptions
{
    /// <summary>How strongly a step of the signal hinders the walk, 1 … 1000.</summary>
    public double Beta { get; init; } = 60;

    /// <summary>The difference of signal that counts as 1 in β·difference², signal units, &gt; 0.</summary>
    public double Contrast { get; init; } = 1;

    /// <summary>Norm of the residual, part of that of the right side, at which the solver stops, 1e−12 … 0.01.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>Most iterations of the solver, 1 … 100 000.</summary>
    public int MaximumIterations { get; init; } = 3000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public void Validate()
    {
        Check(Beta is >= 1 and <= 1000, nameof(Beta), Beta, "1 … 1000");
        Check(Contrast > 0 && double.IsFinite(Contrast), nameof(Contrast), Contrast, "values greater than 0");
        Check(Tolerance is >= 1e-12 and <= 0.01, nameof(Tolerance), Tolerance, "1e-12 … 0.01");
        Check(MaximumIterations is >= 1 and <= 100_000, nameof(MaximumIterations), MaximumIterations, "1 … 100 000");
    }

    private static void Check(bool inside, string name, object value, string range)
    {
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {range}.");
        }
    }
}
