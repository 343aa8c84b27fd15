using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Tests.Radscore.Training;

/// <summary>Small cohorts of three centres with a signal, its copy, a weaker signal and noise.</summary>
internal static class Cohorts
{
    public static readonly string[] Names = ["signal", "copy", "weak", "noise1", "noise2", "noise3", "constant"];

    public static TrainingDesign Design { get; } = new()
    {
        Name = "small", Version = "1", Outcome = "high", Seed = 1, TrainingCentres = ["A", "B", "C"],
        Network = new NetworkStep { Architecture = NetworkArchitecture.Published(4), Count = 2, Options = new NetworkTrainingOptions { Seed = 0, Epochs = 80, LearningRate = 0.01, WeightDecay = 0.1 } },
        Resampling = new ResamplingStep { Folds = 3, Repeats = 1, Bootstraps = 2 },
    };

    /// <summary>Burden follows the logit 1.5·signal + 0.7·weak − 1; each centre shifts and stretches every feature.</summary>
    public static TrainingCohort Small(ulong seed, int patients = 180)
    {
        SeededRandom random = new(seed);
        double[][] columns = [.. Names.Select(_ => new double[patients])];
        bool[] high = new bool[patients];
        for (int p = 0; p < patients; p++)
        {
            double signal = random.Normal(), weak = random.Normal();
            double[] values = [signal, signal + random.Normal(0, 0.2), weak, random.Normal(), random.Normal(), random.Normal(), 0];
            for (int f = 0; f < values.Length; f++)
            {
                columns[f][p] = f == values.Length - 1 ? 3 : ((1 + (0.3 * (p % 3))) * values[f]) + (p % 3);
            }

            high[p] = random.Chance(1 / (1 + Math.Exp(1 - (1.5 * signal) - (0.7 * weak))));
        }

        return new TrainingCohort(Names, columns, [.. Enumerable.Range(0, patients).Select(p => "ABC"[p % 3].ToString())], high);
    }
}
