using System.Globalization;
using OhifAlnPlugin.Tests.Radscore.Training;

namespace OhifAlnPlugin.Benchmarks.Leakage;

/// <summary>Trains on cohorts with permuted outcomes, by nested cross-validation and in the published order, and prints the mean areas.</summary>
internal static class PermutedOutcomes
{
    private const ulong Seed = 2026;
    private const double Tolerance = 0.02;

    /// <returns>0 when the nested area is ½ within 0.02.</returns>
    public static int Run(int cohorts, bool network)
    {
        PermutedCohorts.Found[] found = PermutedCohorts.Run(cohorts, Seed, network, done =>
        {
            if (done % 10 == 0)
            {
                Console.Error.WriteLine($"{done} of {cohorts}");
            }
        });
        Print("nested cross-validation", [.. found.Select(f => f.Nested)], cohorts);
        Print("published order, training", [.. found.Select(f => f.PublishedTraining).Where(double.IsFinite)], cohorts);
        Print("published order, its cross-validation", [.. found.Select(f => f.PublishedCrossValidation).Where(double.IsFinite)], cohorts);
        return Math.Abs(found.Average(f => f.Nested) - 0.5) <= Tolerance ? 0 : 1;
    }

    private static void Print(string name, double[] areas, int cohorts)
    {
        double mean = areas.Average(), deviation = Math.Sqrt(areas.Sum(a => (a - mean) * (a - mean)) / (areas.Length - 1));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: mean AUC {mean:F4}, standard deviation {deviation:F3}, standard error {deviation / Math.Sqrt(areas.Length):F4}, {areas.Length} of {cohorts} cohorts"));
    }
}
