using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>What fills a breast: fat, fibroglandular tissue in strands that run to the nipple, thin septa, and skin.</summary>
internal sealed class BreastTissue
{
    private readonly Anatomy _body;
    private readonly BodySurface _surface;
    private readonly TissueSignals _signals;
    private readonly LatticeNoise _coarse, _strands, _fine, _grain, _septa;

    /// <summary>Draws the texture of both breasts.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="signals">Signals of the tissues.</param>
    /// <param name="random">Source of chance.</param>
    public BreastTissue(Anatomy body, BodySurface surface, TissueSignals signals, SeededRandom random)
    {
        (_body, _surface, _signals) = (body, surface, signals);
        _coarse = new LatticeNoise(random.Fork("coarse"), 17);
        _strands = new LatticeNoise(random.Fork("strands"), 3.6);
        _fine = new LatticeNoise(random.Fork("fine"), 3);
        _grain = new LatticeNoise(random.Fork("grain"), 1.7);
        _septa = new LatticeNoise(random.Fork("septa"), 6);
    }

    /// <summary>Signal at a position in a breast.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="side">−1 right, +1 left.</param>
    /// <param name="depthMm">Depth below the skin's surface, mm.</param>
    /// <param name="fat">Signal of the fat here.</param>
    /// <returns>The mixture.</returns>
    public Signal At(Vector3 p, int side, double depthMm, in Signal fat)
    {
        Vector3 d = p - _surface.Nipple(side);
        double envelope = depthMm < 3.5 || d.Y > _body.BreastDepth + 12 ? double.NegativeInfinity : Envelope(d, depthMm);
        double near = 1 - Soft.Step((d.Y - (0.9 * _body.BreastDepth)) / 40);
        if (near <= 0)
        {
            return fat;
        }

        // Sampled in a frame whose lateral scale shrinks towards the nipple: strands and septa converge there.
        double squeeze = (30 + (0.16 * d.Length)) / Math.Max(6, d.Length);
        Vector3 q = squeeze * d;
        double fine = _fine.At(p.X, p.Y, p.Z), grain = _grain.At(p.X, p.Y, p.Z);
        double septum = Math.Abs(_septa.At(q.X, q.Y, q.Z) + (0.15 * fine));
        double line = near * 0.42 * Soft.Step(1 - (septum / 0.13)) * Soft.Step((depthMm - 1) / 3) * Soft.Step(0.5 + (0.6 * _coarse.At(p.Y, p.Z, p.X)));
        double gland = 0, strand = 0;
        if (envelope > -3)
        {
            strand = _strands.At(q.X, q.Y, q.Z);
            double value = envelope + (0.6 * _coarse.At(p.X, p.Y, p.Z)) + (0.85 * strand) + (0.4 * fine) + (0.2 * grain);
            gland = Soft.Step((value + 0.55) / 1.1);
        }

        double uptake = Math.Max(0.15, 1 + (0.5 * _coarse.At(p.Z, p.X, p.Y)) + (0.35 * grain));
        Signal glandular = new(_signals.Gland * (1 + (0.07 * fine) + (0.06 * grain) + (0.07 * strand)), 0, _signals.Gland * _body.ParenchymalEnhancement * uptake);
        return fat.CoveredBy(glandular, Math.Max(gland, line));
    }

    /// <summary>Tendency to hold gland: a cone that opens from the nipple to the chest wall, thickest at mid-depth.</summary>
    private double Envelope(Vector3 fromNipple, double depthMm)
    {
        double off = Math.Sqrt((fromNipple.X * fromNipple.X) + (fromNipple.Z * fromNipple.Z));
        double reach = (0.30 * _body.BreastHalfWidth) + (0.42 * Math.Max(0, fromNipple.Y));
        double back = Soft.Step((fromNipple.Y - (0.62 * _body.BreastDepth)) / (0.5 * _body.BreastDepth));
        return _body.Density + 0.55 - (1.5 * off * off / (reach * reach)) - (2.4 * back) - (0.9 * Soft.Step((9 - depthMm) / 6));
    }
}
