using Microsoft.AspNetCore.Mvc;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>How far the processing of a study is.</summary>
internal enum Stage
{
    /// <summary>Images still come, or came a moment ago.</summary>
    Arriving,

    /// <summary>Complete; waits for its turn.</summary>
    Queued,

    /// <summary>Its job waits or runs.</summary>
    Running,

    /// <summary>Outlined; a problem says why there is no score where there is none.</summary>
    Done,

    /// <summary>It cannot be processed; the problem says why.</summary>
    Refused,

    /// <summary>Somebody cancelled its job.</summary>
    Cancelled,
}

/// <summary>What is kept of the processing of a study.</summary>
/// <param name="Study">The study.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Since">When the stage began; of an arriving study, when the last image came. UTC.</param>
internal sealed record WorklistEntry(string Study, Stage Stage, DateTimeOffset Since)
{
    /// <summary>What a look from outside saw when the study was examined last: unequal means that something changed.</summary>
    public string? Signature { get; init; }

    /// <summary>The images, what a reader chose, and the versions of method and model: equal work means equal results.</summary>
    public string? Work { get; init; }

    /// <summary>How often the job was begun for this work and cut off by the end of the server.</summary>
    public int Interruptions { get; init; }

    /// <summary>Its job.</summary>
    public Guid? Job { get; init; }

    /// <summary>The draft with the outline that belongs to <see cref="Work"/>.</summary>
    public Guid? Segmentation { get; init; }

    /// <summary>Why there is no outline, or no score.</summary>
    public ProblemDetails? Problem { get; init; }

    /// <summary>Goes on to another stage.</summary>
    public WorklistEntry To(Stage stage, DateTimeOffset now) => this with { Stage = stage, Since = now };
}
