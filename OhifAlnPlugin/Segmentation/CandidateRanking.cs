using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>Grows a coarse region from every seed, scores it and drops those that repeat a better one.</summary>
internal static class CandidateRanking
{
    private const double SameRegion = 0.5;

    /// <summary>Candidates that score below this part of the best are not worth a reader's time.</summary>
    private const double LeastPartOfBest = 0.05;

    /// <summary>The seeds of distinct regions, most suspicious first.</summary>
    /// <param name="study">The coarse study.</param>
    /// <param name="region">Its body and breasts.</param>
    /// <param name="seeds">Where regions start, on the coarse grid.</param>
    /// <param name="options">Outline and reach.</param>
    /// <param name="cancellation">Stops between seeds.</param>
    public static IReadOnlyList<(VoxelSeed Seed, double Score)> Rank(
        CoarseStudy study, BreastRegion region, IReadOnlyList<VoxelSeed> seeds, ProposalOptions options, CancellationToken cancellation)
    {
        var measure = new CandidateMeasurement(study, region);
        var grown = new Grown?[seeds.Count];
        Parallel.For(0, seeds.Count, new ParallelOptions { CancellationToken = cancellation }, s =>
        {
            var around = GeodesicRegion.Prepare(study.Enhancement, seeds[s], options.RadiusMm);
            Mask mask = around.Grow(options.Fraction);
            if (mask.Count() > 0)
            {
                double score = CandidateScore.Of(measure.Of(mask, around.Box));
                grown[s] = new(CoreOf(mask, study.Enhancement.Crop(around.Box), around.Box), around.Box, mask, score);
            }
        });

        var taken = new Mask(study.Pre.Geometry);
        var distinct = new List<(VoxelSeed, double)>();
        double least = LeastPartOfBest * grown.OfType<Grown>().Select(c => c.Score).DefaultIfEmpty(0).Max();
        foreach (Grown candidate in grown.OfType<Grown>().Where(c => c.Score > 0 && c.Score >= least).OrderByDescending(c => c.Score))
        {
            if (TakenPart(candidate, taken) < SameRegion)
            {
                distinct.Add((candidate.Seed, candidate.Score));
            }
        }

        return distinct;
    }

    /// <summary>Part of a region that better ones hold already; the region is then added to them.</summary>
    private static double TakenPart(Grown candidate, Mask taken)
    {
        VolumeGeometry g = candidate.Mask.Geometry;
        int count = 0, shared = 0;
        for (int n = 0; n < candidate.Mask.Voxels.Length; n++)
        {
            if (candidate.Mask.Voxels[n] == 0)
            {
                continue;
            }

            (int i, int j, int k) = g.IndicesOf(n);
            int at = taken.Geometry.Offset(i + candidate.Box.MinI, j + candidate.Box.MinJ, k + candidate.Box.MinK);
            count++;
            shared += taken.Voxels[at];
            taken.Voxels[at] = 1;
        }

        return (double)shared / count;
    }

    private static VoxelSeed CoreOf(Mask mask, Volume enhancement, IndexBox box)
    {
        (int i, int j, int k) = mask.Geometry.IndicesOf(RegionCore.Of(mask, enhancement));
        return new(i + box.MinI, j + box.MinJ, k + box.MinK);
    }

    private sealed record Grown(VoxelSeed Seed, IndexBox Box, Mask Mask, double Score);
}
