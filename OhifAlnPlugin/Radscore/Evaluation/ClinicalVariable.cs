using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>A column of the clinical table: a number or a category of every patient, missing in some.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ClinicalVariable
{
    private readonly double[] _numbers;
    private readonly string?[] _categories;

    private ClinicalVariable(string name, IReadOnlyList<string>? levels, double[] numbers, string?[] categories) =>
        (Name, Levels, _numbers, _categories) = (name, levels, numbers, categories);

    /// <summary>Name of the column.</summary>
    public string Name { get; }

    /// <summary>The categories, the reference first; null when numeric.</summary>
    public IReadOnlyList<string>? Levels { get; }

    /// <summary>Whether it holds numbers.</summary>
    public bool IsNumeric => Levels is null;

    /// <summary>Number of patients.</summary>
    public int Count => IsNumeric ? _numbers.Length : _categories.Length;

    /// <summary>A variable of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One per patient, NaN where missing.</param>
    public static ClinicalVariable Numeric(string name, IReadOnlyList<double> values) => new(name, null, [.. values], []);

    /// <summary>A variable of categories.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One per patient, null where missing.</param>
    /// <param name="levels">The categories, the reference first; null for those that occur, words of absence first, then in ordinal order.</param>
    /// <exception cref="ArgumentException">A value is none of the levels.</exception>
    public static ClinicalVariable Categorical(string name, IReadOnlyList<string?> values, IReadOnlyList<string>? levels = null)
    {
        levels ??= [.. values.OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(v => !SaysNone(v)).ThenBy(v => v, StringComparer.Ordinal)];
        return values.FirstOrDefault(v => v is not null && !levels.Contains(v)) is { } unknown
            ? throw new ArgumentException($"'{unknown}' is no level of '{name}', whose levels are {string.Join(", ", levels)}.", nameof(values))
            : new ClinicalVariable(name, [.. levels], [], [.. values]);
    }

    /// <summary>Whether a patient's value is missing.</summary>
    /// <param name="patient">Index of the patient.</param>
    public bool IsMissing(int patient) => IsNumeric ? !double.IsFinite(_numbers[patient]) : _categories[patient] is null;

    /// <summary>A patient's number.</summary>
    /// <param name="patient">Index of the patient.</param>
    public double Number(int patient) => _numbers[patient];

    /// <summary>Index of a patient's category among the levels.</summary>
    /// <param name="patient">Index of the patient.</param>
    /// <returns>−1 where missing.</returns>
    public int Level(int patient)
    {
        for (int level = 0; level < Levels!.Count && _categories[patient] is { } category; level++)
        {
            if (string.Equals(Levels[level], category, StringComparison.Ordinal))
            {
                return level;
            }
        }

        return -1;
    }

    /// <summary>As a variable of a regression.</summary>
    /// <param name="patients">Patients in whom it is not missing.</param>
    /// <exception cref="ArgumentException">It is missing in one of them, or has a single level.</exception>
    public Predictor PredictorOf(IEnumerable<int> patients) => IsNumeric
        ? Predictor.Numeric(Name, [.. patients.Select(p => _numbers[p])])
        : Predictor.Categorical(Name, [.. patients.Select(p => _categories[p] ?? "")], Levels);

    private static bool SaysNone(string level) => level.ToUpperInvariant() is "0" or "NO" or "NONE" or "NEGATIVE" or "ABSENT" or "LOW" or "FALSE";
}
