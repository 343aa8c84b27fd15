using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Tests.Segmentation.Networks;

public sealed class NetworkProposalTests
{
    private const double Tolerance = 2e-5;

    private static readonly NetworkCard SlicesCard = NetworkCard.Read(GoldenNetworks.SlicesCard()), BlocksCard = NetworkCard.Read(GoldenNetworks.BlocksCard());

    [Fact]
    public void The_study_of_integers_is_the_one_of_the_golden_values() =>
        GoldenNetworks.Study().Phases.Select(p => p.Volume.Voxels.Sum(v => (long)v))
            .ShouldBe(GoldenNetworks.Answers().GetProperty("sums").EnumerateArray().Select(s => s.GetInt64()));

    [OnnxRuntimeFact]
    public void A_network_of_slices_gives_the_probabilities_that_torch_computed()
    {
        using OnnxSession session = GoldenNetworks.Open(SlicesCard);
        Volume found = NetworkProposal.Infer(session, SlicesCard, GoldenNetworks.Study()).OnSeries();
        ShouldAgree(found, "slices");
    }

    [OnnxRuntimeFact]
    public void A_network_of_blocks_gives_the_probabilities_that_torch_computed()
    {
        using OnnxSession session = GoldenNetworks.Open(BlocksCard);
        Volume found = NetworkProposal.Infer(session, BlocksCard, GoldenNetworks.Study()).Probability;
        ShouldAgree(found, "blocks");
    }

    [OnnxRuntimeFact]
    public void The_orientation_of_the_acquisition_does_not_change_what_the_network_sees()
    {
        using OnnxSession session = GoldenNetworks.Open(SlicesCard);
        DynamicSeries axial = GoldenNetworks.Study(), turned = Turned(axial);
        Volume straight = NetworkProposal.Infer(session, SlicesCard, axial).OnSeries(), crooked = NetworkProposal.Infer(session, SlicesCard, turned).OnSeries();
        VolumeGeometry g = axial.Geometry;
        for (int n = 0; n < straight.Voxels.Length; n += 13)
        {
            (int i, int j, int k) = g.IndicesOf(n);
            crooked[g.SizeY - 1 - j, g.SizeZ - 1 - k, i].ShouldBe(straight.Voxels[n], 1e-6);
        }
    }

    [OnnxRuntimeFact]
    public void Slices_that_are_not_wanted_are_not_run_and_the_others_stay_as_they_are()
    {
        using OnnxSession session = GoldenNetworks.Open(SlicesCard);
        DynamicSeries study = GoldenNetworks.Study();
        bool[] wanted = [.. Enumerable.Range(0, study.Geometry.SizeZ).Select(k => k is 3 or 4)];
        Volume all = NetworkProposal.Infer(session, SlicesCard, study).Probability, some = NetworkProposal.Infer(session, SlicesCard, study, wanted).Probability;
        for (int n = 0; n < all.Voxels.Length; n++)
        {
            some.Voxels[n].ShouldBe(wanted[all.Geometry.IndicesOf(n).K] ? all.Voxels[n] : 0);
        }
    }

