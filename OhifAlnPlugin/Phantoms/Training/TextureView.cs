using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>A texture turned at random, shifted and scaled, as a function of position.</summary>
internal sealed class TextureView
{
    private const int Mask = SpectralTexture.Size - 1;

    private readonly float[] _values;
    private readonly double[] _turn;
    private readonly double _u, _v, _w;

    /// <summary>Draws the view.</summary>
    /// <param name="texture">The texture.</param>
    /// <param name="random">Source of chance.</param>
    /// <param name="cellMm">Distance of its lattice points, mm, &gt; 0.</param>
    public TextureView(SpectralTexture texture, SeededRandom random, double cellMm)
    {
        _values = texture.Values;
        _turn = [.. LatticeNoise.RandomRotation(random).Select(t => t / cellMm)];
        (_u, _v, _w) = (random.Uniform(0, SpectralTexture.Size), random.Uniform(0, SpectralTexture.Size), random.Uniform(0, SpectralTexture.Size));
    }

    /// <summary>Value at a position, interpolated linearly.</summary>
    /// <param name="p">Position, mm.</param>
    /// <returns>Dimensionless; mean 0, standard deviation a little below 1.</returns>
    public double At(Vector3 p)
    {
        double u = _u + (_turn[0] * p.X) + (_turn[1] * p.Y) + (_turn[2] * p.Z);
        double v = _v + (_turn[3] * p.X) + (_turn[4] * p.Y) + (_turn[5] * p.Z);
        double w = _w + (_turn[6] * p.X) + (_turn[7] * p.Y) + (_turn[8] * p.Z);
        double fu = Math.Floor(u), fv = Math.Floor(v), fw = Math.Floor(w);
        int i0 = (int)fu & Mask, j0 = ((int)fv & Mask) * SpectralTexture.Size, k0 = ((int)fw & Mask) * SpectralTexture.Size * SpectralTexture.Size;
        int i1 = ((int)fu + 1) & Mask, j1 = (((int)fv + 1) & Mask) * SpectralTexture.Size, k1 = (((int)fw + 1) & Mask) * SpectralTexture.Size * SpectralTexture.Size;
        double a = u - fu, b = v - fv, c = w - fw;
        double near = Mix(Mix(_values[k0 + j0 + i0], _values[k0 + j0 + i1], a), Mix(_values[k0 + j1 + i0], _values[k0 + j1 + i1], a), b);
        double far = Mix(Mix(_values[k1 + j0 + i0], _values[k1 + j0 + i1], a), Mix(_values[k1 + j1 + i0], _values[k1 + j1 + i1], a), b);
        return Mix(near, far, c);
    }

    private static double Mix(double from, double to, double part) => from + (part * (to - from));
}
