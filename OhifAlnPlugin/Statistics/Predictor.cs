namespace OhifAlnPlugin.Statistics;

/// <summary>A variable of a regression: one column when numeric, one per level but the first when categorical.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Terms">Name of each column; the name alone when numeric, name and level when categorical, as in R.</param>
/// <param name="Columns">One finite value per case in each.</param>
public sealed record Predictor(string Name, IReadOnlyList<string> Terms, IReadOnlyList<double[]> Columns)
{
    /// <summary>A numeric variable.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One value per case.</param>
    /// <exception cref="ArgumentException">A value is missing or infinite.</exception>
    public static Predictor Numeric(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int broken = Array.FindIndex(values, v => !double.IsFinite(v));
        return broken < 0
            ? new Predictor(name, [name], [values])
            : throw new ArgumentException($"'{name}' of case {broken + 1} is {values[broken]}; leave such cases out.", nameof(values));
    }

    /// <summary>A categorical variable, coded 0/1 against its first level (R's treatment contrasts).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One level per case.</param>
    /// <param name="levels">The levels, the reference first; null for those that occur, in ordinal order.</param>
    /// <exception cref="ArgumentException">A value is none of the levels, or there is one level.</exception>
    public static Predictor Categorical(string name, IReadOnlyList<string> values, IReadOnlyList<string>? levels = null)
    {
        levels ??= [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (levels.Count < 2)
        {
            throw new ArgumentException($"'{name}' has {levels.Count} level; a categorical variable needs two.", nameof(values));
        }

        if (values.FirstOrDefault(v => !levels.Contains(v)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no level of '{name}', whose levels are {string.Join(", ", levels)}.", nameof(values));
        }

        return new Predictor(
            name,
            [.. levels.Skip(1).Select(level => name + level)],
            [.. levels.Skip(1).Select(level => values.Select(v => string.Equals(v, level, StringComparison.Ordinal) ? 1.0 : 0).ToArray())]);
    }
}
