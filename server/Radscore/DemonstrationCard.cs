using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The model card of the demonstration bundle: every figure in it comes from the run itself.</summary>
internal static class DemonstrationCard
{
    public static ModelCard Write(
        DemonstrationOptions options, DemonstrationCase[] cases, IReadOnlyList<SelectionStep> steps, IReadOnlyList<CohortEvaluation> evaluation) => new()
    {
        Name = "ALN radscore, demonstration",
        Version = "1",
        Demonstration = true,
        IntendedUse = "Shows how the software works: from the VOI of a breast tumour in DCE-MRI to a score for high axillary lymph node burden (three or more metastatic nodes). Without meaning for patients.",
        Notice = "Research use only. Demonstration model trained on synthetic phantoms only.",
        TrainingData = $"{evaluation[0].Patients} synthetic phantoms of three imaginary centres; no image of a patient.",
        Method = Method(options, cases, steps),
        Limitations =
        [
            "Phantoms are not patients: the score says nothing about a real tumour.",
            $"The burden of a phantom is drawn from a probability whose own area under the ROC curve is {options.TrueAuc:R}: no model can be better on average.",
            "Features are not harmonised between centres.",
        ],
        Evaluation = evaluation,
    };

    private static string[] Method(DemonstrationOptions options, DemonstrationCase[] cases, IReadOnlyList<SelectionStep> steps)
    {
        int byClick = cases.Count(c => c.ByClick);
        return
        [
            $"{options.Patients} phantoms ({options.Size}, {DemonstrationOptions.Centres} centres); {cases.Length} of them with a VOI large enough for features.",
            $"VOI by '{TumourProposal.Method.Name}' {TumourProposal.Method.Version}: first proposal in {cases.Length - byClick} phantoms; in {byClick} it missed the lesion, which was then clicked. Never corrected by hand. Median Dice against the true lesion {Median(cases.Select(c => c.Dice)):F2}.",
            "Shape and first-order features of the original image at the peak phase.",
            .. steps.Select(s => $"{s.Rule}: {s.Features.Count} features left."),
            "z-score; mean of five back-propagation networks of the published architecture (12 units, 250 epochs, weight decay 2).",
            "Centres 1 to 3 trained, centres 4 and 5 were looked at once, at the end.",
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
