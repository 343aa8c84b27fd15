using System.Globalization;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Items of reporting guidelines, in our words, with what a run can say; null where only the authors can.</summary>
/// <remarks>METRICS: Kocak et al. 2024, Insights Imaging 15:8. CLEAR: Kocak et al. 2023, Insights Imaging 14:75. TRIPOD+AI: Collins et al. 2024, BMJ 385:e078378.</remarks>
internal static class ReportingItems
{
    public static IReadOnlyList<(string Item, string? Answer)> Metrics(TrainingReport report, TrainingDesign design, BundleDescription description) =>
    [
        ("1 guideline followed", "this card"),
        ("2 eligibility criteria", null),
        ("3 reference standard", $"outcome: {report.Outcome}; how it was assessed is for the authors to say"),
        ("4 several centres", $"{report.Centres.Count} centres"),
        ("5–7 imaging source, protocol, interval to the reference standard", null),
        ("8 segmentation described", description.Demonstration ? string.Join(' ', description.Method) : null),
        ("9–10 automated segmentation evaluated; segmentation of the test set", null),
        ("11–13 preprocessing, standardised extraction software, parameters", Extraction(description)),
        ("14 features that are not robust removed", design.Reproducibility is { } step ? string.Create(CultureInfo.InvariantCulture, $"ICC > {step.IccAbove} in {(report.Reproducibility.Count == 0 ? 0 : report.Reproducibility[0].Icc.Count)} second readings") : "no: no second reading"),
        ("15 redundant features removed", string.Create(CultureInfo.InvariantCulture, $"{design.Selection.CorrelationKind} |r| ≤ {design.Selection.CorrelationCutOff}")),
        ("16 number of features against patients", $"{report.Features.Count} features, {report.Centres.Where(c => c.Trains).Sum(c => Math.Min(c.HighBurden, c.Patients - c.HighBurden))} training patients in the smaller groups of the centres"),
        ("17 robustness of end-to-end deep learning", "not applicable"),
        ("18 partition of the data", "by centre; no patient on both sides; every fitted step inside the resampling loop"),
        ("19 confounders", report.Clinical is null ? "not analysed" : "clinical and combined model"),
        ("20–21 metrics with their uncertainty", "AUC with DeLong interval, sensitivity and specificity at a cut-off of the training centres, nested cross-validation" + (report.Estimate.Bootstraps > 0 ? ", bootstrap" : "")),
        ("22 calibration", "by `aln evaluate`"),
        ("23 one imaging parameter or several", null),
        ("24 compared with a non-radiomic approach", report.Clinical is null ? "no" : "clinical model" + (design.Clinical!.Readers.Count > 0 ? " and readers" : "") + ", DeLong"),
        ("25 compared with a simple model", report.AsPublished is null ? null : "linear radscore in the published order"),
        ("26 internal testing", $"nested cross-validation, {report.Estimate.Repeats} × {report.Estimate.Folds} folds"),
        ("27 external testing", design.ValidationCentres.Count == 0 ? "none" : $"{design.ValidationCentres.Count} centres, looked at once"),
        ("28 data available", null),
        ("29–30 code and model available", "the command below, this bundle"),
    ];

    public static IReadOnlyList<(string Item, string? Answer)> Clear(TrainingReport report, TrainingDesign design, BundleDescription description) =>
    [
        ("study design, ethics, protocol, registration", null),
        ("patients per centre and outcome", string.Join("; ", report.Centres.Select(c => $"{c.Centre}: {c.Patients}, {c.HighBurden} high{(c.Trains ? "" : ", validation")}"))),
        ("imaging and segmentation", null),
        ("feature extraction", Extraction(description)),
        ("harmonisation", string.Join(' ', report.Harmonisation)),
        ("class imbalance", design.Selection.UpSampling == UpSampling.None ? "no copies" : "copies of the smaller group in the training rows only, never across folds"),
        ("dimension reduction", string.Join(" → ", report.Steps.Select(s => $"{s.Step} ({s.Features})"))),
        ("missing data", "a feature that is undefined in a training patient is left out; patients without a clinical variable are left out of the clinical models"),
        ("modelling", design.Network is null ? "elastic-net logistic score" : $"ensemble of {design.Network.Count} back-propagation networks on the elastic net's features"),
        ("thresholds", report.CutOff.Rule),
        ("statistics", "DeLong intervals and tests, McNemar, nested cross-validation"),
        ("software", description.Provenance.Producer),
    ];

    public static IReadOnlyList<(string Item, string? Answer)> Tripod(ModelCard card, TrainingReport report, TrainingDesign design, BundleDescription description) =>
    [
        ("5–6 data and participants", card.TrainingData),
        ("7 data preparation", string.Join(' ', report.Harmonisation)),
        ("8 outcome", report.Outcome),
        ("9 predictors", $"{report.Steps[0].Features} features{(design.Clinical is { } c ? $"; clinical: {string.Join(", ", c.Variables)}" : "")}"),
        ("10 sample size", $"{report.Centres.Where(x => x.Trains).Sum(x => x.HighBurden)} events in training; how the size was arrived at is for the authors to say"),
        ("11 missing data", "complete cases; features with a missing value in training left out"),
        ("12 analytical methods", string.Join(' ', card.Method)),
        ("13 class imbalance", design.Selection.UpSampling == UpSampling.None ? "no copies" : "copies of the smaller group, in the fold of their patient; the radscore is not the probability in the population"),
        ("14 fairness", null),
        ("15 output", $"radscore in (0, 1); high from {report.CutOff.Value.ToString("R", CultureInfo.InvariantCulture)} ({report.CutOff.Rule})"),
        ("16 training against evaluation", string.Join("; ", report.Performance.Select(p => $"{p.Cohort}: {p.Patients} patients, {p.HighBurden} high"))),
        ("17, 19 ethics, patient involvement", null),
        ("18 open science", description.Provenance.Command),
        ("22 the full model", "bundle.json, radscore.onnx"),
        ("23 performance", "table above"),
        ("25–27 interpretation, limitations, use", string.Join(' ', report.Verdict.Take(1)) + " " + card.IntendedUse),
    ];

    private static string? Extraction(BundleDescription description) => !description.Extraction.IsFromImage
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"PyRadiomics definitions by {description.Provenance.Producer}; phase {description.Extraction.Phase}, bin width {description.Extraction.BinWidth}, voxels {(description.Extraction.ResampledSpacingMm is { } mm ? $"{string.Join(" × ", mm)} mm ({description.Extraction.Interpolator})" : "as acquired")}, {(description.Extraction.Normalize ? $"normalised to {description.Extraction.NormalizeScale}" : "not normalised")}");
}
