using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>The fixed phantoms of <see cref="EvaluationStudies"/>, rendered one after another.</summary>
internal static class GeneratedStudies
{
    /// <summary>The first phantoms of the set.</summary>
    /// <param name="count">How many.</param>
    public static IEnumerable<StudyToMeasure> Of(int count) =>
        EvaluationStudies.Plans(count).Select(plan => new StudyToMeasure(NameOf(plan), _ => Task.FromResult<EvaluatedStudy?>(Render(plan))));

    private static string NameOf(PatientPlan plan) => $"phantom {plan.Number}";

    /// <summary>Renders a phantom; the peak phase is chosen from the images, not from the truth.</summary>
    private static EvaluatedStudy Render(PatientPlan plan)
    {
        PhantomPatient patient = PhantomPatient.Render(plan, EvaluationStudies.Options);
        var choice = PhaseSelection.Choose([.. patient.Series.Phases.Select(p => p.Volume)], 0);
        var series = new DynamicSeries(patient.Series.Phases, choice.PreContrastIndex, choice.PeakIndex);
        return new EvaluatedStudy(NameOf(plan), $"centre {plan.Clinical.Centre}", series, patient.Truth);
    }
}
