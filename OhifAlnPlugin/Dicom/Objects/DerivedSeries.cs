namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>What the images of a derived series have in common.</summary>
public sealed record DerivedSeries
{
    /// <summary>Series Instance UID.</summary>
    public required string InstanceUid { get; init; }

    /// <summary>Series Number.</summary>
    public required int Number { get; init; }

    /// <summary>Series Description, at most 64 characters.</summary>
    public required string Description { get; init; }

    /// <summary>Third and further values of Image Type, for example <c>PROJECTION IMAGE</c>.</summary>
    public required IReadOnlyList<string> Characteristics { get; init; }

    /// <summary>How the images were made; CID 7203.</summary>
    public required CodedConcept Derivation { get; init; }

    /// <summary>How the images were made, in a sentence.</summary>
    public required string DerivationDescription { get; init; }

    /// <summary>The series that they were made from.</summary>
    public required IReadOnlyList<string> SourceSeriesUids { get; init; }

    /// <summary>Signal units of one stored step.</summary>
    public required double Slope { get; init; }

    /// <summary>Window in which the images are to be seen, signal units.</summary>
    public required SignalWindow Window { get; init; }

    /// <summary>When they were made, in the local time of the site.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>What made them.</summary>
    public required Equipment Equipment { get; init; }
}

/// <summary>A range of signal that is shown from black to white.</summary>
/// <param name="Low">What is black.</param>
/// <param name="High">What is white, above <paramref name="Low"/>.</param>
public readonly record struct SignalWindow(double Low, double High);
