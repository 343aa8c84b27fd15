namespace OhifAlnPlugin.Radscore;

/// <summary>Hidden layers of a network, from input to output; the output is always one logistic unit.</summary>
/// <param name="Hidden">Units of each hidden layer and whether it is batch-normalised.</param>
public sealed record NetworkArchitecture(IReadOnlyList<HiddenUnits> Hidden)
{
    /// <summary>The published network: three rectified layers of equal width, the first of them batch-normalised.</summary>
    /// <param name="units">Width; 12, 16 and 20 were published.</param>
    public static NetworkArchitecture Published(int units = 16) =>
        new([new HiddenUnits(units, true), new HiddenUnits(units, false), new HiddenUnits(units, false)]);
}

/// <summary>Width of a hidden layer.</summary>
/// <param name="Units">Number of units, ≥ 1.</param>
/// <param name="Normalized">Whether batch normalisation follows the rectifier.</param>
public sealed record HiddenUnits(int Units, bool Normalized);
