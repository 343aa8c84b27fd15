namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>One input channel of a network: a phase or the difference of two, in the slice itself or in a neighbouring one.</summary>
/// <param name="Name">Name in the card.</param>
/// <param name="Plus">The phase.</param>
/// <param name="Minus">The phase that is subtracted; null for none.</param>
/// <param name="Neighbour">−1 for the slice towards the feet, 0 for the slice itself, 1 for the one towards the head.</param>
/// <remarks>
/// Names: <c>pre</c>, <c>peak</c>, <c>post1</c>, <c>post2</c> …; <c>sub0</c> for peak − pre, with its neighbours <c>sub-1</c> and
/// <c>sub+1</c>; and any difference such as <c>post4-post1</c>.
/// </remarks>
public sealed record NetworkChannel(string Name, NetworkPhase Plus, NetworkPhase? Minus, int Neighbour)
{
    /// <summary>The names in a sentence, for those who wrote another one.</summary>
    internal const string Names = "pre, peak, post1, post2 …, sub-1, sub0, sub+1 and differences of phases such as post4-post1";

    /// <summary>Whether it is a difference of phases.</summary>
    public bool IsDifference => Minus is not null;

    /// <summary>Reads a name.</summary>
    /// <param name="name">As the card says it.</param>
    /// <returns>The channel; null when there is no such name.</returns>
    public static NetworkChannel? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "sub-1" => Subtraction(name, -1),
            "sub0" => Subtraction(name, 0),
            "sub+1" => Subtraction(name, 1),
            _ when NetworkPhase.Parse(name) is { } phase => new(name, phase, null, 0),
            _ => Difference(name),
        };
    }

    private static NetworkChannel Subtraction(string name, int neighbour) => new(name, NetworkPhase.Peak, NetworkPhase.Pre, neighbour);

    private static NetworkChannel? Difference(string name) =>
        name.Split('-') is [var plus, var minus] && NetworkPhase.Parse(plus) is { } first && NetworkPhase.Parse(minus) is { } second && first != second
            ? new(name, first, second, 0)
            : null;
}
