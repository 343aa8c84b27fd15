using System.Globalization;
using System.Text;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary><c>card.md</c>: the model card for a reader, with the reporting items that the run knows.</summary>
internal static class CardText
{
    public static string Write(ModelCard card, TrainingReport report, TrainingDesign design, BundleDescription description)
    {
        StringBuilder text = new();
        text.Append($"# {card.Name} {card.Version}\n\n**{card.Notice}**\n\n{card.IntendedUse}\n\n");
        text.Append($"* Outcome: {report.Outcome}\n* Training data: {card.TrainingData}\n* Made by: {description.Provenance.Producer}, `{description.Provenance.Command}`, seed {report.Seed}\n\n");
        Section(text, "What the numbers say", report.Verdict);
        Performance(text, "Performance", report.Performance);
        Performance(text, "The same without alignment of centres", report.WithoutHarmonisation);
        Published(text, report.AsPublished);
        text.Append("## Features\n\n| feature | weight in the elastic net | selected in the folds |\n|---|---|---|\n");
        foreach (LinearTerm term in report.Features)
        {
            double part = report.Estimate.Selected.FirstOrDefault(f => f.Feature == term.Feature)?.Part ?? 0;
            text.Append(CultureInfo.InvariantCulture, $"| {term.Feature} | {term.Coefficient:F3} | {part:P0} |\n");
        }

        text.Append('\n');
        Section(text, "Method", card.Method);
        Section(text, "Limitations", card.Limitations);
        Items(text, "METRICS", ReportingItems.Metrics(report, design, description));
        Items(text, "CLEAR", ReportingItems.Clear(report, design, description));
        Items(text, "TRIPOD+AI", ReportingItems.Tripod(card, report, design, description));
        Section(text, "Digests of the inputs (SHA-256)", [.. description.Provenance.Inputs.Select(i => $"{i.Name}: `{i.Sha256}`")]);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> sentences)
    {
        if (sentences.Count > 0)
        {
            text.Append($"## {title}\n\n").AppendJoin("", sentences.Select(s => $"* {s}\n")).Append('\n');
        }
    }

    private static void Performance(StringBuilder text, string title, IReadOnlyList<CohortPerformance> cohorts)
    {
        if (cohorts.Count == 0)
        {
            return;
        }

        text.Append($"## {title}\n\n| cohort | scores | score | patients | AUC (95 % CI) | sensitivity | specificity |\n|---|---|---|---|---|---|---|\n");
        foreach (CohortPerformance cohort in cohorts)
        {
            foreach (ModelPerformance m in cohort.Models)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {cohort.Cohort} | {cohort.Scores} | {m.Name} | {m.Patients} | {m.Auc:F3} ({m.Low:F3} to {m.High:F3}) | {Rounded(m.Sensitivity)} | {Rounded(m.Specificity)} |\n");
            }
        }

        text.Append('\n');
    }

    private static void Published(StringBuilder text, PublishedReport? published)
    {
        if (published is not null)
        {
            Section(text, "The published order of the steps, for comparison",
            [
                $"Features by step: {string.Join(" → ", published.Steps.Select(s => s.Features))}; {published.Copies} rows copied before the folds were drawn.",
                string.Create(CultureInfo.InvariantCulture, $"Optimism against nested cross-validation: {published.TrainingOptimism:F3} of the training AUC, {published.CrossValidationOptimism:F3} of its own cross-validation."),
            ]);
            Performance(text, "Performance in the published order", published.Performance);
        }
    }

    private static void Items(StringBuilder text, string name, IReadOnlyList<(string Item, string? Answer)> items)
    {
        text.Append($"## {name}: items that the run knows\n\n| item | answer |\n|---|---|\n");
        foreach ((string item, string? answer) in items)
        {
            text.Append($"| {item} | {answer ?? "*not known to the run: to be filled in by the authors*"} |\n");
        }

        text.Append('\n');
    }

    private static string Rounded(double value) => double.IsFinite(value) ? value.ToString("F3", CultureInfo.InvariantCulture) : "–";
}
