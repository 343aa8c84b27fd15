using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>
/// Proposes tumour candidates by a trained network: its connected regions inside the breasts, ranked by the sum of their probabilities,
/// each outlined at half of its local peak of enhancement as a click in its core would be.
/// </summary>
/// <remarks>The network says where to look; it does not draw. Where nothing stands out around a core, the network's own region is kept.</remarks>
public static class NetworkProposal
{
    private const double LeastInBreast = 0.5, SameRegion = 0.5;

    /// <summary>Proposes candidates.</summary>
    /// <param name="session">The network, opened with one thread per run.</param>
    /// <param name="card">Its card.</param>
    /// <param name="series">The dynamic series.</param>
    /// <param name="options">Outline and number of candidates; null for the defaults.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>Candidates, most suspicious first; empty when the network finds nothing.</returns>
    /// <exception cref="NetworkInputException">The study lacks a phase that the network needs, or the network does not fit its card.</exception>
    public static IReadOnlyList<TumourCandidate> Propose(
        OnnxSession session, NetworkCard card, DynamicSeries series, ProposalOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        ProposeWithMap(session, card, series, options, progress, cancellation).Candidates;

    /// <summary>Proposes candidates and gives what the network says of every voxel, from one run.</summary>
    /// <inheritdoc cref="Propose"/>
    /// <returns>The candidates, and probabilities in the slices that show breast.</returns>
    public static (IReadOnlyList<TumourCandidate> Candidates, ProbabilityMap Map) ProposeWithMap(
        OnnxSession session, NetworkCard card, DynamicSeries series, ProposalOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(series);
        options ??= new ProposalOptions();
        options.Validate();
        CoarseStudy study = CoarseStudy.Of(series, cancellation);
        BreastRegion region = BreastRegion.Find(study.Pre, cancellation);
        ProbabilityMap map = Infer(session, card, series, BreastSlices.Of(region, new PatientAxes(series.Geometry).Counted), progress, cancellation);
        var candidates = new List<TumourCandidate>();
        foreach (NetworkComponent component in NetworkComponent.Find(map.Probability, card.Threshold, Math.Max(card.MinimumVolumeMm3, options.MinimumVolumeMm3)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (candidates.Count < options.MaximumCandidates && InBreast(component, map, study, region) >= LeastInBreast)
            {
                TumourCandidate candidate = Outline(component, map, series, options);
                if (candidates.TrueForAll(c => c.PartIn(candidate) < SameRegion))
                {
                    candidates.Add(candidate);
                }
            }
        }

        progress?.Report(1);
        return (candidates, map);
    }

    /// <summary>What the network says of every voxel.</summary>
    /// <param name="session">The network, opened with one thread per run.</param>
    /// <param name="card">Its card.</param>
    /// <param name="series">The dynamic series.</param>
    /// <param name="isWanted">Which axial slices are run, from the feet; null for all.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops soon.</param>
    /// <returns>Probabilities.</returns>
    /// <exception cref="NetworkInputException">The study lacks a phase that the network needs, or the network does not fit its card.</exception>
    public static ProbabilityMap Infer(
        OnnxSession session, NetworkCard card, DynamicSeries series, IReadOnlyList<bool>? isWanted = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(series);
        NetworkFit.Require(session, card);
        return card.Grid is PatchGrid
            ? PatchInference.Run(session, card, series, isWanted, progress, cancellation)
            : SliceInference.Run(session, card, series, isWanted, progress, cancellation);
    }

    /// <summary>Part of a component that lies in front of the chest wall.</summary>
    private static double InBreast(NetworkComponent component, ProbabilityMap map, CoarseStudy study, BreastRegion region)
    {
        int count = 0, inside = 0;
        VolumeGeometry coarse = study.Pre.Geometry;
        foreach ((int i, int j, int k) in Voxels(component))
        {
            VoxelSeed seed = map.ToSeries(i, j, k);
            (int x, int y, int z) = (Math.Min(seed.I / study.Block.X, coarse.SizeX - 1), Math.Min(seed.J / study.Block.Y, coarse.SizeY - 1), Math.Min(seed.K / study.Block.Z, coarse.SizeZ - 1));
            count++;
            inside += region.Breasts.Voxels[coarse.Offset(x, y, z)];
        }

        return (double)inside / count;
    }

    private static TumourCandidate Outline(NetworkComponent component, ProbabilityMap map, DynamicSeries series, ProposalOptions options)
    {
        VoxelSeed seed = CoreOf(component, map, series);
        TumourCandidate? grown = TumourProposal.Outline(series, seed, component.Score, options);
        return grown is not null && grown.VolumeMm3 >= options.MinimumVolumeMm3 ? grown : OwnRegion(component, map, seed);
    }

    /// <summary>The deepest voxel among the brighter half of a component.</summary>
    private static VoxelSeed CoreOf(NetworkComponent component, ProbabilityMap map, DynamicSeries series)
    {
        VolumeGeometry own = component.Region.Geometry;
        var enhancement = new Volume(own, new float[own.VoxelCount]);
        foreach ((int i, int j, int k) in Voxels(component))
        {
            VoxelSeed at = map.ToSeries(i, j, k);
            enhancement.Voxels[own.Offset(i - component.Box.MinI, j - component.Box.MinJ, k - component.Box.MinK)] = series.Peak[at.I, at.J, at.K] - series.PreContrast[at.I, at.J, at.K];
        }

        (int x, int y, int z) = own.IndicesOf(RegionCore.Of(component.Region, enhancement));
        return map.ToSeries(x + component.Box.MinI, y + component.Box.MinJ, z + component.Box.MinK);
    }

    /// <summary>The component itself on the study's grid.</summary>
    private static TumourCandidate OwnRegion(NetworkComponent component, ProbabilityMap map, VoxelSeed seed)
    {
        VolumeGeometry series = map.Series, own = component.Region.Geometry;
        var mask = new Mask(series);
        for (int n = 0; n < mask.Voxels.Length; n++)
        {
            (int i, int j, int k) = series.IndicesOf(n);
            Vector3 at = own.ToIndex(series.ToPatient(i, j, k));
            (int x, int y, int z) = ((int)Math.Round(at.X), (int)Math.Round(at.Y), (int)Math.Round(at.Z));
            mask.Voxels[n] = own.Contains(x, y, z) && component.Region[x, y, z] ? (byte)1 : (byte)0;
        }

        mask.Voxels[series.Offset(seed.I, seed.J, seed.K)] = 1;
        IndexBox box = mask.BoundingBox()!.Value;
        return new(box, mask.Crop(box), seed, component.Score);
    }

    private static IEnumerable<(int I, int J, int K)> Voxels(NetworkComponent component)
    {
        Mask region = component.Region;
        for (int n = 0; n < region.Voxels.Length; n++)
        {
            if (region.Voxels[n] != 0)
            {
                (int i, int j, int k) = region.Geometry.IndicesOf(n);
                yield return (i + component.Box.MinI, j + component.Box.MinJ, k + component.Box.MinK);
            }
        }
    }
}
