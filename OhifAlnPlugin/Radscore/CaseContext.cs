namespace OhifAlnPlugin.Radscore;

/// <summary>What is known of a case beside its features.</summary>
public sealed record CaseContext
{
    /// <summary>Its centre; null when it is not known.</summary>
    public string? Centre { get; init; }

    /// <summary>Clinical values by the key of their field; those not known are left out.</summary>
    public IReadOnlyDictionary<string, string> Clinical { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest diameter of the VOI, mm; null when it is not known.</summary>
    public double? LongestDiameterMm { get; init; }

    /// <summary>Whether a case of an unknown centre is scored without harmonisation, as outside the training data.</summary>
    public bool AllowUnharmonised { get; init; }
}

/// <summary>A model harmonises its features and does not know the centre of the case. The message says what it knows and what can be done.</summary>
/// <param name="message">A sentence for the user.</param>
public sealed class UnknownCentreException(string message) : Exception(message);
