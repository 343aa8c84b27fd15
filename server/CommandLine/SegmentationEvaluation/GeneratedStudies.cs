using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>The fixed phantoms of <see cref="EvaluationStudies"/>, rendered one after another.</summary>
internal static class GeneratedStudies
{
    /// <summary>Renders the first phantoms of the set; the peak phase is chosen from the images, not from the truth.</summary>
    /// <param name="count">How many.</param>
    public static IEnumerable<EvaluatedStudy> Render(int count)
    {
        foreach (PatientPlan plan in EvaluationStudies.Plans(count))
        {
            PhantomPatient patient = PhantomPatient.Render(plan, EvaluationStudies.Options);
            var choice = PhaseSelection.Choose([.. patient.Series.Phases.Select(p => p.Volume)], 0);
            var series = new DynamicSeries(patient.Series.Phases, choice.PreContrastIndex, choice.PeakIndex);
            yield return new EvaluatedStudy($"phantom {plan.Number}", $"centre {plan.Clinical.Centre}", series, patient.Truth);
        }
    }
}
