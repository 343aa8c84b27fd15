using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>All patients of a study: features, outcome, centre, and what is known of them beside.</summary>
/// <remarks>Immutable. Patients are named by their index.</remarks>
public sealed class TrainingCohort
{
    private readonly double[][] _columns;
    private readonly string[] _centres;
    private readonly bool[] _high;

    /// <summary>Puts a cohort together.</summary>
    /// <param name="featureNames">Distinct feature names.</param>
    /// <param name="columns">One array per feature with one value per patient; NaN where undefined.</param>
    /// <param name="centres">Centre of each patient.</param>
    /// <param name="highBurden">Whether each patient has a high burden.</param>
    /// <exception cref="ArgumentException">Counts differ or a name occurs twice.</exception>
    public TrainingCohort(IReadOnlyList<string> featureNames, IReadOnlyList<double[]> columns, IReadOnlyList<string> centres, IReadOnlyList<bool> highBurden)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(highBurden);
        if (featureNames.Count != columns.Count || centres.Count != highBurden.Count || columns.Any(c => c.Length != centres.Count))
        {
            throw new ArgumentException($"A cohort needs one value per feature and patient; there are {featureNames.Count} names, {columns.Count} columns, {centres.Count} centres and {highBurden.Count} outcomes.", nameof(columns));
        }

        if (featureNames.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The feature '{twice.Key}' occurs twice.", nameof(featureNames));
        }

        FeatureNames = [.. featureNames];
        _columns = [.. columns];
        _centres = [.. centres];
        _high = [.. highBurden];
    }

    /// <summary>Feature names.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>One array per feature.</summary>
    public IReadOnlyList<double[]> Columns => _columns;

    /// <summary>Centre of each patient.</summary>
    public IReadOnlyList<string> Centres => _centres;

    /// <summary>Whether each patient has a high burden.</summary>
    public IReadOnlyList<bool> HighBurden => _high;

    /// <summary>Number of patients.</summary>
    public int Count => _centres.Length;

    /// <summary>Second readings of some patients, for the reproducibility of features.</summary>
    public IReadOnlyList<SecondReading> Readings { get; init; } = [];

    /// <summary>Clinical variables by name.</summary>
    public IReadOnlyDictionary<string, ClinicalVariable> Clinical { get; init; } = new Dictionary<string, ClinicalVariable>(StringComparer.Ordinal);

    /// <summary>Follow-up time of each patient, NaN where unknown; null without follow-up.</summary>
    public IReadOnlyList<double>? FollowUpTimes { get; init; }

    /// <summary>Whether follow-up ended with the event, as 1 or 0; NaN where unknown.</summary>
    public IReadOnlyList<double>? FollowUpEvents { get; init; }

    /// <summary>The patients of some centres, in their order.</summary>
    /// <param name="centres">The centres.</param>
    public int[] PatientsOf(IReadOnlyList<string> centres) => [.. Enumerable.Range(0, Count).Where(i => centres.Contains(_centres[i], StringComparer.Ordinal))];

    /// <summary>Outcomes of some patients.</summary>
    internal bool[] OutcomesOf(IEnumerable<int> patients) => [.. patients.Select(p => _high[p])];

    /// <summary>The same cohort with other outcomes.</summary>
    /// <param name="highBurden">One per patient.</param>
    public TrainingCohort WithOutcomes(IReadOnlyList<bool> highBurden) => new(FeatureNames, _columns, _centres, highBurden)
    {
        Readings = Readings, Clinical = Clinical, FollowUpTimes = FollowUpTimes, FollowUpEvents = FollowUpEvents,
    };

    /// <summary>Follow-up of those of some patients whose time and event are known.</summary>
    /// <returns>The patients and their follow-up; null when there is none.</returns>
    internal (int[] Patients, SurvivalData Data)? FollowUpOf(IEnumerable<int> patients)
    {
        if (FollowUpTimes is not { } times || FollowUpEvents is not { } events)
        {
            return null;
        }

        int[] known = [.. patients.Where(p => times[p] >= 0 && double.IsFinite(times[p]) && events[p] is 0 or 1)];
        return known.Length == 0 ? null : (known, new SurvivalData([.. known.Select(p => times[p])], [.. known.Select(p => events[p] == 1)]));
    }
}

/// <summary>Who read the second time.</summary>
public enum ReadingKind
{
    /// <summary>The same reader again.</summary>
    Intra,

    /// <summary>Another reader.</summary>
    Inter,
}

/// <summary>Features of some patients from a second reading (outline).</summary>
/// <param name="Kind">Who read.</param>
/// <param name="Patients">Indices of the patients in the cohort.</param>
/// <param name="Columns">One array per feature of the cohort, one value per patient read.</param>
public sealed record SecondReading(ReadingKind Kind, IReadOnlyList<int> Patients, IReadOnlyList<double[]> Columns);

/// <summary>A clinical variable: numbers, or levels in words.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">One per patient, NaN where missing; null for a variable in words.</param>
/// <param name="Levels">One per patient, null where missing; null for a variable in numbers.</param>
public sealed record ClinicalVariable(string Name, IReadOnlyList<double>? Numbers, IReadOnlyList<string?>? Levels)
{
    /// <summary>Whether a patient's value is missing.</summary>
    /// <param name="patient">Index of the patient.</param>
    public bool IsMissing(int patient) => Numbers is { } numbers ? !double.IsFinite(numbers[patient]) : Levels![patient] is null;
}
