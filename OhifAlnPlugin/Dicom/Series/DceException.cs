namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Why a study cannot be read as one dynamic series. The message is a sentence that names what was found and what to do.</summary>
public sealed class DceException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public DceException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence for the reader of the study.</param>
    public DceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">A sentence for the reader of the study.</param>
    /// <param name="innerException">The cause.</param>
    public DceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception of a kind.</summary>
    /// <param name="problem">The kind, one of <see cref="DceProblems"/>.</param>
    /// <param name="message">A sentence for the reader of the study.</param>
    public DceException(string problem, string message)
        : base(message) => Problem = problem;

    /// <summary>Stable name of the kind of problem, in kebab case.</summary>
    public string Problem { get; } = DceProblems.NoDynamicSeries;

    /// <summary>Of a patient who was repositioned, the positions to choose from; empty otherwise.</summary>
    public IReadOnlyList<DcePosition> Positions { get; init; } = [];
}

/// <summary>One position of a patient who was repositioned during the study.</summary>
/// <param name="FrameOfReferenceUid">Its frame of reference; empty where the images name none.</param>
/// <param name="Phases">Phases that lie on it.</param>
/// <param name="Series">How their series are called, in order of time.</param>
public sealed record DcePosition(string FrameOfReferenceUid, int Phases, IReadOnlyList<string> Series);

/// <summary>Stable names of the problems that keep a study from being read as one dynamic series.</summary>
public static class DceProblems
{
    /// <summary>The images are not MR.</summary>
    public const string NotMr = "not-mr";

    /// <summary>No two phases of one acquisition are there.</summary>
    public const string NoDynamicSeries = "not-dynamic-series";

    /// <summary>Slice positions occur in different numbers, or phases have different slices: a slice or a phase is missing.</summary>
    public const string UnevenPhases = "uneven-phases";

    /// <summary>Several images per position, but nothing tells their phases apart.</summary>
    public const string IndistinguishablePhases = "indistinguishable-phases";

    /// <summary>Phases lie on different frames of reference: the patient was repositioned.</summary>
    public const string PatientRepositioned = "patient-repositioned";

    /// <summary>Every phase was taken with contrast agent.</summary>
    public const string NoPreContrast = "no-pre-contrast";

    /// <summary>Slices are missing, tilted or unevenly spaced.</summary>
    public const string BadGeometry = "bad-geometry";

    /// <summary>A pixel-data element is missing, too short or of an unknown kind.</summary>
    public const string BadPixelData = "bad-pixel-data";

    /// <summary>The pixel data are compressed in a way that is not decoded here.</summary>
    public const string TransferSyntaxNotDecoded = "transfer-syntax-not-decoded";

    /// <summary>A phase that was asked for does not exist or does not fit.</summary>
    public const string BadPhaseChoice = "bad-phase-choice";
}
