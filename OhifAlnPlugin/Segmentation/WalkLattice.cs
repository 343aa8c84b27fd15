using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// The Laplacian of a lattice of voxels, restricted to the voxels that are no seeds, and the vector operations of its solver.
/// Vectors have one entry per voxel, which stays 0 at seeds.
/// </summary>
internal sealed class WalkLattice
{
    private const double LeastWeight = 1e-6;

    private readonly VolumeGeometry _grid;
    private readonly byte[] _foreground;
    private readonly bool[] _isSeed;
    private readonly double[] _right, _down, _deep, _diagonal, _sums;

    /// <summary>Weighs the edges.</summary>
    public WalkLattice(Volume image, Mask foreground, Mask background, RandomWalkerOptions options)
    {
        (_grid, _foreground) = (image.Geometry, foreground.Voxels);
        (int length, Vector3 mm) = (_grid.VoxelCount, _grid.SpacingMm);
        (_isSeed, _diagonal, _sums) = (new bool[length], new double[length], new double[_grid.SizeZ]);
        (_right, _down, _deep) = (new double[length], new double[length], new double[length]);
        for (int n = 0; n < length; n++)
        {
            _isSeed[n] = foreground.Voxels[n] != 0 || background.Voxels[n] != 0;
            (int i, int j, int k) = _grid.IndicesOf(n);
            Join(i < _grid.SizeX - 1, n, 1, mm.X, _right);
            Join(j < _grid.SizeY - 1, n, _grid.SizeX, mm.Y, _down);
            Join(k < _grid.SizeZ - 1, n, _grid.SliceLength, mm.Z, _deep);
        }

        void Join(bool onGrid, int n, int step, double h, double[] weights)
        {
            if (onGrid)
            {
                double d = (image.Voxels[n] - image.Voxels[n + step]) / options.Contrast;
                double w = (Math.Exp(-options.Beta * Math.Min(1, d * d)) / (h * h)) + LeastWeight;
                weights[n] = w;
                _diagonal[n] += w;
                _diagonal[n + step] += w;
            }
        }
    }

    /// <summary>Number of voxels.</summary>
    public int Length => _isSeed.Length;

    /// <summary>b: the weights of the edges to foreground seeds.</summary>
    public double[] RightSide()
    {
        double[] b = new double[Length], seeds = new double[Length];
        for (int n = 0; n < b.Length; n++)
        {
            seeds[n] = _foreground[n];
        }

        for (int n = 0; n < b.Length; n++)
        {
            b[n] = _isSeed[n] ? 0 : Neighbours(seeds, n);
        }

        return b;
    }

    /// <summary>Writes L·p into <paramref name="result"/> and returns pᵀ·L·p.</summary>
    public double Multiply(double[] p, double[] result) => OverSlices((from, to) =>
    {
        double sum = 0;
        for (int n = from; n < to; n++)
        {
            double value = _isSeed[n] ? 0 : (_diagonal[n] * p[n]) - Neighbours(p, n);
            result[n] = value;
            sum += p[n] * value;
        }

        return sum;
    });

    /// <summary>Writes r divided by the diagonal into <paramref name="result"/> and returns its product with r.</summary>
    public double Precondition(double[] r, double[] result) => OverSlices((from, to) =>
    {
        double sum = 0;
        for (int n = from; n < to; n++)
        {
            double value = _isSeed[n] ? 0 : r[n] / _diagonal[n];
            result[n] = value;
            sum += r[n] * value;
        }

        return sum;
    });

    /// <summary>aᵀ·b.</summary>
    public double Dot(double[] a, double[] b) => OverSlices((from, to) =>
    {
        double sum = 0;
        for (int n = from; n < to; n++)
        {
            sum += a[n] * b[n];
        }

        return sum;
    });

    /// <summary>Adds factor·a to <paramref name="target"/>.</summary>
    public void Add(double factor, double[] a, double[] target) => OverSlices((from, to) =>
    {
        for (int n = from; n < to; n++)
        {
            target[n] += factor * a[n];
        }

        return 0;
    });

    /// <summary>The next direction: p becomes z + factor·p.</summary>
    public void Direct(double[] z, double factor, double[] p) => OverSlices((from, to) =>
    {
        for (int n = from; n < to; n++)
        {
            p[n] = z[n] + (factor * p[n]);
        }

        return 0;
    });

    /// <summary>Σ of weight times value over the voxels that share a face with one; a weight beyond the border is 0.</summary>
    private double Neighbours(double[] x, int n)
    {
        int row = _grid.SizeX, slice = _grid.SliceLength;
        double sum = 0;
        sum += n >= 1 ? _right[n - 1] * x[n - 1] : 0;
        sum += n + 1 < x.Length ? _right[n] * x[n + 1] : 0;
        sum += n >= row ? _down[n - row] * x[n - row] : 0;
        sum += n + row < x.Length ? _down[n] * x[n + row] : 0;
        sum += n >= slice ? _deep[n - slice] * x[n - slice] : 0;
        sum += n + slice < x.Length ? _deep[n] * x[n + slice] : 0;
        return sum;
    }

    /// <summary>Works on every slice, in parallel, and adds the slices' sums in their order.</summary>
    private double OverSlices(Func<int, int, double> slice)
    {
        Parallel.For(0, _sums.Length, k => _sums[k] = slice(k * _grid.SliceLength, (k + 1) * _grid.SliceLength));
        double total = 0;
        foreach (double sum in _sums)
        {
            total += sum;
        }

        return total;
    }
}
