using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation;

/// <summary>Scribbles, box and limits on a phantom, and on images small enough to count by hand.</summary>
public sealed class PromptedRegionTests
{
    private static readonly Lazy<PhantomPatient> Phantom = new(() => PhantomPatient.Generate(3, new PhantomOptions { Form = LesionForm.Irregular, CropMarginMm = 25 }));

    [Fact]
    public void A_stroke_through_the_lesion_finds_it()
    {
        TumourCandidate found = ScribbledRegion.Find(Phantom.Value.Series, Stroke(), []);
        MaskAgreement.Between(found.ToMask(Phantom.Value.Truth.Geometry), Phantom.Value.Truth).Dice.ShouldBeGreaterThan(0.75);
    }

    [Fact]
    public void A_background_stroke_cuts_off_what_it_covers()
    {
        TumourCandidate all = ScribbledRegion.Find(Phantom.Value.Series, Stroke(), []);
        Mask mask = all.ToMask(Phantom.Value.Truth.Geometry);
        int k = all.Box.MaxK;
        VoxelSeed[] slice = [.. Enumerable.Range(0, mask.Geometry.SliceLength).Select(n => mask.Geometry.IndicesOf((k * mask.Geometry.SliceLength) + n))
            .Where(v => mask[v.I, v.J, v.K]).Select(v => new VoxelSeed(v.I, v.J, v.K))];
        Mask cut = ScribbledRegion.Find(Phantom.Value.Series, Stroke(), slice).ToMask(mask.Geometry);
        slice.ShouldAllBe(s => !cut[s.I, s.J, s.K]);
        cut.Count().ShouldBeLessThan(mask.Count());
    }

    [Fact]
    public void Strokes_that_cannot_be_used_are_refused_with_a_sentence()
    {
        DynamicSeries series = Phantom.Value.Series;
        VoxelSeed[] stroke = Stroke();
        Refused(() => ScribbledRegion.Find(series, [], [])).ShouldContain("at least one voxel");
        Refused(() => ScribbledRegion.Find(series, [new(-1, 0, 0)], [])).ShouldContain("Column -1, row 0, slice 0 lies outside");
        Refused(() => ScribbledRegion.Find(series, stroke, [stroke[0]])).ShouldContain("as tumour and as background");
        Refused(() => ScribbledRegion.Find(series, stroke, [], new IndexBox(0, 0, 0, 2, 2, 2))).ShouldContain("leaves the box");
        Refused(() => ScribbledRegion.Find(series, stroke, [], new IndexBox(5, 5, 5, 4, 5, 5))).ShouldContain("is empty");
    }

    [Fact]
    public void The_functional_tumour_volume_keeps_enhancing_tissue_with_four_neighbours()
    {
        // A block of 2×2×2 that doubles, one lone voxel that doubles, and one dark voxel (fat) that doubles.
        VolumeGeometry g = VolumeGeometry.AxisAligned(8, 8, 4, new(1, 1, 1));
        float[] pre = [.. Enumerable.Repeat(100f, g.VoxelCount)], peak = (float[])pre.Clone();
        foreach ((int i, int j, int k) in new[] { (1, 1, 1), (2, 1, 1), (1, 2, 1), (2, 2, 1), (1, 1, 2), (2, 1, 2), (1, 2, 2), (2, 2, 2), (6, 6, 1) })
        {
            peak[g.Offset(i, j, k)] = 200;
        }

        (pre[g.Offset(3, 1, 1)], peak[g.Offset(3, 1, 1)]) = (20, 60);
        var series = new DynamicSeries([new(new Volume(g, pre), 0), new(new Volume(g, peak), 90)], 0, 1);
        TumourCandidate volume = FunctionalTumourVolume.Find(series, g.WholeBox());
        volume.VolumeMm3.ShouldBe(8);
        volume.Box.ShouldBe(new IndexBox(1, 1, 1, 2, 2, 2));
        FunctionalTumourVolume.Find(series, g.WholeBox(), new FunctionalTumourVolumeOptions { ConnectedNeighbours = 0 }).VolumeMm3.ShouldBe(9);
        FunctionalTumourVolume.Find(series, g.WholeBox(), new FunctionalTumourVolumeOptions { BackgroundFraction = 0.1 }).VolumeMm3.ShouldBe(9);
        Refused(() => FunctionalTumourVolume.Find(series, g.WholeBox(), new FunctionalTumourVolumeOptions { PercentEnhancement = 250 })).ShouldContain("No voxel of the box passes: 0 of 256");
        Refused(() => FunctionalTumourVolume.Find(series, new IndexBox(0, 0, 0, 8, 7, 3))).ShouldContain("8 columns");
        Should.Throw<ArgumentOutOfRangeException>(() => FunctionalTumourVolume.Find(series, g.WholeBox(), new FunctionalTumourVolumeOptions { ConnectedNeighbours = 27 })).Message.ShouldContain("0 … 26");
    }

