using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Evaluation;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>The method that is measured, as a reader would use it.</summary>
internal abstract class EvaluatedMethod : IDisposable
{
    /// <summary>Its name in the tables.</summary>
    public abstract string Name { get; }

    /// <summary>The candidates of a study, and the network's own contour where there is a network.</summary>
    public abstract (IReadOnlyList<TumourCandidate> Candidates, Mask? Own) Run(DynamicSeries series, CancellationToken cancellation);

    /// <summary>Measures one study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cancellation">Stops soon.</param>
    public StudyOutcome Measure(EvaluatedStudy study, CancellationToken cancellation)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (IReadOnlyList<TumourCandidate> candidates, Mask? own) = Run(study.Series, cancellation);
        double seconds = watch.Elapsed.TotalSeconds;
        return CandidateEvaluation.Compare(study.Name, study.Centre, study.Truth, candidates) with
        {
            Own = own is null ? null : CandidateEvaluation.Compare(own, study.Truth),
            Seconds = seconds,
        };
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}

/// <summary>The search that needs no trained network.</summary>
internal sealed class TrainingFreeMethod : EvaluatedMethod
{
    /// <inheritdoc/>
    public override string Name => $"{TumourProposal.Method.Name} {TumourProposal.Method.Version}";

    /// <inheritdoc/>
    public override (IReadOnlyList<TumourCandidate> Candidates, Mask? Own) Run(DynamicSeries series, CancellationToken cancellation) =>
        (TumourProposal.Propose(series, cancellation: cancellation), null);
}
