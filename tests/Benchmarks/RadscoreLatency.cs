using System.Diagnostics;
using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// <c>radscore BUNDLE [ROUNDS]</c>: a score of a VOI of 20 000 voxels in a breast-sized volume, alone and with its stability band and assessment,
/// in turn in one run; and the contributions of twelve features.
/// </summary>
internal static class RadscoreLatency
{
    /// <summary>Runs and prints the medians.</summary>
    public static int Run(string bundleFolder, int rounds)
    {
        RadscoreAssessor assessor = new(RadscoreBundle.Read(bundleFolder));
        RadscoreBundle bundle = assessor.Bundle;
        CaseContext context = new() { Centre = assessor.Harmonization?.Centres.First() };
        (Volume image, Mask voi) = RadiomicsPhantom.Native(radiusMm: 15.42);
        double[] alone = new double[rounds], whole = new double[rounds], shapley = new double[rounds];
        RadscoreModel twelve = Twelve();
        FeatureVector patient = new(twelve.FeatureNames, [.. Enumerable.Repeat(0.7, 12)]);
        for (int round = -5; round < rounds; round++)
        {
            double a = Milliseconds(() => bundle.Model.Predict(bundle.Extract(image, voi)));
            double w = Milliseconds(() =>
            {
                VoiVariants variants = VoiVariants.Extract(bundle, image, voi);
                RadscoreAssessment assessment = assessor.Assess(variants.Extraction.Features, context);
                variants.BandOf(assessor, context, assessment.Prediction.Radscore);
            });
            double s = Milliseconds(() => twelve.Predict(patient));
            if (round >= 0)
            {
                (alone[round], whole[round], shapley[round]) = (a, w, s);
            }
        }

        Print($"VOI of {voi.Count()} voxels, {bundle.Model.FeatureNames.Count} features, {rounds} rounds, {Environment.ProcessorCount} processors");
        Print($"score and contributions: {Median(alone):0.0} ms");
        Print($"with stability band and assessment: {Median(whole):0.0} ms, {Median(whole) / Median(alone):0.00} times as long");
        Print($"contributions of 12 features, 5 networks, 50 background cases: {Median(shapley):0.0} ms");
        return 0;
    }

    /// <summary>A model of the published architecture with twelve features and weights from a seed.</summary>
    private static RadscoreModel Twelve()
    {
        Random random = new(1);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        double[] quantiles = [.. Enumerable.Range(0, RadscoreFeature.QuantileCount).Select(q => q / 50.0)];
        int[] widths = [.. NetworkArchitecture.Published().Hidden.Select(h => h.Units)];
        BackPropagationNetwork Network() => new(
            [.. widths.Select((w, l) => new HiddenLayer(new DenseLayer(l == 0 ? 12 : widths[l - 1], Numbers((l == 0 ? 12 : widths[l - 1]) * w), Numbers(w)), null))],
            new DenseLayer(widths[^1], Numbers(widths[^1]), [0]));
        return new RadscoreModel(
            [.. Enumerable.Range(0, 12).Select(i => new RadscoreFeature($"original_firstorder_F{i}", $"F{i}", "a test", "1", 0, 1, quantiles))],
            [.. Enumerable.Range(0, 5).Select(_ => Network())],
            new CutOff(0.5, "a test"),
            [.. Enumerable.Range(0, 50).Select(_ => Numbers(12))]);
    }

    private static double Milliseconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
