using System.CommandLine;
using OhifAlnPlugin.Radiomics.Features;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln features</c>: every feature with its formula, unit, range, IBSI code and deviation.</summary>
internal static class FeaturesCommand
{
    public static Command Create()
    {
        var featureClass = new Option<string?>("--class", "-c") { Description = $"One class: {string.Join(", ", FeatureCatalogue.Classes)}.", HelpName = "CLASS" };
        var command = new Command("features", "List every radiomics feature: formula, unit, range, IBSI code, deviation.") { featureClass };
        command.SetAction(result =>
        {
            string? wanted = result.GetValue(featureClass);
            if (wanted is not null && !FeatureCatalogue.Classes.Contains(wanted))
            {
                throw new CommandException($"There is no feature class '{wanted}'; there are {string.Join(", ", FeatureCatalogue.Classes)}.");
            }

            Console.WriteLine("feature\tformula\tunit\trange\tIBSI\tdeviation");
            foreach (FeatureDefinition feature in FeatureCatalogue.All.Where(f => wanted is null || f.Class == wanted))
            {
                Console.WriteLine($"{feature.Class}_{feature.Name}\t{feature.Formula}\t{feature.Unit}\t{feature.Range}\t{feature.IbsiCode ?? "-"}\t{feature.Deviation ?? "-"}");
            }
        });
        return command;
    }
}
