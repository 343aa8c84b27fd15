using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Tests.Analysis;

/// <summary>Labels of VOIs that share voxels.</summary>
public sealed class LabelLayersTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(3, 2, 2, new(1, 1, 1));

    [Fact]
    public void Every_VOI_is_whole_whatever_the_order_in_which_they_are_laid()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Check(new Random(seed));
        }
    }

    private static void Check(Random random)
    {
        Dictionary<byte, Mask> vois = Enumerable.Range(1, 1 + random.Next(5)).ToDictionary(n => (byte)(7 * n), _ => new Mask(Grid, [.. Enumerable.Range(0, Grid.VoxelCount).Select(_ => (byte)random.Next(2))]));
        LabelLayers layers = Laid(vois, vois.Keys.Order()), otherwise = Laid(vois, vois.Keys.OrderBy(_ => random.Next()));

        layers.IsSameAs(otherwise).ShouldBeTrue();
        LabelLayers.Of([.. Enumerable.Range(0, layers.Count).Reverse().Select(n => (byte[])layers[n].Clone())]).IsSameAs(layers).ShouldBeTrue();
        foreach ((byte number, Mask mask) in vois)
        {
            layers.MaskOf(Grid, number).Voxels.ShouldBe(mask.Voxels);
        }

        int deepest = Enumerable.Range(0, Grid.VoxelCount).Max(n => vois.Values.Count(m => m.Voxels[n] != 0));
        layers.Count.ShouldBe(Math.Max(1, deepest));
        layers.Top.ShouldBe(Enumerable.Range(0, Grid.VoxelCount).Select(n => vois.Where(v => v.Value.Voxels[n] != 0).Select(v => v.Key).DefaultIfEmpty((byte)0).Max()));
    }

    private static LabelLayers Laid(Dictionary<byte, Mask> vois, IEnumerable<byte> order)
    {
        var layers = LabelLayers.Single(new byte[Grid.VoxelCount]);
        foreach (byte number in order)
        {
            layers.Add(vois[number], number);
        }

        return layers;
    }
}
