using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Benchmarks.Clicks;

/// <summary>
/// <c>clicks measure CASES OUT.csv</c>: the Dice coefficient of one click with default options, at the deepest voxel of each true outline and at five
/// voxels drawn from it; <c>clicks phantoms CASES COUNT SEED</c> writes generated cases. <c>prototype.py</c> beside it makes the same clicks with another program.
/// </summary>
internal static class ClickMeasurement
{
    private const int RandomClicks = 5;
    private const double RadiusMm = 30, MarginMm = 45;

    /// <summary>Runs a verb.</summary>
    public static int Run(string[] arguments)
    {
        switch (arguments)
        {
            case ["measure", var cases, var table]:
                Measure(cases, table);
                return 0;
            case ["phantoms", var cases, var count, var seed]:
                WritePhantoms(cases, int.Parse(count, CultureInfo.InvariantCulture), ulong.Parse(seed, CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Error.WriteLine("clicks measure CASES OUT.csv, or clicks phantoms CASES COUNT SEED.");
                return 1;
        }
    }

    private static void Measure(string cases, string table)
    {
        using var writer = new StreamWriter(table);
        writer.WriteLine("group,case,click,i,j,k,dice");
        foreach (ClickCase lesion in ClickCase.ReadAll(cases))
        {
            int number = 0;
            foreach (VoxelSeed click in ClicksIn(lesion.Truth))
            {
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lesion.Group},{lesion.Name},{(number++ == 0 ? "deepest" : "random")},{click.I},{click.J},{click.K},{Dice(lesion, click):0.0000}"));
            }
        }
    }

    private static double Dice(ClickCase lesion, VoxelSeed click)
    {
        GeodesicRegion region = lesion.PreContrast is { } pre
            ? ClickedRegion.Find(new DynamicSeries([new(pre, 0), new(lesion.Bright, 90)], 0, 1), click, RadiusMm)
            : ClickedRegion.Find(lesion.Bright, click, RadiusMm);
        Mask grown = region.Grow().Uncrop(lesion.Truth.Geometry, region.Box);
        return MaskAgreement.Between(grown, lesion.Truth).Dice;
    }

    /// <summary>The deepest voxel of an outline, the first of several, and voxels drawn from it with a fixed seed.</summary>
    private static IEnumerable<VoxelSeed> ClicksIn(Mask truth)
    {
        float[] depth = EuclideanDistance.SquaredDepthMm(truth);
        int[] inside = [.. Enumerable.Range(0, depth.Length).Where(n => truth.Voxels[n] != 0)];
        yield return At(truth, inside.MaxBy(n => depth[n]));
        var random = new SeededRandom(1);
        for (int n = 0; n < RandomClicks; n++)
        {
            yield return At(truth, inside[random.Below(inside.Length)]);
        }
    }

    private static VoxelSeed At(Mask truth, int offset)
    {
        (int i, int j, int k) = truth.Geometry.IndicesOf(offset);
        return new(i, j, k);
    }

    private static void WritePhantoms(string folder, int count, ulong seed)
    {
        var options = new PhantomOptions { Size = PhantomSize.Full, Centres = 4, CropMarginMm = MarginMm };
        foreach (PatientPlan plan in PatientPlan.Cohort(seed, count, options))
        {
            PhantomPatient patient = PhantomPatient.Render(plan, options);
            if (patient.Truth.Count() > 0)
            {
                new ClickCase("generated", plan.Clinical.PatientId, patient.Series.PreContrast, patient.Series.Peak, patient.Truth).Write(folder);
            }
        }
    }
}
