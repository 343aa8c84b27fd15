using System.Globalization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>What a method works on: rows of a table, and its options.</summary>
internal sealed class StatisticInput(CsvTable table, IReadOnlyList<int> rows, IReadOnlyDictionary<string, string> options)
{
    /// <summary>Number of cases.</summary>
    public int Cases => rows.Count;

    /// <summary>All columns of the table.</summary>
    public IReadOnlyList<string> Columns => table.Columns;

    /// <summary>Value of an option.</summary>
    /// <exception cref="CommandException">It has no default and was not given.</exception>
    public string Text(string option) => options[option] is { Length: > 0 } text ? text : throw new CommandException($"give --{option}.");

    /// <summary>Value of an option; null when empty.</summary>
    public string? Optional(string option) => options[option] is { Length: > 0 } text ? text : null;

    /// <summary>Whether a switch is on.</summary>
    public bool Flag(string option) => options[option] == "true";

    /// <summary>Number of an option.</summary>
    /// <exception cref="CommandException">It is no number.</exception>
    public double Number(string option) => double.TryParse(Text(option), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? value
        : throw new CommandException($"--{option} is '{Text(option)}', not a number.");

    /// <summary>Comma-separated names of an option.</summary>
    public IReadOnlyList<string> List(string option) => options[option].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Columns named by an option; when none is named, every numeric column but some.</summary>
    public IReadOnlyList<string> ColumnsOf(string option, params string?[] but) =>
        List(option) is { Count: > 0 } named ? named : [.. Columns.Where(c => c != "id" && !but.Contains(c) && IsNumeric(c))];

    /// <summary>Numbers of a column; NaN where missing.</summary>
    public double[] Numbers(string column) => [.. rows.Select(r => table.Number(r, column))];

    /// <summary>Texts of a column.</summary>
    public string[] Texts(string column) => [.. rows.Select(r => table.Text(r, column))];

    /// <summary>Yes/no values of a column: 0 and 1, or FALSE and TRUE.</summary>
    /// <exception cref="CommandException">A value is neither.</exception>
    public bool[] Outcomes(string column) => [.. Texts(column).Select(text => text switch
    {
        "1" or "TRUE" or "true" => true,
        "0" or "FALSE" or "false" => false,
        _ => throw new CommandException($"'{text}' in column '{column}' is neither 0 nor 1."),
    })];

    /// <summary>The rows in which none of some columns is missing, as R leaves incomplete cases out.</summary>
    /// <exception cref="CommandException">No row is left.</exception>
    public StatisticInput Complete(params IEnumerable<string> columns)
    {
        string[] needed = [.. columns];
        int[] complete = [.. rows.Where(r => needed.All(c => table.Text(r, c) is not ("" or "NA" or "NaN")))];
        return complete.Length > 0 ? new StatisticInput(table, complete, options) : throw new CommandException($"no row has a value in each of {string.Join(", ", needed)}.");
    }

    /// <summary>The values of a column by group, groups in ordinal order.</summary>
    public IReadOnlyList<(string Name, double[] Values)> Groups(string group, string value)
    {
        string[] groups = Texts(group);
        double[] values = Numbers(value);
        return [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(g => (g, values.Where((_, i) => groups[i] == g).ToArray()))];
    }

    /// <summary>Predictors from columns; those named by an option, or that hold words, are categorical.</summary>
    public IReadOnlyList<Predictor> Predictors(IReadOnlyList<string> columns, string categorical) =>
        [.. columns.Select(c => List(categorical).Contains(c) || !IsNumeric(c) ? Predictor.Categorical(c, Texts(c)) : Predictor.Numeric(c, Numbers(c)))];

    /// <summary>The part of the rows for each value of a column, in order of first use.</summary>
    public IEnumerable<(string Value, StatisticInput Part)> By(string column) =>
        rows.GroupBy(r => table.Text(r, column)).Select(g => (g.Key, new StatisticInput(table, [.. g], options)));

    private bool IsNumeric(string column) =>
        rows.All(r => table.Text(r, column) is "" or "NA" or "NaN" or "Inf" or "-Inf" || double.TryParse(table.Text(r, column), NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
