using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Tests.Dicom.Series;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class TumourProposalTests
{
    private static readonly Lazy<PhantomPatient> Phantom = new(() => PhantomPatient.Generate(3, new PhantomOptions { Form = LesionForm.Round, Curve = KineticCurve.Washout }));

    [Fact]
    public void The_index_lesion_of_a_phantom_comes_first()
    {
        IReadOnlyList<TumourCandidate> candidates = TumourProposal.Propose(Phantom.Value.Series);
        candidates.Count.ShouldBeGreaterThan(0);
        MaskAgreement.Between(candidates[0].ToMask(Phantom.Value.Truth.Geometry), Phantom.Value.Truth).Dice.ShouldBeGreaterThan(0.6);
        candidates.Select(c => c.Score).ShouldBeInOrder(SortDirection.Descending);
        candidates.ShouldAllBe(c => c.VolumeMm3 >= new ProposalOptions().MinimumVolumeMm3);
        candidates.Skip(1).ShouldAllBe(c => c.Region.Count() >= 4, "a voxel alone is no candidate beside another");
    }

    [Fact]
    public void The_same_series_gives_the_same_masks_and_scores()
    {
        IReadOnlyList<TumourCandidate> first = TumourProposal.Propose(Phantom.Value.Series), second = TumourProposal.Propose(Phantom.Value.Series);
        second.Select(c => (c.Seed, c.Score, c.Box)).ShouldBe(first.Select(c => (c.Seed, c.Score, c.Box)));
        second.Select(c => c.Region.Voxels).ShouldBe(first.Select(c => c.Region.Voxels));
    }

    [Fact]
    public void A_click_in_the_lesion_outlines_it()
    {
        VolumeGeometry g = Phantom.Value.Truth.Geometry;
        IndexBox box = Phantom.Value.Truth.BoundingBox()!.Value;
        var click = new VoxelSeed((box.MinI + box.MaxI) / 2, (box.MinJ + box.MaxJ) / 2, (box.MinK + box.MaxK) / 2);
        TumourCandidate candidate = TumourProposal.Propose(Phantom.Value.Series, click).ShouldHaveSingleItem();
        MaskAgreement.Between(candidate.ToMask(g), Phantom.Value.Truth).Dice.ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void A_click_outside_the_grid_is_refused_with_its_place() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TumourProposal.Propose(Phantom.Value.Series, new VoxelSeed(5000, 0, 0))).Message.ShouldContain("5000");

    [Fact]
    public void A_click_in_air_is_refused_with_the_signal_there()
    {
        var refused = Should.Throw<SegmentationRefusedException>(() => TumourProposal.Propose(Phantom.Value.Series, new VoxelSeed(3, 3, 20)));
        refused.Message.ShouldStartWith("There is no tissue at the click (column 3, row 3, slice 20)");
    }

    [Fact]
    public void A_click_where_nothing_stands_out_is_refused()
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(60, 60, 40, new(1.5, 1.5, 2));
        DynamicPhase Noise(ulong seed, double seconds)
        {
            var random = new SeededRandom(seed);
            return new(new Volume(g, [.. Enumerable.Range(0, g.VoxelCount).Select(_ => (float)(100 + (5 * random.Normal())))]), seconds);
        }

        var refused = Should.Throw<SegmentationRefusedException>(() => TumourProposal.Propose(new DynamicSeries([Noise(1, 0), Noise(2, 90)], 0, 1), new VoxelSeed(30, 30, 20)));
        refused.Message.ShouldStartWith("Nothing stands out at the click");
    }

    [Fact]
    public void A_series_without_enhancement_has_no_candidate()
    {
        VolumeGeometry g = VolumeGeometry.AxisAligned(40, 40, 10, new(1.5, 1.5, 2));
        float[] flat = [.. Enumerable.Repeat(100f, g.VoxelCount)];
        var series = new DynamicSeries([new(new Volume(g, flat), 0), new(new Volume(g, flat), 90)], 0, 1);
        TumourProposal.Propose(series).ShouldBeEmpty();
    }

    [Fact]
    public void Progress_reaches_one_and_a_cancelled_search_stops()
    {
        var reports = new List<double>();
        TumourProposal.Propose(Phantom.Value.Series, progress: new Reports(reports));
        reports.ShouldBeInOrder();
        reports[^1].ShouldBe(1);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => TumourProposal.Propose(Phantom.Value.Series, cancellation: cancelled.Token));
    }

    [Theory]
    [InlineData(0.2, 30, 25, 5, "Fraction must lie in")]
    [InlineData(0.5, 2, 25, 5, "RadiusMm must lie in")]
    [InlineData(0.5, 30, -1, 5, "MinimumVolumeMm3 must lie in")]
    [InlineData(0.5, 30, 25, 0, "MaximumCandidates must lie in")]
    public void Options_out_of_range_are_refused(double fraction, double radius, double volume, int count, string expected)
    {
        var options = new ProposalOptions { Fraction = fraction, RadiusMm = radius, MinimumVolumeMm3 = volume, MaximumCandidates = count };
        Should.Throw<ArgumentOutOfRangeException>(() => TumourProposal.Propose(Phantom.Value.Series, options: options)).Message.ShouldContain(expected);
    }

    /// <summary>The study has no expert mask: the bounds only say that the region is the mass (about 4 ml), not a vessel and not the breast.</summary>
    [ReferenceFact]
    public void The_mass_of_the_real_study_comes_first_and_measures_about_four_millilitres()
    {
        DynamicSeries series = DukeStudy.Load().Series;
        var mass = new VoxelSeed(106, 62, 10);
        TumourCandidate found = TumourProposal.Propose(series)[0], clicked = TumourProposal.Propose(series, mass)[0];
        Mask automatic = found.ToMask(series.Geometry), byClick = clicked.ToMask(series.Geometry);
        automatic[mass.I, mass.J, mass.K].ShouldBeTrue();
        found.VolumeMm3.ShouldBeInRange(3000, 5500);
        clicked.VolumeMm3.ShouldBeInRange(3500, 4500);
        MaskAgreement.Between(automatic, byClick).Dice.ShouldBeGreaterThan(0.9);
    }

    private sealed class Reports(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }
}
