using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>Table 1: who the patients of each cohort are, by burden.</summary>
/// <remarks>
/// Numbers are compared by Welch's t test or analysis of variance where no group speaks against a normal distribution (Shapiro-Wilk, p ≥ 0.05), else by ranks.
/// Categories are compared by χ² (2 × 2 with Yates' correction), and exactly (Fisher) where a count below 5 is expected and can be counted.
/// </remarks>
public static class CharacteristicsTable
{
    private const double Normal = 0.05;
    private const double FewExpected = 5;

    /// <summary>Describes every clinical variable and the radscore.</summary>
    /// <param name="data">The patients.</param>
    public static IReadOnlyList<Characteristic> Of(EvaluationData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ClinicalVariable radscore = ClinicalVariable.Numeric("radscore", [.. data.Patients.Select(p => p.Radscore)]);
        return [.. data.Variables.Append(radscore).Select(v => Describe(data, v))];
    }

    private static Characteristic Describe(EvaluationData data, ClinicalVariable variable)
    {
        int[][] cohorts = [.. data.Cohorts.Select(data.Of)];
        int[][] groups = [.. cohorts.SelectMany(c => (int[][])[Burden(data, c, false), Burden(data, c, true)])];
        bool normal = variable.IsNumeric && groups.All(g => MayBeNormal(Numbers(variable, g)));
        CharacteristicCohort[] described = [.. data.Cohorts.Select((name, c) => new CharacteristicCohort(
            name, Summarise(variable, groups[2 * c]), Summarise(variable, groups[(2 * c) + 1]), Compare(variable, [groups[2 * c], groups[(2 * c) + 1]], normal)))];
        return new Characteristic(variable.Name, variable.Levels, normal, described, cohorts.Length > 1 ? Compare(variable, cohorts, normal) : null);
    }

    private static int[] Burden(EvaluationData data, int[] patients, bool high) => [.. patients.Where(p => data.Patients[p].HighBurden == high)];

    private static double[] Numbers(ClinicalVariable variable, int[] patients) => [.. patients.Where(p => !variable.IsMissing(p)).Select(variable.Number)];

    private static bool MayBeNormal(double[] values) =>
        values.Length is >= ShapiroWilk.Fewest and <= ShapiroWilk.Most && values.Min() < values.Max() && ShapiroWilk.Test(values).PValue >= Normal;

    private static CharacteristicGroup Summarise(ClinicalVariable variable, int[] patients)
    {
        int missing = patients.Count(variable.IsMissing);
        if (!variable.IsNumeric)
        {
            return new CharacteristicGroup(patients.Length, missing) { Counts = [.. variable.Levels!.Select((_, level) => patients.Count(p => variable.Level(p) == level))] };
        }

        double[] values = Numbers(variable, patients);
        if (values.Length == 0)
        {
            return new CharacteristicGroup(patients.Length, missing);
        }

        Array.Sort(values);
        (double mean, double variance) = Scaling.SampleMoments(values);
        return new CharacteristicGroup(patients.Length, missing)
        {
            Mean = mean,
            Deviation = Math.Sqrt(variance),
            Median = Scaling.Quantile(values, 0.5),
            FirstQuartile = Scaling.Quantile(values, 0.25),
            ThirdQuartile = Scaling.Quantile(values, 0.75),
        };
    }

    /// <summary>The test of a variable between groups of patients; null where it is undefined.</summary>
    private static TestResult? Compare(ClinicalVariable variable, int[][] groups, bool normal)
    {
        TestResult? test = variable.IsNumeric ? CompareNumbers([.. groups.Select(g => Numbers(variable, g))], normal) : CompareCounts(variable, groups);
        return test is null || double.IsNaN(test.PValue) ? null : test;
    }

    private static TestResult? CompareNumbers(double[][] groups, bool normal)
    {
        if (groups.Any(g => g.Length < (normal ? 2 : 1)))
        {
            return null;
        }

        return (groups.Length, normal) switch
        {
            (2, true) => GroupTests.Student(groups[0], groups[1]) with { Method = "Welch t" },
            (2, false) => MannWhitney.Test(groups[0], groups[1]) with { Method = "Mann-Whitney" },
            (_, true) => GroupTests.AnalysisOfVariance(groups) with { Method = "ANOVA" },
            _ => GroupTests.KruskalWallis(groups),
        };
    }

    private static TestResult? CompareCounts(ClinicalVariable variable, int[][] groups)
    {
        int[] levels = [.. Enumerable.Range(0, variable.Levels!.Count).Where(level => groups.Any(g => g.Any(p => variable.Level(p) == level)))];
        if (levels.Length < 2 || groups.Any(g => g.All(variable.IsMissing)))
        {
            return null;
        }

        int[,] counts = new int[levels.Length, groups.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            for (int j = 0; j < groups.Length; j++)
            {
                counts[i, j] = groups[j].Count(p => variable.Level(p) == levels[i]);
            }
        }

        var table = new ContingencyTable(counts);
        TestResult chiSquare = table.ChiSquare() with { Method = "chi-squared" };
        return table.SmallestExpected >= FewExpected ? chiSquare : Exact(table) ?? chiSquare;
    }

    /// <summary>Fisher's exact test; null where there are too many tables to count.</summary>
    private static TestResult? Exact(ContingencyTable table)
    {
        try
        {
            TestResult test = table is { Rows: 2, Columns: 2 } ? FisherExact.Test(table) : FisherExactLarge.Test(table);
            return test with { Method = "Fisher exact" };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>A row of Table 1.</summary>
/// <param name="Variable">Name of the variable.</param>
/// <param name="Levels">Its categories; null when numeric.</param>
/// <param name="IsNormal">Whether mean and standard deviation describe it; else median and quartiles.</param>
/// <param name="Cohorts">Each cohort.</param>
/// <param name="BetweenCohorts">Test between the cohorts; null where undefined or with one cohort.</param>
public sealed record Characteristic(
    string Variable, IReadOnlyList<string>? Levels, bool IsNormal, IReadOnlyList<CharacteristicCohort> Cohorts, TestResult? BetweenCohorts);

/// <summary>A variable in one cohort.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Low">Patients with low burden.</param>
/// <param name="High">Patients with high burden.</param>
/// <param name="Test">Test between the two; null where undefined.</param>
public sealed record CharacteristicCohort(string Cohort, CharacteristicGroup Low, CharacteristicGroup High, TestResult? Test);

/// <summary>A variable in one group.</summary>
/// <param name="Patients">Patients.</param>
/// <param name="Missing">Those without a value.</param>
public sealed record CharacteristicGroup(int Patients, int Missing)
{
    /// <summary>Patients of each category; empty when numeric.</summary>
    public IReadOnlyList<int> Counts { get; init; } = [];

    /// <summary>Mean; NaN for categories or without a value.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Sample standard deviation.</summary>
    public double Deviation { get; init; } = double.NaN;

    /// <summary>Median.</summary>
    public double Median { get; init; } = double.NaN;

    /// <summary>First quartile (type 7).</summary>
    public double FirstQuartile { get; init; } = double.NaN;

    /// <summary>Third quartile (type 7).</summary>
    public double ThirdQuartile { get; init; } = double.NaN;
}
