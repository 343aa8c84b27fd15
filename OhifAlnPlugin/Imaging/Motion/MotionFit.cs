namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>
/// Fits a motion to one image pair by Gauss-Newton steps on the structure images. Tukey's biweight leaves out what changed by
/// itself: enhancing vessels, tumour, heart.
/// </summary>
/// <remarks>
/// Minimises Σ ρ((S(T(p)) − R(p)) / σ) over the samples p, σ = 1.4826 · median |S(T(p)) − R(p)|. Derivatives are those of R:
/// ∂/∂shift = ∇R, ∂/∂turn = (p − c) × ∇R. Sums run in one order: the same images give the same motion on every machine.
/// </remarks>
internal static class MotionFit
{
    private const int MostSteps = 40;
    private const double SmallestStepMm = 0.003;
    private const double TukeyCut = 4.685;

    /// <summary>A turn of 1 radian moves voxels of the body by about this much, mm: puts shift and turn on one scale.</summary>
    private const double LeverMm = 80;

    /// <summary>Improves a motion.</summary>
    /// <param name="samples">Samples of the reference.</param>
    /// <param name="moving">Structure of the other image, on the same grid.</param>
    /// <param name="model">Translation or rigid.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>The motion from the reference to the other image.</returns>
    public static RigidMotion Fit(MotionSamples samples, Volume moving, MotionModel model, RigidMotion start, CancellationToken cancellation)
    {
        int unknowns = model == MotionModel.Rigid ? 6 : 3;
        RigidMotion motion = start;
        float[] residuals = new float[samples.Voxels.Length];
        for (int step = 0; step < MostSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Residuals(samples, moving, motion, residuals);
            double scale = ScaleOf(residuals);
            double[] change = Step(samples, residuals, motion.Centre, scale, unknowns);
            Vector3 shift = new(change[0], change[1], change[2]), turn = unknowns == 6 ? 1 / LeverMm * new Vector3(change[3], change[4], change[5]) : default;
            motion = motion.Add(-1 * shift, -1 * turn);
            if (change.Max(Math.Abs) < SmallestStepMm)
            {
                break;
            }
        }

        return motion;
    }

    private static void Residuals(MotionSamples samples, Volume moving, RigidMotion motion, float[] residuals)
    {
        var mapping = IndexMapping.Of(motion, samples.Grid);
        for (int n = 0; n < residuals.Length; n++)
        {
            (int i, int j, int k) = samples.Grid.IndicesOf(samples.Voxels[n]);
            residuals[n] = TrilinearSample.At(moving, mapping.At(i, j, k)) - samples.Values[n];
        }
    }

    /// <summary>1.4826 times the median of the absolute residuals of samples inside the image.</summary>
    private static double ScaleOf(float[] residuals)
    {
        float[] sizes = [.. residuals.Where(float.IsFinite).Select(Math.Abs)];
        return sizes.Length == 0 ? 1 : Math.Max(1e-6, 1.4826 * Quantile.OfScratch(sizes, 0.5));
    }

    private static double[] Step(MotionSamples samples, float[] residuals, Vector3 centre, double scale, int unknowns)
    {
        double[,] normal = new double[unknowns, unknowns];
        double[] right = new double[unknowns], row = new double[6];
        double cut = TukeyCut * scale;
        for (int n = 0; n < residuals.Length; n++)
        {
            double r = residuals[n], t = r / cut;
            if (!(Math.Abs(t) < 1))
            {
                continue; // Outside the image, or changed by itself.
            }

            double w = (1 - (t * t)) * (1 - (t * t));
            Vector3 g = samples.Gradients[n], lever = 1 / LeverMm * Vector3.Cross(samples.Places[n] - centre, g);
            (row[0], row[1], row[2], row[3], row[4], row[5]) = (g.X, g.Y, g.Z, lever.X, lever.Y, lever.Z);
            for (int a = 0; a < unknowns; a++)
            {
                double wa = w * row[a];
                right[a] += wa * r;
                for (int b = a; b < unknowns; b++)
                {
                    normal[a, b] += wa * row[b];
                }
            }
        }

        return Solve(normal, right);
    }

    /// <summary>Solves the normal equations by Cholesky's decomposition; directions without any edge stay where they are.</summary>
    private static double[] Solve(double[,] normal, double[] right)
    {
        int size = right.Length;
        double trace = 0;
        for (int a = 0; a < size; a++)
        {
            trace += normal[a, a];
        }

        double[,] l = new double[size, size];
        double[] x = new double[size];
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double sum = normal[b, a] + (a == b ? (1e-9 * trace) + double.Epsilon : 0);
                for (int c = 0; c < b; c++)
                {
                    sum -= l[a, c] * l[b, c];
                }

                l[a, b] = a == b ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / l[b, b];
            }

            x[a] = right[a];
            for (int c = 0; c < a; c++)
            {
                x[a] -= l[a, c] * x[c];
            }

            x[a] /= l[a, a];
        }

        for (int a = size - 1; a >= 0; a--)
        {
            for (int c = a + 1; c < size; c++)
            {
                x[a] -= l[c, a] * x[c];
            }

            x[a] /= l[a, a];
        }

        return x;
    }
}
