using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Tests.Radscore.Training;

/// <summary>
/// Cohorts whose outcomes are permuted, so that nothing is to be learnt: correlated features of three centres with scanners of their own. An honest
/// estimate of the area is ½ on average; what is above it is optimism.
/// </summary>
internal static class PermutedCohorts
{
    private const int Patients = 150, Features = 80, Factors = 12;
    private static readonly string[] Centres = ["A", "B", "C"];

    /// <summary>What the two ways find in one cohort.</summary>
    /// <param name="Nested">Nested cross-validation.</param>
    /// <param name="PublishedTraining">Training area of the published order; NaN when it gave no model.</param>
    /// <param name="PublishedCrossValidation">Its cross-validated area; NaN when it gave no model.</param>
    internal sealed record Found(double Nested, double PublishedTraining, double PublishedCrossValidation);

    /// <summary>Trains on permuted cohorts.</summary>
    /// <param name="count">Number of cohorts.</param>
    /// <param name="seed">Seed of the first; the others follow from it.</param>
    /// <param name="network">Whether the ensemble of networks is trained too, or the linear radscore judged.</param>
    /// <param name="done">Called with the number of cohorts done.</param>
    public static Found[] Run(int count, ulong seed, bool network, Action<int>? done = null)
    {
        Found[] found = new Found[count];
        int finished = 0;
        Parallel.For(0, count, c =>
        {
            SeededRandom random = new SeededRandom(seed).Fork((ulong)c);
            TrainingCohort cohort = Draw(random);
            TrainingDesign design = Design(random.NextUInt64(), network);
            int[] patients = cohort.PatientsOf(Centres);
            double nested = NestedValidation.Run(cohort, patients, design, null, CancellationToken.None).Auc;
            PublishedReport? published = PublishedOrder.Run(cohort, design, nested, [], CancellationToken.None);
            found[c] = new Found(nested, published?.Performance[0].Model("radscore")!.Auc ?? double.NaN, published?.Penalty.CrossValidated ?? double.NaN);
            done?.Invoke(Interlocked.Increment(ref finished));
        });
        return found;
    }

    private static TrainingDesign Design(ulong seed, bool network) => new()
    {
        Name = "permuted", Version = "1", Outcome = "permuted", Seed = seed, TrainingCentres = Centres,
        Network = network ? new NetworkStep { Count = 2, Options = new OhifAlnPlugin.Radscore.NetworkTrainingOptions { Seed = 0, Epochs = 100 } } : null,
        Resampling = new ResamplingStep { Folds = 5, Repeats = 1, Bootstraps = 0 },
    };

    private static TrainingCohort Draw(SeededRandom random)
    {
        string[] centres = [.. Enumerable.Range(0, Patients).Select(p => Centres[p % Centres.Length])];
        double[][] factors = [.. Enumerable.Range(0, Factors).Select(_ => Normals(random, Patients))];
        double[][] columns = new double[Features][];
        for (int f = 0; f < Features; f++)
        {
            double[] factor = factors[f % Factors], noise = Normals(random, Patients), shift = Normals(random, Centres.Length);
            columns[f] = [.. Enumerable.Range(0, Patients).Select(p => (1 + (0.3 * (p % Centres.Length))) * (factor[p] + (0.8 * noise[p])) + shift[p % Centres.Length])];
        }

        bool[] outcomes = [.. Enumerable.Range(0, Patients).Select(p => p < Patients / 5)];
        random.Shuffle(outcomes.AsSpan());
        return new TrainingCohort([.. Enumerable.Range(1, Features).Select(f => $"f{f}")], columns, centres, outcomes);
    }

    private static double[] Normals(SeededRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];
}
