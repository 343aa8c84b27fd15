using System.CommandLine;
using System.CommandLine.Parsing;
using OhifAlnPlugin.Server.CommandLine.Statistics;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln stats METHOD --input FILE</c>: a statistical method on a table, with R's names, defaults and numbers.</summary>
internal static class StatsCommand
{
    private const string Group = "by";

    public static Command Create()
    {
        var list = new Option<bool>("--list") { Description = "List the methods with the R functions whose numbers they give." };
        var command = new Command("stats", "Compute a statistic of a CSV table as R does; --list shows all methods.") { list };
        foreach (StatisticMethod method in StatisticCatalogue.All)
        {
            command.Add(Verb(method));
        }

        command.SetAction(result =>
        {
            if (!result.GetValue(list))
            {
                throw new CommandException("name a method; aln stats --list shows all.");
            }

            foreach (StatisticMethod method in StatisticCatalogue.All)
            {
                Console.WriteLine($"{method.Name,-18}{method.InR,-44}{method.Description}");
            }
        });
        return command;
    }

    private static Command Verb(StatisticMethod method)
    {
        var input = new Option<string>("--input", "-i") { Description = "Table, CSV with a header; NA for missing values.", HelpName = "FILE", Required = true };
        var output = new Option<string?>("--out", "-o") { Description = "File to write; the console when left out.", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };
        var by = new Option<string?>($"--{Group}") { Description = "Column: compute apart for each of its values.", HelpName = "COLUMN" };
        format.AcceptOnlyFromAmong("csv", "json");
        var verb = new Command(method.Name, $"{method.Description} As {method.InR}.") { input, output, format, by };
        Dictionary<StatisticOption, Option> own = method.Options.ToDictionary(o => o, OptionOf);
        foreach (Option option in own.Values)
        {
            verb.Add(option);
        }

        verb.SetAction(result =>
        {
            var values = own.ToDictionary(o => o.Key.Name, o => ValueOf(result, o.Value));
            string text = Run(method, result.GetRequiredValue(input), values, result.GetValue(by), result.GetValue(format)!);
            Write(text, result.GetValue(output));
        });
        return verb;
    }

    /// <summary>Computes a method.</summary>
    /// <exception cref="CommandException">The table cannot be read, or the method cannot be computed on it.</exception>
    internal static string Run(StatisticMethod method, string file, IReadOnlyDictionary<string, string> options, string? by, string format)
    {
        CsvTable table = CsvTable.Read(file);
        var input = new StatisticInput(table, [.. Enumerable.Range(0, table.Rows)], options);
        try
        {
            StatisticTable answer = new();
            foreach ((string? value, StatisticInput part) in by is null ? [((string?)null, input)] : input.By(by).Select(p => ((string?)p.Value, p.Part)))
            {
                answer.AddAll(method.Compute(part), value is null ? [] : [(by!, value)]);
            }

            return format == "json" ? answer.ToJson() : answer.ToCsv();
        }
        catch (ArgumentException failed)
        {
            throw new CommandException($"{file}: {ArgumentSentence.Of(failed.Message)}");
        }
    }

    private static Option OptionOf(StatisticOption option) => option.IsSwitch
        ? new Option<bool>($"--{option.Name}") { Description = option.Description }
        : new Option<string>($"--{option.Name}") { Description = option.Description, DefaultValueFactory = _ => option.Default };

    private static string ValueOf(ParseResult result, Option option) => option switch
    {
        Option<bool> flag => result.GetValue(flag) ? "true" : "false",
        Option<string> text => result.GetValue(text) ?? "",
        _ => "",
    };

    private static void Write(string text, string? file)
    {
        if (file is null)
        {
            Console.Write(text);
            return;
        }

        try
        {
            File.WriteAllText(file, text);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be written: {failed.Message}");
        }
    }
}
