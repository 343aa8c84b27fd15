using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

/// <summary>Training against the published network re-coded in R with gradients checked numerically (golden 20_bp_neural_network).</summary>
public sealed class NetworkTrainingTests
{
    private const string Folder = "20_bp_neural_network";
    private const int Inputs = 8;
    private const int Units = 12;

    private static readonly GoldenTable Train = GoldenTable.Read(Folder, "input_train.csv");
    private static readonly bool[] Labels = [.. Train.Column("label").Select(l => l == 1)];
    private static readonly double[][] Cases = ScaledCases();

    [Fact]
    public void Inference_before_training_is_that_of_R() =>
        RequireProbabilities(Network("input_initial_weights.csv"), "p_initial_inference");

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(250)]
    public void Weights_and_moving_statistics_are_those_of_R(int epochs)
    {
        BackPropagationNetwork trained = TrainFromR(epochs).Network;
        BackPropagationNetwork expected = Network($"expected_weights_epoch{epochs}.csv");

        for (int l = 0; l < 3; l++)
        {
            RequireEqual(trained.Hidden[l].Dense.Weights, expected.Hidden[l].Dense.Weights);
            RequireEqual(trained.Hidden[l].Dense.Biases, expected.Hidden[l].Dense.Biases);
        }

        BatchNormalization normalization = trained.Hidden[0].Normalization!, golden = expected.Hidden[0].Normalization!;
        RequireEqual(normalization.Gamma, golden.Gamma);
        RequireEqual(normalization.Beta, golden.Beta);
        RequireEqual(normalization.Mean, golden.Mean);
        RequireEqual(normalization.Variance, golden.Variance);
        RequireEqual(trained.Output.Weights, expected.Output.Weights);
        RequireEqual(trained.Output.Biases, expected.Output.Biases);
    }

    [Fact]
    public void Loss_of_every_epoch_is_that_of_R() =>
        RequireEqual([.. TrainFromR(250).Losses], GoldenTable.Read(Folder, "expected_training_loss.csv").Column("train_loss"));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(250)]
    public void Probabilities_after_training_are_those_of_R(int epochs) =>
        RequireProbabilities(TrainFromR(epochs).Network, $"p_epoch{epochs}");

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        double[] first = Weights(seed: 3), second = Weights(seed: 3), other = Weights(seed: 4);

        second.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public void Training_lowers_the_loss()
    {
        IReadOnlyList<double> losses = NetworkTraining.Fit(Cases, Labels, NetworkArchitecture.Published(), new NetworkTrainingOptions { Seed = 1 }).Losses;

        losses[^1].ShouldBeLessThan(losses[0]);
    }

    [Fact]
    public void Early_stopping_keeps_the_best_epoch()
    {
        TrainedNetwork trained = NetworkTraining.Fit(
            Cases, Labels, NetworkArchitecture.Published(20), new NetworkTrainingOptions { Seed = 1, Epochs = 3000, LearningRate = 0.01, EarlyStopping = new EarlyStopping(0.25, 30) });

        trained.Losses.Count.ShouldBe(trained.BestEpoch + 30);
        trained.BestEpoch.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Weight_decay_gives_smaller_weights()
    {
        double Size(double decay) => NetworkTraining
            .Fit(Cases, Labels, NetworkArchitecture.Published(), new NetworkTrainingOptions { Seed = 1, WeightDecay = decay })
            .Network.Hidden.Sum(h => h.Dense.Weights.ToArray().Sum(w => w * w));

        Size(1).ShouldBeLessThan(Size(0));
    }

    [Fact]
    public void One_class_alone_is_refused() =>
        Should.Throw<ArgumentException>(() => NetworkTraining.Fit([[1.0], [2.0]], [true, true], NetworkArchitecture.Published(), new NetworkTrainingOptions { Seed = 1 }))
            .Message.ShouldContain("one group is empty");

    [Fact]
    public void A_case_that_is_not_finite_is_named() =>
        Should.Throw<ArgumentException>(() => NetworkTraining.Fit([[1.0], [double.NaN]], [true, false], NetworkArchitecture.Published(), new NetworkTrainingOptions { Seed = 1 }))
            .Message.ShouldContain("A feature of case 2 is NaN");

    private static double[] Weights(ulong seed) => NetworkTraining
        .Fit(Cases, Labels, NetworkArchitecture.Published(), new NetworkTrainingOptions { Seed = seed, Epochs = 5 })
        .Network.Hidden[1].Dense.Weights.ToArray();

    /// <summary>The golden run: 250 epochs planned, so the step size decays by η/250 however early the run ends.</summary>
    private static TrainedNetwork TrainFromR(int epochs) => NetworkTraining.Continue(
        Network("input_initial_weights.csv"), Cases, Labels, new NetworkTrainingOptions { Seed = 0, Epochs = epochs, LearningRateDecay = 5e-4 / 250 });

    private static void RequireProbabilities(BackPropagationNetwork network, string column) =>
        RequireEqual([.. Cases.Select(c => network.Forward(c))], GoldenTable.Read(Folder, "expected_probs.csv").Column(column));

    private static void RequireEqual(ReadOnlySpan<double> found, ReadOnlySpan<double> expected)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < found.Length; i++)
        {
            found[i].ShouldBe(expected[i], 1e-8);
        }
    }

    private static double[][] ScaledCases()
    {
        GoldenTable scaling = GoldenTable.Read(Folder, "expected_zscore_params.csv");
        double[] mean = scaling.Column("mean"), deviation = scaling.Column("sd_population");
        return [.. Enumerable.Range(0, Train.Rows).Select(r =>
            Enumerable.Range(0, Inputs).Select(f => (Train.Number(r, $"f{f + 1}") - mean[f]) / deviation[f]).ToArray())];
    }

    private static BackPropagationNetwork Network(string file)
    {
        GoldenTable table = GoldenTable.Read(Folder, file);
        double[] Tensor(string name, int rows, int columns, double missing = double.NaN)
        {
            double[] values = new double[rows * columns];
            int[] found = table.RowsWhere("tensor", name);
            Array.Fill(values, missing);
            foreach (int r in found)
            {
                values[(((int)table.Number(r, "row") - 1) * columns) + (int)table.Number(r, "col") - 1] = table.Number(r, "value");
            }

            return values;
        }

        BatchNormalization normalization = new(
            Tensor("gamma", Units, 1), Tensor("beta", Units, 1), Tensor("bn_moving_mean", Units, 1, 0), Tensor("bn_moving_var", Units, 1, 1));
        return new BackPropagationNetwork(
            [
                new HiddenLayer(new DenseLayer(Inputs, Tensor("W1", Inputs, Units), Tensor("b1", Units, 1)), normalization),
                new HiddenLayer(new DenseLayer(Units, Tensor("W2", Units, Units), Tensor("b2", Units, 1)), null),
                new HiddenLayer(new DenseLayer(Units, Tensor("W3", Units, Units), Tensor("b3", Units, 1)), null),
            ],
            new DenseLayer(Units, Tensor("W4", Units, 1), Tensor("b4", 1, 1)));
    }
}