    [Fact]
    public void A_last_phase_darker_than_before_contrast_is_no_tumour()
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(4, 4, 4, new(1, 1, 1));
        Volume Even(float value) => new(g, [.. Enumerable.Repeat(value, g.VoxelCount)]);
        var falling = new DynamicSeries([new(Even(100), 0), new(Even(200), 90), new(Even(90), 400)], 0, 1);
        Refused(() => FunctionalTumourVolume.Find(falling, g.WholeBox())).ShouldContain("0 of 64");
    }

    [Theory]
    [InlineData(ThresholdQuantity.PeakSignal, 190, 210, 2)]
    [InlineData(ThresholdQuantity.Enhancement, 100, double.PositiveInfinity, 2)]
    [InlineData(ThresholdQuantity.PercentEnhancement, 101, 300, 1)]
    public void A_threshold_takes_what_lies_between_the_limits(ThresholdQuantity quantity, double lower, double upper, int voxels)
    {
        DynamicSeries series = Row([100, 50, 100, 0], [200, 200, 100, 150]);
        ThresholdRegion.Find(series, new ThresholdLimits(quantity, lower, upper), new IndexBox(0, 0, 0, 2, 0, 0)).VolumeMm3.ShouldBe(voxels);
    }

    [Fact]
    public void With_a_click_only_the_connected_voxels_stay()
    {
        DynamicSeries series = Row([0, 0, 0, 0, 0], [9, 9, 0, 9, 9]);
        var limits = new ThresholdLimits(ThresholdQuantity.PeakSignal, 5);
        ThresholdRegion.Find(series, limits).VolumeMm3.ShouldBe(4);
        ThresholdRegion.Find(series, limits, seed: new VoxelSeed(4, 0, 0)).Box.ShouldBe(new IndexBox(3, 0, 0, 4, 0, 0));
        Refused(() => ThresholdRegion.Find(series, limits, seed: new VoxelSeed(2, 0, 0))).ShouldContain("does not lie in the box between 5 and");
        Refused(() => ThresholdRegion.Find(series, new ThresholdLimits(ThresholdQuantity.PeakSignal, 50))).ShouldContain("No voxel");
        Refused(() => ThresholdRegion.Find(series, new ThresholdLimits(ThresholdQuantity.PeakSignal, 5, 4))).ShouldContain("hold no value");
    }

    [Fact]
    public void The_brush_touches_only_voxels_between_the_limits()
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(9, 9, 5, new(1, 1, 1));
        var values = new Volume(g, [.. Enumerable.Range(0, g.VoxelCount).Select(n => n % 9 < 5 ? 100f : 10f)]);
        var mask = new Mask(g);
        var centre = new VoxelSeed(4, 4, 2);
        ThresholdBrush.Draw(mask, values, new BrushStroke([centre], 1), 50, 150).ShouldBe(4);
        mask[5, 4, 2].ShouldBeFalse();
        ThresholdBrush.Draw(mask, values, new BrushStroke([centre], 1, BrushForm.Sphere), 50, 150).ShouldBe(2);
        ThresholdBrush.LimitsAt(values, centre, 1, BrushForm.Circle).ShouldBe((10, 100));
        ThresholdBrush.Draw(mask, values, new BrushStroke([centre], 5, BrushForm.Sphere, Erases: true), 50, 150).ShouldBe(6);
        mask.Count().ShouldBe(0);
    }

    private static VoxelSeed[] Stroke()
    {
        Mask truth = Phantom.Value.Truth;
        float[] depth = EuclideanDistance.SquaredDepthMm(truth);
        (int i, int j, int k) = truth.Geometry.IndicesOf(Array.IndexOf(depth, depth.Max()));
        return [.. Enumerable.Range(-2, 5).Select(d => new VoxelSeed(i + d, j, k)).Where(s => truth[s.I, s.J, s.K])];
    }

    private static DynamicSeries Row(float[] pre, float[] peak)
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(pre.Length, 1, 1, new(1, 1, 1));
        return new DynamicSeries([new(new Volume(g, pre), 0), new(new Volume(g, peak), 90)], 0, 1);
    }

    private static string Refused(Action action) => Should.Throw<SegmentationRefusedException>(action).Message;
}
