using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OhifAlnPlugin.Benchmarks.Orthanc;
using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Benchmarks.Cohort;

/// <summary>Times the steps of a selection on a large cohort beside R's, in turn, and compares their results.</summary>
internal static class CohortSpeed
{
    private const int Patients = 1200;
    private const int Features = 944;
    private const int Folds = 5;

    private static readonly ElasticNetOptions AsGlmnet = new() { Alpha = 0.5, Tolerance = 1e-7 };

    /// <summary>Measures and prints a Markdown table.</summary>
    /// <param name="script"><c>cohort.R</c>.</param>
    /// <param name="rounds">Rounds that count, after one to warm up.</param>
    /// <returns>Exit code.</returns>
    public static int Run(string script, int rounds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aln-cohort-");
        try
        {
            GeneratedCohort cohort = GeneratedCohort.Draw(Patients, Features, 5, 1);
            int[] folds = [.. Enumerable.Range(0, Patients).Select(i => (i % Folds) + 1)];
            IReadOnlyList<double[]> harmonised = Combat.Fit(cohort.First, cohort.Centres).Harmonised;
            Write(folder.FullName, cohort, harmonised, folds);
            var times = new StepTimes();
            CohortResults? results = null;
            for (int round = 0; round <= rounds; round++)
            {
                results = Steps(cohort, folds, times.Ours(counts: round > 0));
                RunR(script, folder.FullName, times.Theirs(counts: round > 0));
            }

            Print(times, rounds, results!, folder.FullName);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CohortResults Steps(GeneratedCohort cohort, int[] folds, Action<string, double> add)
    {
        T Timed<T>(string step, Func<T> work, int times = 1)
        {
            T result = default!;
            double[] seconds = new double[times];
            for (int n = 0; n < times; n++)
            {
                var watch = Stopwatch.StartNew();
                result = work();
                seconds[n] = watch.Elapsed.TotalSeconds;
            }

            add(step, seconds.Order().ElementAt(times / 2));
            return result;
        }

        double[] icc = Timed("icc", () =>
        {
            double[] values = new double[Features];
            Parallel.For(0, Features, j => values[j] = IntraclassCorrelation.Compute([cohort.First[j], cohort.Second[j]], IccForm.Agreement).Value);
            return values;
        });
        IReadOnlyList<double[]> harmonised = Timed("combat", () => Combat.Fit(cohort.First, cohort.Centres).Harmonised, times: 15);
        int[] left = Timed("selection", () => Select(icc, harmonised, cohort.Outcomes));
        ElasticNetPath path = Timed("path", () => ElasticNet.Fit(harmonised, cohort.Outcomes, AsGlmnet));
        ElasticNetSelection all = Timed("cv", () => ElasticNetCrossValidation.Run(harmonised, cohort.Outcomes, folds, AsGlmnet, ElasticNetMeasure.Deviance));
        Timed("net", () => ElasticNetCrossValidation.Run([.. left.Select(j => harmonised[j])], cohort.Outcomes, folds, AsGlmnet, ElasticNetMeasure.Deviance));
        return new CohortResults(icc, harmonised, path, all, left.Length);
    }

    /// <summary>The features that are reproducible, differ between the groups, and are not copies of each other.</summary>
    private static int[] Select(double[] icc, IReadOnlyList<double[]> features, bool[] outcomes)
    {
        int[] reproducible = [.. Enumerable.Range(0, Features).Where(j => icc[j] > 0.75)];
        double[] p = new double[Features];
        Parallel.ForEach(reproducible, j => p[j] = MannWhitney.Test(
            [.. features[j].Where((_, i) => !outcomes[i])], [.. features[j].Where((_, i) => outcomes[i])]).PValue);
        int[] different = [.. reproducible.Where(j => p[j] < 0.05)];
        double[,] r = Correlation.Matrix([.. different.Select(j => features[j])], CorrelationKind.Spearman);
        HashSet<int> removed = [.. CorrelatedFeatures.ToRemove(r, 0.6)];
        return [.. different.Where((_, k) => !removed.Contains(k))];
    }

    private static void Write(string folder, GeneratedCohort cohort, IReadOnlyList<double[]> harmonised, int[] folds)
    {
        void Put(string name, IEnumerable<double> values) =>
            File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes<double>(values.ToArray()).ToArray());

        Put("first", cohort.First.SelectMany(f => f));
        Put("second", cohort.Second.SelectMany(f => f));
        Put("harmonised", harmonised.SelectMany(f => f));
        string[] names = [.. cohort.Centres.Distinct()];
        Put("centre", cohort.Centres.Select(c => (double)Array.IndexOf(names, c)));
        Put("outcome", cohort.Outcomes.Select(o => o ? 1.0 : 0.0));
        Put("folds", folds.Select(f => (double)f));
    }

    private static void RunR(string script, string folder, Action<string, double> add)
    {
        using Process r = Process.Start(new ProcessStartInfo("Rscript", [script, folder, $"{Patients}", $"{Features}"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        while (r.StandardOutput.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            add(words[0], double.Parse(words[1], CultureInfo.InvariantCulture));
        }

        r.WaitForExit();
        if (r.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} ended with {r.ExitCode}; it needs the R packages sva, glmnet and psych.");
        }
    }

    private static void Print(StepTimes times, int rounds, CohortResults results, string folder)
    {
        Console.WriteLine($"{Patients} patients × {Features} features × 2 readings, 5 centres, medians of {rounds} rounds; {Machine.Description}\n");
        Console.WriteLine("| step | ours, s | R, s | ratio | largest difference |");
        Console.WriteLine("|---|---|---|---|---|");
        Console.WriteLine(times.Row("icc", "ICC(A,1) with interval (compared with psych::ICC)", results.AgainstIcc(folder)));
        Console.WriteLine(times.Row("combat", "ComBat (sva::ComBat)", results.AgainstCombat(folder)));
        Console.WriteLine(times.Row("selection", "ICC > 0.75, rank-sum, correlation", double.NaN));
        Console.WriteLine(times.Row("path", $"elastic-net path of {Features} features (glmnet)", results.AgainstPath(folder)));
        Console.WriteLine(times.Row("cv", "the same with 5-fold cross-validation (cv.glmnet)", results.AgainstCrossValidation(folder)));
        Console.WriteLine(times.Row("net", $"path and cross-validation of the {results.Left} features left", double.NaN));
        Console.WriteLine($"\nAll steps of a selection: {times.Sum("icc", "combat", "selection", "net"):F2} s.");
    }
}