    [OnnxRuntimeFact]
    public void Progress_rises_to_one_and_a_cancelled_run_stops()
    {
        using OnnxSession session = GoldenNetworks.Open(SlicesCard);
        var reports = new List<double>();
        NetworkProposal.Infer(session, SlicesCard, GoldenNetworks.Study(), progress: new Reports(reports.Add));
        reports.ShouldBeInOrder();
        reports.Count.ShouldBe(9);
        reports[^1].ShouldBe(1);
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => NetworkProposal.Infer(session, SlicesCard, GoldenNetworks.Study(), progress: new Reports(_ => stop.Cancel()), cancellation: stop.Token));
    }

    [OnnxRuntimeFact]
    public void Candidates_are_ranked_outlined_and_lie_in_the_breasts()
    {
        NetworkCard card = NetworkCard.Read(GoldenNetworks.BrightCard());
        using OnnxSession session = GoldenNetworks.Open(card);
        PhantomPatient phantom = PhantomPatient.Generate(3, new PhantomOptions { Form = LesionForm.Round, Curve = KineticCurve.Washout });
        IReadOnlyList<TumourCandidate> found = NetworkProposal.Propose(session, card, phantom.Series, new ProposalOptions { MaximumCandidates = 50 });
        found.Count.ShouldBeGreaterThan(0);
        found.Select(c => c.Score).ShouldBeInOrder(SortDirection.Descending);
        found.Max(c => MaskAgreement.Between(c.ToMask(phantom.Truth.Geometry), phantom.Truth).Dice).ShouldBeGreaterThan(0.6);
        NetworkProposal.Propose(session, card, phantom.Series, new ProposalOptions { MaximumCandidates = 1 }).ShouldHaveSingleItem().Score.ShouldBe(found[0].Score);
    }

    [OnnxRuntimeFact]
    public void A_network_that_does_not_fit_its_card_is_named_with_what_differs()
    {
        using OnnxSession session = GoldenNetworks.Open(SlicesCard);
        NetworkCard fewer = NetworkCard.Read(GoldenNetworks.SlicesCard(("channels", new[] { "peak", "pre" })));
        Should.Throw<NetworkInputException>(() => NetworkFit.Try(session, fewer)).Message.ShouldContain("takes the shape any×5×any×any; by its card it is given 1×2×any×any, 2 channels (peak, pre)");
        NetworkCard softmax = NetworkCard.Read(GoldenNetworks.SlicesCard(("output", "softmax")));
        Should.Throw<NetworkInputException>(() => NetworkFit.Try(session, softmax)).Message.ShouldContain("answers with the shape 1×1×64×96");
        using OnnxSession blocks = GoldenNetworks.Open(BlocksCard);
        NetworkFit.Try(blocks, BlocksCard);
        NetworkCard probability = NetworkCard.Read(GoldenNetworks.BlocksCard(("output", "probability"), ("scale", "none")));
        Should.Throw<NetworkInputException>(() => NetworkProposal.Infer(blocks, probability, GoldenNetworks.Study())).Message.ShouldContain("which is no probability");
    }

    [OnnxRuntimeFact]
    public void A_phase_that_the_study_lacks_is_named()
    {
        NetworkCard card = NetworkCard.Read(GoldenNetworks.BlocksCard(("channels", new[] { "pre", "post5" })));
        using OnnxSession session = GoldenNetworks.Open(card);
        Should.Throw<NetworkInputException>(() => NetworkProposal.Infer(session, card, GoldenNetworks.Study())).Message.ShouldBe("The network needs phase 5 after the contrast agent; the study has 2.");
    }

    private static void ShouldAgree(Volume found, string network)
    {
        JsonElement golden = GoldenNetworks.Answers().GetProperty(network);
        golden.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()).ShouldBe([found.Geometry.SizeX, found.Geometry.SizeY, found.Geometry.SizeZ]);
        foreach (JsonElement point in golden.GetProperty("points").EnumerateArray())
        {
            found[point[0].GetInt32(), point[1].GetInt32(), point[2].GetInt32()].ShouldBe((float)point[3].GetDouble(), Tolerance);
        }

        found.Voxels.Average(v => (double)v).ShouldBe(golden.GetProperty("mean").GetDouble(), Tolerance);
    }

    /// <summary>The study as if acquired with other axes: columns run forward, rows towards the feet, slices to the left.</summary>
    private static DynamicSeries Turned(DynamicSeries axial)
    {
        VolumeGeometry g = axial.Geometry;
        var turned = new VolumeGeometry(
            g.SizeY, g.SizeZ, g.SizeX, new(g.SpacingMm.Y, g.SpacingMm.Z, g.SpacingMm.X), g.ToPatient(0, g.SizeY - 1, g.SizeZ - 1), new(0, -1, 0), new(0, 0, -1), new(1, 0, 0));
        return new DynamicSeries([.. axial.Phases.Select(p => new DynamicPhase(Turn(p.Volume), p.TimeSeconds))], axial.PreContrastIndex, axial.PeakIndex);

        Volume Turn(Volume v)
        {
            var result = new Volume(turned, new float[turned.VoxelCount]);
            for (int n = 0; n < v.Voxels.Length; n++)
            {
                (int i, int j, int k) = g.IndicesOf(n);
                result.Voxels[turned.Offset(g.SizeY - 1 - j, g.SizeZ - 1 - k, i)] = v.Voxels[n];
            }

            return result;
        }
    }

    private sealed class Reports(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
