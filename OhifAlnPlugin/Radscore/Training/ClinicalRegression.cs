using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>A logistic regression on clinical variables, with or without the radscore; separated outcomes are fitted by Firth's penalised likelihood.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class ClinicalRegression
{
    /// <summary>Name of the radscore's term.</summary>
    public const string RadscoreTerm = "radscore";

    private readonly IReadOnlyDictionary<string, string[]> _levels;

    private ClinicalRegression(IReadOnlyList<string> variables, bool hasRadscore, IReadOnlyDictionary<string, string[]> levels, IReadOnlyList<RegressionTerm> terms, bool separated, int patients, LogisticModel? model)
    {
        (Variables, HasRadscore, _levels, Terms, IsSeparated, Patients, Model) = (variables, hasRadscore, levels, terms, separated, patients, model);
    }

    /// <summary>Its clinical variables.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Whether the radscore is among its terms.</summary>
    public bool HasRadscore { get; }

    /// <summary>Coefficients, the intercept first.</summary>
    public IReadOnlyList<RegressionTerm> Terms { get; }

    /// <summary>Whether the outcomes were separated, so that Firth's method was used.</summary>
    public bool IsSeparated { get; }

    /// <summary>Patients without a missing variable, on whom it was fitted.</summary>
    public int Patients { get; }

    /// <summary>The maximum-likelihood fit; null when separated.</summary>
    public LogisticModel? Model { get; }

    /// <summary>Levels of the variables in words.</summary>
    public IReadOnlyDictionary<string, string[]> Levels => _levels;

    /// <summary>Fits.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="patients">Patients to fit on; those that lack a variable are left out.</param>
    /// <param name="variables">Clinical variables.</param>
    /// <param name="radscores">Radscore by patient, or null without it.</param>
    /// <param name="intervals">Whether the intervals of a separated model are needed.</param>
    /// <returns>The model; null when the complete patients have one outcome only.</returns>
    public static ClinicalRegression? Fit(TrainingCohort cohort, IReadOnlyList<int> patients, IReadOnlyList<string> variables, IReadOnlyDictionary<int, double>? radscores, bool intervals = true)
    {
        int[] complete = [.. patients.Where(p => variables.All(v => !cohort.Clinical[v].IsMissing(p)) && (radscores is null || double.IsFinite(radscores[p])))];
        bool[] outcomes = cohort.OutcomesOf(complete);
        if (!outcomes.Contains(true) || !outcomes.Contains(false))
        {
            return null;
        }

        Dictionary<string, string[]> levels = variables.Where(v => cohort.Clinical[v].Numbers is null)
            .ToDictionary(v => v, v => complete.Select(p => cohort.Clinical[v].Levels![p]!).Distinct().Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        Predictor[] predictors = [.. variables.Where(v => !levels.TryGetValue(v, out string[]? own) || own.Length > 1).Select(v => PredictorOf(cohort.Clinical[v], complete, levels))];
        if (radscores is not null)
        {
            predictors = [.. predictors, Predictor.Numeric(RadscoreTerm, [.. complete.Select(p => radscores[p])])];
        }

        LogisticModel model = LogisticRegression.Fit(predictors, outcomes);
        return model.IsSeparated
            ? new ClinicalRegression(variables, radscores is not null, levels, Penalised(predictors, outcomes, model, intervals), true, complete.Length, null)
            : new ClinicalRegression(variables, radscores is not null, levels, [.. Enumerable.Range(0, model.Terms.Count).Select(t => RegressionTerm.Of(model, t))], false, complete.Length, model);
    }

    /// <summary>Probability of a patient; NaN when a variable is missing or has a level that was not seen.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="patient">The patient.</param>
    /// <param name="radscore">The patient's radscore; ignored when it is no term.</param>
    public double Probability(TrainingCohort cohort, int patient, double radscore)
    {
        double link = Terms[0].Coefficient;
        foreach (string name in Variables)
        {
            ClinicalVariable variable = cohort.Clinical[name];
            if (variable.IsMissing(patient) || (_levels.TryGetValue(name, out string[]? levels) && !levels.Contains(variable.Levels![patient])))
            {
                return double.NaN;
            }

            string term = variable.Numbers is null ? name + variable.Levels![patient] : name;
            link += CoefficientOf(term) * (variable.Numbers?[patient] ?? 1);
        }

        return LogisticFunction.Of(link + (HasRadscore ? CoefficientOf(RadscoreTerm) * radscore : 0));
    }

    /// <summary>A coefficient; 0 for a reference level or a term that adds nothing.</summary>
    private double CoefficientOf(string term) => Terms.FirstOrDefault(t => t.Term == term) is { Coefficient: var c } && double.IsFinite(c) ? c : 0;

    private static Predictor PredictorOf(ClinicalVariable variable, int[] patients, Dictionary<string, string[]> levels) => variable.Numbers is { } numbers
        ? Predictor.Numeric(variable.Name, [.. patients.Select(p => numbers[p])])
        : Predictor.Categorical(variable.Name, [.. patients.Select(p => variable.Levels![p]!)], levels[variable.Name]);

    private static IReadOnlyList<RegressionTerm> Penalised(Predictor[] predictors, bool[] outcomes, LogisticModel model, bool intervals)
    {
        Predictor[] varying = [.. predictors.Where(p => p.Terms.All(t => double.IsFinite(model.Coefficients[model.Terms.ToList().IndexOf(t)])))];
        return [.. FirthRegression.Fit(varying, outcomes, intervals: intervals).Terms.Select(t => new RegressionTerm(
            t.Name, t.Coefficient, t.StandardError, Math.Exp(t.Coefficient), Math.Exp(t.Interval.Low), Math.Exp(t.Interval.High), t.Test.PValue))];
    }
}

/// <summary>One term of a regression.</summary>
/// <param name="Term">Its name.</param>
/// <param name="Coefficient">β.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="OddsRatio">e^β.</param>
/// <param name="Low">Lower end of the 95 % interval of the odds ratio.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PValue">p of β = 0.</param>
public sealed record RegressionTerm(string Term, double Coefficient, double StandardError, double OddsRatio, double Low, double High, double PValue)
{
    internal static RegressionTerm Of(LogisticModel model, int term)
    {
        ConfidenceInterval interval = model.WaldInterval(term);
        return new RegressionTerm(
            model.Terms[term], model.Coefficients[term], model.StandardError(term), model.OddsRatio(term), Math.Exp(interval.Low), Math.Exp(interval.High), model.WaldTest(term).PValue);
    }
}
