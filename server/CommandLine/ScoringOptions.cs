using System.CommandLine;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>Options of the verbs that score: the centre, clinical values, and whether unharmonised scores are allowed.</summary>
internal sealed class ScoringOptions
{
    private readonly Option<string?> _centre = new("--centre")
    {
        Description = "Centre that the images are from, as the model knows it ('aln centre list'). Without it the images' own origin, or the table's column 'centre'.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _clinical = new("--clinical")
    {
        Description = "Clinical values for the combined model, each as field=value; the fields are the model's.",
        HelpName = "FIELD=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _unharmonised = new("--unharmonised")
    {
        Description = "Score a case of an unknown centre without harmonisation; it is then marked as outside the training data.",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_centre);
        command.Add(_clinical);
        command.Add(_unharmonised);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="CommandException">A clinical value is not written field=value, or a field occurs twice.</exception>
    public CaseContext Of(ParseResult result) => new()
    {
        Centre = result.GetValue(_centre),
        Clinical = ClinicalOf(result.GetValue(_clinical) ?? []),
        AllowUnharmonised = result.GetValue(_unharmonised),
    };

    /// <summary>The centres that were onboarded in a store.</summary>
    public static OnboardedCentres CentresIn(string dataFolder) => new(Path.Combine(Path.GetFullPath(dataFolder), OnboardedCentres.FolderName));

    private static Dictionary<string, string> ClinicalOf(string[] texts)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !values.TryAdd(text[..equals].Trim(), text[(equals + 1)..].Trim()))
            {
                throw new CommandException($"--clinical {text}: write field=value, each field once.");
            }
        }

        return values;
    }
}
