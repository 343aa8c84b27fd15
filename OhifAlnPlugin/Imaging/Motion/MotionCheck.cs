namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>Measures how far the patient moved between the phases of a dynamic series.</summary>
/// <remarks>
/// Works on images averaged to 4 and then 2 mm, on the edges of the body, with local brightness and contrast taken out: contrast agent
/// changes those, motion moves the edges.
/// </remarks>
public static class MotionCheck
{
    private static readonly double[] VoxelsMm = [4, 2];

    /// <summary>Measures every phase against the pre-contrast phase.</summary>
    /// <param name="phases">At least two volumes on one grid.</param>
    /// <param name="preContrastIndex">The phase that the others are measured against, 0-based.</param>
    /// <param name="model">Translation or rigid.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>One motion per phase, in their order: from the pre-contrast phase to the phase; and what it does to the images.</returns>
    /// <exception cref="ArgumentException">No model, or no such phase.</exception>
    public static IReadOnlyList<(RigidMotion Motion, PhaseMotion Effect)> Of(
        IReadOnlyList<Volume> phases, int preContrastIndex, MotionModel model, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(phases);
        if (model == MotionModel.None || preContrastIndex < 0 || preContrastIndex >= phases.Count)
        {
            throw new ArgumentException($"Motion {model} against phase {preContrastIndex} of {phases.Count} cannot be measured.", nameof(model));
        }

        Level[] levels = [.. VoxelsMm.Select(mm => Level.Of(phases[preContrastIndex], mm, cancellation))];
        var measured = new (RigidMotion, PhaseMotion)[phases.Count];
        Parallel.For(0, phases.Count, new ParallelOptions { CancellationToken = cancellation }, p =>
            measured[p] = p == preContrastIndex ? Still(levels[^1], p) : Measure(levels, phases[p], p, model, cancellation));

        return measured;
    }

    private static (RigidMotion Motion, PhaseMotion Effect) Still(Level level, int phase) =>
        (RigidMotion.Of(level.Centre, default), new PhaseMotion(phase, default, 0, 0, 0, 1, 1));

    private static (RigidMotion Motion, PhaseMotion Effect) Measure(Level[] levels, Volume image, int phase, MotionModel model, CancellationToken cancellation)
    {
        RigidMotion motion = RigidMotion.Of(levels[^1].Centre, default), still = motion;
        Volume structure = levels[0].Structure;
        foreach (Level level in levels)
        {
            structure = StructureImage.Of(level.Blocks.Of(image, cancellation), level.Body, cancellation);

            // The shift alone first: it is what patients do most, and the turn then starts near its end.
            motion = MotionFit.Fit(level.Samples, structure, MotionModel.Translation, motion, cancellation);
            motion = model == MotionModel.Rigid ? MotionFit.Fit(level.Samples, structure, model, motion, cancellation) : motion;
        }

        Level finest = levels[^1];
        (double mean, double largest) = finest.Displacement(motion);
        return (motion, new PhaseMotion(
            phase, motion.ShiftMm, motion.RotationDegrees, mean, largest, finest.Agreement(structure, still), finest.Agreement(structure, motion)));
    }

    /// <summary>The reference at one resolution.</summary>
    private sealed record Level(BlockAverage Blocks, int[] Body, Volume Structure, MotionSamples Samples, Vector3 Centre)
    {
        public static Level Of(Volume reference, double voxelMm, CancellationToken cancellation)
        {
            var blocks = BlockAverage.To(reference.Geometry, voxelMm);
            Volume coarse = blocks.Of(reference, cancellation);
            float threshold = (float)(PhaseSelection.BodyFraction * Quantile.OfScratch((float[])coarse.Voxels.Clone(), 0.995));
            int[] body = [.. Enumerable.Range(0, coarse.Voxels.Length).Where(n => coarse.Voxels[n] >= threshold)];
            Volume structure = StructureImage.Of(coarse, body, cancellation);
            VolumeGeometry g = coarse.Geometry;
            Vector3 centre = default;
            foreach (int n in body)
            {
                (int i, int j, int k) = g.IndicesOf(n);
                centre += g.ToPatient(i, j, k);
            }

            return new(blocks, body, structure, MotionSamples.Of(structure, body), 1.0 / body.Length * centre);
        }

        /// <summary>Mean and largest displacement of the body, mm.</summary>
        public (double Mean, double Largest) Displacement(RigidMotion motion)
        {
            double sum = 0, largest = 0;
            foreach (int n in Body)
            {
                (int i, int j, int k) = Blocks.Coarse.IndicesOf(n);
                Vector3 place = Blocks.Coarse.ToPatient(i, j, k);
                double moved = (motion.Apply(place) - place).Length;
                sum += moved;
                largest = Math.Max(largest, moved);
            }

            return (sum / Body.Length, largest);
        }

        /// <summary>Correlation of both structures in the body, in [−1, 1]; NaN where one has none.</summary>
        public double Agreement(Volume moving, RigidMotion motion)
        {
            var mapping = IndexMapping.Of(motion, Blocks.Coarse);
            double ab = 0, aa = 0, bb = 0;
            foreach (int n in Body)
            {
                (int i, int j, int k) = Blocks.Coarse.IndicesOf(n);
                double a = Structure.Voxels[n], b = TrilinearSample.At(moving, mapping.At(i, j, k));
                if (double.IsFinite(b))
                {
                    (ab, aa, bb) = (ab + (a * b), aa + (a * a), bb + (b * b));
                }
            }

            return ab / Math.Sqrt(aa * bb);
        }
    }
}
