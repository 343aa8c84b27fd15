using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// Divides an image between two sets of seeds: the probability that a random walker starting at a voxel, slowed by steps of the signal,
/// meets a foreground seed before a background seed.
/// </summary>
/// <remarks>
/// Grady 2006, IEEE TPAMI 28:1768: the solution of L·x = b on the lattice of voxels that share a face, with the weight
/// exp(−β·min(1, (Δ/contrast)²))/h² + 10⁻⁶ of an edge of length h mm across which the signal changes by Δ. Solved by conjugate gradients with
/// the diagonal as preconditioner. Sums run within slices in a fixed order and then over slices: the same bits whatever the number of threads.
/// </remarks>
public static class RandomWalker
{
    /// <summary>Computes the probability of the foreground.</summary>
    /// <param name="image">The image.</param>
    /// <param name="foreground">Seeds of the foreground, at least one, on the image's grid.</param>
    /// <param name="background">Seeds of the background, at least one, on the image's grid; none may be a foreground seed.</param>
    /// <param name="options">Weights and accuracy; null for the defaults.</param>
    /// <param name="progress">Receives the part done, 0 … 1, judged by the residual.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <returns>Probability per voxel, in [0, 1], flat, x fastest; 1 at foreground and 0 at background seeds.</returns>
    /// <exception cref="ArgumentException">Other grids, a set of seeds is empty, or a voxel is in both.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static double[] Probability(
        Volume image, Mask foreground, Mask background, RandomWalkerOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(foreground);
        ArgumentNullException.ThrowIfNull(background);
        options ??= new RandomWalkerOptions();
        options.Validate();
        Check(image.Geometry, foreground, background);
        var lattice = new WalkLattice(image, foreground, background, options);
        double[] x = ConjugateGradient(lattice, options, progress, cancellation);
        for (int n = 0; n < x.Length; n++)
        {
            x[n] = foreground.Voxels[n] != 0 ? 1 : Math.Clamp(x[n], 0, 1);
        }

        progress?.Report(1);
        return x;
    }

    private static void Check(VolumeGeometry grid, Mask foreground, Mask background)
    {
        if (!foreground.Geometry.IsCloseTo(grid) || !background.Geometry.IsCloseTo(grid))
        {
            throw new ArgumentException("The seeds lie on another grid than the image.", nameof(foreground));
        }

        if (foreground.BoundingBox() is null || background.BoundingBox() is null)
        {
            throw new ArgumentException("The walk needs at least one foreground and one background seed.", nameof(foreground));
        }

        for (int n = 0; n < foreground.Voxels.Length; n++)
        {
            if (foreground.Voxels[n] != 0 && background.Voxels[n] != 0)
            {
                throw new ArgumentException($"Voxel {grid.IndicesOf(n)} is a foreground and a background seed.", nameof(background));
            }
        }
    }

    private static double[] ConjugateGradient(WalkLattice lattice, RandomWalkerOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        double[] x = new double[lattice.Length], r = lattice.RightSide(), p = new double[lattice.Length], q = new double[lattice.Length];
        double initial = Math.Sqrt(lattice.Dot(r, r)), target = options.Tolerance * initial;
        double rho = lattice.Precondition(r, q);
        q.CopyTo(p, 0);
        for (int n = 0; n < options.MaximumIterations && initial > 0; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            double residual = Math.Sqrt(lattice.Dot(r, r));
            if (residual <= target)
            {
                break;
            }

            progress?.Report(Math.Clamp(Math.Log(initial / residual) / -Math.Log(options.Tolerance), 0, 1));
            double alpha = rho / lattice.Multiply(p, q);
            lattice.Add(alpha, p, x);
            lattice.Add(-alpha, q, r);
            double next = lattice.Precondition(r, q);
            lattice.Direct(q, next / rho, p);
            rho = next;
        }

        return x;
    }
}
