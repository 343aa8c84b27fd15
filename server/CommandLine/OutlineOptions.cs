using System.CommandLine;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>--fraction</c> and <c>--radius</c>: how far a region is grown around a click or a candidate.</summary>
internal sealed class OutlineOptions
{
    private static readonly ProposalOptions Defaults = new();

    private readonly Option<double> _fraction = new("--fraction")
    {
        Description = "Where the outline cuts between background (0) and local peak (1) of the enhancement, 0.25 … 0.75.", DefaultValueFactory = _ => Defaults.Fraction, HelpName = "PART",
    };

    private readonly Option<double> _radius = new("--radius")
    {
        Description = "Farthest the VOI may reach from its middle, mm, 5 … 60.", DefaultValueFactory = _ => Defaults.RadiusMm, HelpName = "MM",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_fraction);
        command.Options.Add(_radius);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="CommandException">A value lies outside its range.</exception>
    public ProposalOptions Read(ParseResult result)
    {
        var options = new ProposalOptions { Fraction = result.GetValue(_fraction), RadiusMm = result.GetValue(_radius) };
        try
        {
            options.Validate();
            return options;
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new CommandException($"{ArgumentSentence.Of(wrong.Message).TrimEnd('.')}, {wrong.ActualValue} was given.");
        }
    }
}
