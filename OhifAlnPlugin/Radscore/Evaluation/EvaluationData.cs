using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>What a radscore is judged by: patients of one or several cohorts with score, outcome and whatever else is known of them.</summary>
/// <remarks>Every list has one entry per patient, in one order.</remarks>
public sealed class EvaluationData
{
    /// <summary>Puts the data together.</summary>
    /// <param name="patients">The patients, at least one.</param>
    /// <param name="training">Cohorts from which the radscore was made; may be empty.</param>
    /// <param name="cutOff">Cut-off of the radscore.</param>
    /// <param name="variables">Columns of the clinical table.</param>
    /// <param name="clinicalModel">Names of the variables of the clinical model; may be empty.</param>
    /// <exception cref="ArgumentException">There is no patient, an identifier occurs twice, counts differ, or a name is unknown.</exception>
    public EvaluationData(
        IReadOnlyList<EvaluationPatient> patients,
        IReadOnlyCollection<string> training,
        CutOff cutOff,
        IReadOnlyList<ClinicalVariable> variables,
        IReadOnlyList<string> clinicalModel)
    {
        ArgumentNullException.ThrowIfNull(patients);
        if (patients.Count == 0)
        {
            throw new ArgumentException("There is no patient to evaluate.", nameof(patients));
        }

        if (patients.GroupBy(p => p.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The patient '{twice.Key}' occurs {twice.Count()} times.", nameof(patients));
        }

        if (patients.FirstOrDefault(p => p.Months < 0 || double.IsInfinity(p.Months)) is { } wrongTime)
        {
            throw new ArgumentException($"The patient '{wrongTime.Id}' has a follow-up of {wrongTime.Months} months; it must be finite and not negative.", nameof(patients));
        }

        if (variables.FirstOrDefault(v => v.Count != patients.Count) is { } wrong)
        {
            throw new ArgumentException($"'{wrong.Name}' has {wrong.Count} values for {patients.Count} patients.", nameof(variables));
        }

        Cohorts = [.. patients.Select(p => p.Cohort).Distinct(StringComparer.Ordinal).OrderBy(c => !training.Contains(c))];
        if (training.FirstOrDefault(t => !Cohorts.Contains(t)) is { } unknown)
        {
            throw new ArgumentException($"There is no patient of the training cohort '{unknown}'; the cohorts are {string.Join(", ", Cohorts)}.", nameof(training));
        }

        (Patients, Training, CutOff, Variables) = ([.. patients], [.. Cohorts.Where(training.Contains)], cutOff, [.. variables]);
        ClinicalModel = [.. clinicalModel.Select(name => variables.FirstOrDefault(v => v.Name == name)
            ?? throw new ArgumentException($"'{name}' of the clinical model is no clinical variable; there are {string.Join(", ", variables.Select(v => v.Name))}.", nameof(clinicalModel)))];
    }

    /// <summary>The patients.</summary>
    public IReadOnlyList<EvaluationPatient> Patients { get; }

    /// <summary>Names of the cohorts, those of training first, else in order of first use.</summary>
    public IReadOnlyList<string> Cohorts { get; }

    /// <summary>Cohorts from which the radscore was made.</summary>
    public IReadOnlyList<string> Training { get; }

    /// <summary>Cut-off of the radscore.</summary>
    public CutOff CutOff { get; }

    /// <summary>Columns of the clinical table.</summary>
    public IReadOnlyList<ClinicalVariable> Variables { get; }

    /// <summary>Variables of the clinical model.</summary>
    public IReadOnlyList<ClinicalVariable> ClinicalModel { get; }

    /// <summary>Difference of the radscore that an odds ratio stands for: 0.1 for a probability.</summary>
    public double RadscoreUnit { get; init; } = 0.1;

    /// <summary>Clinical and combined models that come with the radscore; without any, both are fitted to the training cohorts.</summary>
    public IReadOnlyList<RiskModel> GivenModels { get; init; } = [];

    /// <summary>Whether a cohort took part in making the radscore, so that its figures flatter.</summary>
    /// <param name="cohort">Name of the cohort.</param>
    public bool IsTraining(string cohort) => Training.Contains(cohort);

    /// <summary>Indices of the patients of a cohort.</summary>
    /// <param name="cohort">Name of the cohort.</param>
    public int[] Of(string cohort) => [.. Enumerable.Range(0, Patients.Count).Where(p => Patients[p].Cohort == cohort)];

    /// <summary>Indices of the patients from whom models are fitted: those of the training cohorts.</summary>
    internal int[] TrainingPatients => [.. Enumerable.Range(0, Patients.Count).Where(p => IsTraining(Patients[p].Cohort))];

    /// <summary>What an exception says, without the name of the parameter.</summary>
    internal static string SentenceOf(ArgumentException failed) => failed.Message.Split(" (Parameter", 2)[0];

    /// <summary>Scores of some patients with their outcome; null, and the reason, where not both outcomes occur.</summary>
    internal LabelledScores? Labelled(IReadOnlyList<int> patients, Func<int, double> score, out string? why)
    {
        int high = patients.Count(p => Patients[p].HighBurden);
        why = patients.Count == 0 ? "no patient has all values"
            : high == 0 ? $"none of the {patients.Count} patients has a high burden"
            : high == patients.Count ? $"all {patients.Count} patients have a high burden"
            : null;
        return why is null ? new LabelledScores([.. patients.Select(score)], [.. patients.Select(p => Patients[p].HighBurden)]) : null;
    }
}

/// <summary>One patient of an evaluation.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="HighBurden">Whether three or more nodes are metastatic.</param>
/// <param name="Radscore">The radscore; NaN where a feature is missing.</param>
public sealed record EvaluationPatient(string Id, string Cohort, bool HighBurden, double Radscore)
{
    /// <summary>Whether the readers call the burden high in MRI; null where unknown.</summary>
    public bool? ReaderHigh { get; init; }

    /// <summary>Pattern of enhancement, e.g. "mass" or "non-mass"; null where unknown.</summary>
    public string? Pattern { get; init; }

    /// <summary>Months to event or end of follow-up; NaN where unknown.</summary>
    public double Months { get; init; } = double.NaN;

    /// <summary>Whether follow-up ended with the event; null where unknown.</summary>
    public bool? Event { get; init; }
}
