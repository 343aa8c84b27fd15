using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>What the demonstration bundle says of itself: every figure comes from the run.</summary>
internal static class DemonstrationCard
{
    public static BundleDescription Describe(DemonstrationOptions options, DemonstrationCase[] cases, RadscoreExtraction extraction, BundleProvenance provenance) => new()
    {
        Demonstration = true,
        IntendedUse = "Shows how the software works: from the VOI of a breast tumour in DCE-MRI to a score for high axillary lymph node burden (three or more metastatic nodes). Without meaning for patients.",
        Notice = "Research use only. Demonstration model trained on synthetic phantoms only.",
        TrainingData = $"{cases.Count(c => c.Clinical.Centre <= DemonstrationOptions.Centres - DemonstrationOptions.UnseenCentres)} synthetic phantoms of three imaginary centres; no image of a patient.",
        Method = Method(options, cases),
        Limitations =
        [
            "Phantoms are not patients: the score says nothing about a real tumour.",
            $"The burden of a phantom is drawn from a probability whose own area under the ROC curve is {options.TrueAuc:R}: no model can be better on average.",
        ],
        Extraction = extraction,
        Provenance = provenance,
    };

    private static string[] Method(DemonstrationOptions options, DemonstrationCase[] cases)
    {
        int byClick = cases.Count(c => c.ByClick);
        return
        [
            $"{options.Patients} phantoms ({options.Size}, {DemonstrationOptions.Centres} centres); {cases.Length} of them with a VOI large enough for features.",
            $"VOI by '{TumourProposal.Method.Name}' {TumourProposal.Method.Version}: first proposal in {cases.Length - byClick} phantoms; in {byClick} it missed the lesion, which was then clicked. Never corrected by hand. Median Dice against the true lesion {Median(cases.Select(c => c.Dice)):F2}.",
            "Shape and first-order features of the original image at the peak phase.",
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
