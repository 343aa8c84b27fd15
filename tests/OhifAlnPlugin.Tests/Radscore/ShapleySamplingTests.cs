using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Tests.Radscore;

public sealed class ShapleySamplingTests
{
    private static readonly double[] Weights = [.. Enumerable.Range(0, 20).Select(i => Math.Sin(i + 1))];

    [Fact]
    public void An_additive_score_is_explained_exactly()
    {
        double[][] background = Cases(15, 20, seed: 1);
        double[] patient = Cases(1, 20, seed: 2)[0];

        ShapleyValues found = ShapleySampling.Compute(x => Additive(x), patient, background);

        for (int i = 0; i < patient.Length; i++)
        {
            found.Contributions[i].ShouldBe(Weights[i] * (Cube(patient[i]) - background.Average(b => Cube(b[i]))), 1e-10);
            found.StandardErrors[i].ShouldBe(0, 1e-7);
        }
    }

    [Fact]
    public void Sampled_contributions_lie_around_the_exact_ones_as_their_standard_errors_say()
    {
        double[][] background = Cases(10, 10, seed: 3);
        List<double> z = [];
        for (int seed = 10; seed < 50; seed++)
        {
            double[] patient = Cases(1, 10, seed)[0];
            ShapleyValues exact = ShapleyValues.Exact(Interacting, patient, background), sampled = ShapleySampling.Compute(Interacting, patient, background);
            sampled.Baseline.ShouldBe(exact.Baseline, 1e-12);
            sampled.Contributions.Sum().ShouldBe(Interacting(patient) - exact.Baseline, 1e-9);
            z.AddRange(exact.Contributions.Select((e, i) => (sampled.Contributions[i] - e) / sampled.StandardErrors[i]));
        }

        Math.Sqrt(z.Average(v => v * v)).ShouldBeInRange(0.85, 1.15);
        z.Count(v => Math.Abs(v) > 1.96).ShouldBeInRange(8, 36);
    }

    [Fact]
    public void The_same_patient_gives_the_same_bits()
    {
        RadscoreModel model = SmallModels.Create(16);
        double[] once = Contributions(), again = Contributions();

        once.ShouldBe(again);

        double[] Contributions() => [.. model.Predict(SmallModels.Patient(16)).Contributions.SelectMany(c => new[] { c.Contribution, c.StandardError })];
    }

    [Fact]
    public void Up_to_twelve_features_the_standard_error_is_none_and_above_it_is_told()
    {
        SmallModels.Create(12).Predict(SmallModels.Patient(12)).Contributions.ShouldAllBe(c => c.StandardError == 0);
        SmallModels.Create(13).Predict(SmallModels.Patient(13)).Contributions.ShouldContain(c => c.StandardError > 0);
    }

    private static double Cube(double v) => v * v * v;

    private static double Additive(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Weights[i] * Cube(x[i]);
        }

        return sum;
    }

    private static double Interacting(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Weights[i] * x[i] * x[(i + 1) % x.Length] * x[(i + 3) % x.Length];
        }

        return Math.Tanh(sum);
    }

    private static double[][] Cases(int count, int features, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, features).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
    }
}
