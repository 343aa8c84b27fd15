using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>What is done to a study by itself; the host puts it together from the features that can do it.</summary>
internal interface IStudyReading
{
    /// <summary>Names everything but the study that its results rest on: method, model and their versions.</summary>
    string Version { get; }

    /// <summary>Outlines the tumour and keeps the outline as a draft that every reader may see.</summary>
    /// <param name="study">The study.</param>
    /// <param name="progress">Receives the part done, 0 … 1, and what is being done.</param>
    /// <param name="cancellation">Stops it; nothing is left.</param>
    /// <returns>The draft.</returns>
    /// <exception cref="ProblemException">The study cannot be outlined.</exception>
    Task<Guid> OutlineAsync(string study, Jobs.IJobProgress progress, CancellationToken cancellation);

    /// <summary>Scores the outline and keeps the score with all that is shown beside it.</summary>
    /// <exception cref="ProblemException">There is no score for this outline.</exception>
    Task ScoreAsync(Guid draft, CancellationToken cancellation);
}
