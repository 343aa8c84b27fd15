using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>What fills a breast: fat, fibroglandular tissue in strands that run to the nipple, thin septa, and skin.</summary>
internal sealed class BreastTissue
{
    private readonly Anatomy _body;
    private readonly BodySurface _surface;
    private readonly TissueSignals _signals;
    private readonly LatticeNoise _coarse, _strands, _fine, _septa;

    /// <summary>Draws the texture of both breasts.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="signals">Signals of the tissues.</param>
    /// <param name="random">Source of chance.</param>
    public BreastTissue(Anatomy body, BodySurface surface, TissueSignals signals, SeededRandom random)
    {
        (_body, _surface, _signals) = (body, surface, signals);
        _coarse = new LatticeNoise(random.Fork("coarse"), 17);
        _strands = new LatticeNoise(random.Fork("strands"), 5.5);
        _fine = new LatticeNoise(random.Fork("fine"), 3.2);
        _septa = new LatticeNoise(random.Fork("septa"), 9);
    }

    /// <summary>Part of fibroglandular tissue at a position in a breast.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="side">−1 right, +1 left.</param>
    /// <param name="depthMm">Depth below the skin's surface, mm.</param>
    /// <returns>In [0, 1].</returns>
    public double Gland(Vector3 p, int side, double depthMm)
    {
        if (depthMm < 4)
        {
            return 0;
        }

        Vector3 d = p - _surface.Nipple(side);
        double r = Math.Max(1, d.Length);
        double off = Math.Sqrt((d.X * d.X) + (d.Z * d.Z));
        // The gland is a cone that opens from the nipple to the chest wall and is thickest at mid-depth.
        double reach = 0.30 * _body.BreastHalfWidth + (0.42 * Math.Max(0, d.Y));
        double back = Soft.Step((d.Y - (0.62 * _body.BreastDepth)) / (0.5 * _body.BreastDepth));
        double envelope = _body.Density + 0.55 - (1.5 * Math.Pow(off / reach, 2)) - (1.6 * back) - (0.9 * Soft.Step((9 - depthMm) / 6));
        if (envelope < -3.2)
        {
            return 0;
        }

        // Sampled in a frame whose lateral scale shrinks towards the nipple: strands converge there.
        double squeeze = (34 + (0.22 * r)) / r;
        double strand = _strands.At(d.X * squeeze, d.Y * squeeze, d.Z * squeeze);
        double value = envelope + (0.75 * _coarse.At(p.X, p.Y, p.Z)) + (0.75 * strand) + (0.45 * _fine.At(p.X, p.Y, p.Z));
        return Soft.Step((value + 0.35) / 0.7);
    }

    /// <summary>Signal at a position in a breast.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="side">−1 right, +1 left.</param>
    /// <param name="depthMm">Depth below the skin's surface, mm.</param>
    /// <param name="fat">Signal of the fat here.</param>
    /// <returns>The mixture.</returns>
    public Signal At(Vector3 p, int side, double depthMm, in Signal fat)
    {
        double fine = _fine.At(p.Y, p.Z, p.X);
        double gland = Gland(p, side, depthMm);
        double septum = Math.Abs(_septa.At(p.X, p.Y, p.Z + (0.4 * fine)));
        double line = 0.34 * Soft.Step(1 - (septum / 0.085)) * Soft.Step((depthMm - 1) / 3);
        Signal glandular = new(_signals.Gland * (1 + (0.10 * fine)), 0, _signals.Gland * _body.ParenchymalEnhancement * Math.Max(0.15, 1 + (0.5 * _coarse.At(p.Z, p.X, p.Y)) + (0.3 * fine)));
        return fat.CoveredBy(glandular, Math.Max(gland, line));
    }
}
