using System.CommandLine;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Radscore;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln centre</c>: the centres that the radscore model can harmonise; onboards another one from unlabelled cases of its own.</summary>
internal static class CentreCommand
{
    public static Command Create() => new("centre", "Show, onboard or remove the centres that the radscore model can harmonise.") { CreateList(), CreateOnboard(), CreateRemove() };

    private static Command CreateList()
    {
        (Option<string> models, Option<string> data) = (CommonOptions.Models(), CommonOptions.Data());
        var command = new Command("list", "Show the known centres and what onboarding another one needs.") { models, data };
        command.SetAction(result => List(Open(result.GetRequiredValue(models), result.GetRequiredValue(data)).Onboarding.List()));
        return command;
    }

    private static Command CreateOnboard()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the centre; its Institution Name where its studies are to be recognised by it." };
        var features = new Option<string?>("--features", "-f") { Description = "Feature table, CSV: one row per case, extracted with the model's own settings, with all features of its harmonisation.", HelpName = "FILE" };
        var batch = new Option<string?>("--batch", "-b") { Description = "Table of cases: CSV with the columns Image and Mask; the features are extracted as the model needs them.", HelpName = "CASES.CSV" };
        (Option<string> models, Option<string> data) = (CommonOptions.Models(), CommonOptions.Data());
        var command = new Command("onboard", "Estimate a centre's effects from unlabelled cases of its own and keep them.") { name, features, batch, models, data };
        command.SetAction((result, cancellation) => Task.FromResult(Onboard(
            Open(result.GetRequiredValue(models), result.GetRequiredValue(data)), result.GetRequiredValue(name), result.GetValue(features), result.GetValue(batch), cancellation)));
        return command;
    }

    private static Command CreateRemove()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the onboarded centre." };
        (Option<string> models, Option<string> data) = (CommonOptions.Models(), CommonOptions.Data());
        var command = new Command("remove", "Forget an onboarded centre.") { name, models, data };
        command.SetAction(result =>
        {
            Open(result.GetRequiredValue(models), result.GetRequiredValue(data)).Onboarding.Remove(result.GetRequiredValue(name));
            Console.WriteLine($"The centre '{result.GetRequiredValue(name)}' is forgotten.");
            return 0;
        });
        return command;
    }

    private static (CentreOnboarding Onboarding, RadscoreModels Models) Open(string modelFolder, string dataFolder)
    {
        OnboardedCentres centres = ScoringOptions.CentresIn(dataFolder);
        RadscoreModels models = new(new ModelFolder(modelFolder, registered: []), centres);
        return (new CentreOnboarding(models, centres), models);
    }

    private static int List(CentresAnswer known)
    {
        if (!known.Harmonises)
        {
            Console.WriteLine("The model does not harmonise: it scores features as they are extracted, whatever the centre.");
            return 0;
        }

        foreach (CentreAnswer centre in known.Centres)
        {
            Console.WriteLine($"{centre.Name}: {(centre.Onboarded ? "onboarded here" : "the model was made with it")}, {centre.Cases} cases.");
        }

        Console.WriteLine($"Another centre is onboarded from {known.MinimumCases} cases of its own or more, with {known.Features.Count} features each, without their outcome.");
        return 0;
    }

    private static int Onboard((CentreOnboarding Onboarding, RadscoreModels Models) open, string name, string? features, string? batch, CancellationToken cancellation)
    {
        if ((features is null) == (batch is null))
        {
            throw new CommandException("give either --features FILE or --batch CASES.CSV.");
        }

        RadscoreBundle bundle = open.Models.Require();
        IReadOnlyList<string> names = bundle.Supplement.Harmonization?.FeatureNames ?? throw RadscoreProblems.NoHarmonisation(bundle.Card.Name);
        IReadOnlyList<FeatureVector> cases = features is not null ? FromTable(CsvTable.Read(features), names) : FromCases(CaseTable.Read(batch!), bundle, names, cancellation);
        CentreAnswer centre = open.Onboarding.Onboard(name, cases);
        Console.WriteLine($"The centre '{centre.Name}' is onboarded with {centre.Cases} cases: its studies are harmonised from now on.");
        return 0;
    }

    private static FeatureVector[] FromTable(CsvTable table, IReadOnlyList<string> names) =>
        [.. Enumerable.Range(0, table.Rows).Select(row => new FeatureVector(names, [.. names.Select(n => table.Number(row, n))]))];

    private static FeatureVector[] FromCases(IReadOnlyList<ExtractionCase> cases, RadscoreBundle bundle, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        using CodecPool codecs = CommandCodecs.Open();
        FeatureVector[] vectors = new FeatureVector[cases.Count];
        AnsiConsole.Progress().Start(context =>
        {
            ProgressTask bar = context.AddTask("Cases", maxValue: Math.Max(1, cases.Count));
            for (int n = 0; n < vectors.Length; n++)
            {
                OpenedCase opened = OpenedCase.Of(cases[n], bundle.Extraction.SettingsFor(names), codecs.Patient);
                vectors[n] = FeatureExtractor.ExtractWithDiagnostics(opened.Image, opened.Labels, opened.Settings, names, cancellation: cancellation).Features;
                bar.Increment(1);
            }
        });
        return vectors;
    }
}
