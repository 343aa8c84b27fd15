using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class RandomWalkerTests
{
    [Fact]
    public void In_an_even_row_the_probability_falls_evenly_between_the_seeds()
    {
        VolumeGeometry row = VolumeGeometry.AxisAligned(11, 1, 1, new(0.7, 1, 1));
        double[] p = RandomWalker.Probability(new Volume(row, new float[11]), At(row, 0), At(row, 10));
        p.Select((v, n) => Math.Abs(v - (1 - (n / 10.0)))).Max().ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void A_step_of_the_signal_holds_the_walk()
    {
        VolumeGeometry row = VolumeGeometry.AxisAligned(12, 1, 1, new(1, 1, 1));
        var step = new Volume(row, [.. Enumerable.Range(0, 12).Select(i => i < 4 ? 100f : 0f)]);
        double[] p = RandomWalker.Probability(step, At(row, 0), At(row, 11), new RandomWalkerOptions { Contrast = 100 });
        p[3].ShouldBeGreaterThan(0.99);
        p[4].ShouldBeLessThan(0.01);
    }

    [Fact]
    public void Small_walks_agree_with_scipys_direct_solution()
    {
        foreach (JsonElement golden in Golden().EnumerateArray())
        {
            int[] size = Values<int>(golden, "size");
            double[] mm = Values<double>(golden, "spacingMm"), expected = Values<double>(golden, "probability");
            VolumeGeometry grid = VolumeGeometry.AxisAligned(size[0], size[1], size[2], new(mm[0], mm[1], mm[2]));
            var image = new Volume(grid, [.. Values<double>(golden, "image").Select(v => (float)v)]);
            var options = new RandomWalkerOptions { Beta = golden.GetProperty("beta").GetDouble(), Contrast = golden.GetProperty("contrast").GetDouble(), Tolerance = 1e-10 };
            double[] p = RandomWalker.Probability(image, At(grid, Values<int>(golden, "foreground")), At(grid, Values<int>(golden, "background")), options);
            p.Zip(expected).Max(v => Math.Abs(v.First - v.Second)).ShouldBeLessThan(1e-7);
        }
    }

    [Fact]
    public void Swapping_the_seeds_gives_the_complement() =>
        Prop.ForAll<PositiveInt>(seed =>
        {
            var (image, a, b) = Random((ulong)seed.Get);
            var options = new RandomWalkerOptions { Contrast = 50, Tolerance = 1e-10 };
            double[] p = RandomWalker.Probability(image, a, b, options), q = RandomWalker.Probability(image, b, a, options);
            return p.Zip(q).All(v => Math.Abs(v.First + v.Second - 1) < 1e-6) && p.All(v => v is >= 0 and <= 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void The_same_walk_gives_the_same_bits_again()
    {
        var (image, a, b) = Random(5);
        RandomWalker.Probability(image, a, b).ShouldBe(RandomWalker.Probability(image, a, b));
    }

    [Fact]
    public void Seeds_that_cannot_be_used_are_refused()
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(3, 3, 3, new(1, 1, 1));
        var image = new Volume(g, new float[27]);
        Should.Throw<ArgumentException>(() => RandomWalker.Probability(image, At(g), At(g, 1))).Message.ShouldContain("at least one foreground");
        Should.Throw<ArgumentException>(() => RandomWalker.Probability(image, At(g, 4), At(g, 4))).Message.ShouldContain("(1, 1, 0)");
        Should.Throw<ArgumentOutOfRangeException>(() => RandomWalker.Probability(image, At(g, 4), At(g, 5), new RandomWalkerOptions { Beta = 0 })).Message.ShouldContain("1 … 1000");
    }

    [Fact]
    public void A_cancelled_walk_stops()
    {
        var (image, a, b) = Random(5);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => RandomWalker.Probability(image, a, b, cancellation: cancelled.Token));
    }

    private static (Volume Image, Mask A, Mask B) Random(ulong seed)
    {
        var random = new SeededRandom(seed);
        VolumeGeometry g = VolumeGeometry.AxisAligned(7, 6, 5, new(0.8, 1, 1.5));
        return (new Volume(g, [.. Enumerable.Range(0, g.VoxelCount).Select(_ => (float)(100 + (20 * random.Normal())))]), At(g, random.Below(100)), At(g, 100 + random.Below(100)));
    }

    private static Mask At(VolumeGeometry g, params int[] voxels)
    {
        var mask = new Mask(g);
        foreach (int n in voxels)
        {
            mask.Voxels[n] = 1;
        }

        return mask;
    }

    private static T[] Values<T>(JsonElement golden, string name) => golden.GetProperty(name).Deserialize<T[]>()!;

    private static JsonElement Golden() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Reference.RepositoryRoot, "tests", "Golden", "scipy-1.10.1", "random-walker", "golden.json"))).RootElement;
}
