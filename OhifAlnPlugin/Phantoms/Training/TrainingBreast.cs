using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>What fills a breast of a training study: fat and gland by textures of random spectra, septa, and parenchymal uptake, even or nodular.</summary>
internal sealed class TrainingBreast
{
    private readonly Anatomy _body;
    private readonly BodySurface _surface;
    private readonly TrainingSignals _signals;
    private readonly TextureView _coarse, _fine, _septa, _uptake, _nodules, _fat, _failure;
    private readonly double _ringMm, _ringWidthMm, _roughness, _softness, _clearMm, _septaWidth, _unevenness, _nodularity, _grain, _failureFrom, _failureGain;

    /// <summary>Draws the tissue of both breasts.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="signals">Signals of the tissues.</param>
    /// <param name="ranges">The style.</param>
    /// <param name="random">Source of chance.</param>
    public TrainingBreast(Anatomy body, BodySurface surface, TrainingSignals signals, TrainingRanges ranges, SeededRandom random)
    {
        (_body, _surface, _signals) = (body, surface, signals);
        var one = new SpectralTexture(random, ranges.SpectralFall);
        var other = new SpectralTexture(random, ranges.SpectralFall);
        _coarse = one.View(random, random.Uniform(2.5, 6));
        _fine = other.View(random, ranges.TextureMm.Draw(random));
        _septa = other.View(random, random.Uniform(2, 6));
        _uptake = one.View(random, random.Uniform(2, 6));
        _nodules = other.View(random, ranges.TextureMm.Draw(random));
        _fat = one.View(random, ranges.TextureMm.Draw(random));
        _failure = one.View(random, random.Uniform(8, 16));
        (_ringMm, _ringWidthMm) = (random.Uniform(10, 50), random.Uniform(18, 60));
        (_roughness, _softness, _clearMm) = (random.Uniform(0.15, 0.9), random.Uniform(0.1, 1.1), random.Uniform(2, 9));
        _septaWidth = random.Chance(0.6) ? random.Uniform(0.02, 0.16) : 0;
        (_unevenness, _nodularity) = (random.Uniform(0, 0.8), random.Chance(0.3) ? random.Uniform(0.5, 2.2) : 0);
        _grain = random.Uniform(0.02, 0.2);
        bool fails = signals.FatSuppressed && random.Chance(0.4);
        (_failureFrom, _failureGain) = fails ? (random.Uniform(0.3, 1.6), random.Uniform(0.3, 0.9)) : (double.PositiveInfinity, 0);
    }

    /// <summary>Fat at a position, with patches where suppression has failed.</summary>
    /// <param name="p">Position, LPS mm.</param>
    public Signal Fat(Vector3 p)
    {
        double fat = _signals.Tissues.Fat * Math.Max(0.2, 1 + (_grain * _fat.At(p)));
        return new Signal(_failureGain > 0 ? fat + (_failureGain * Soft.Step((_failure.At(p) - _failureFrom) / 0.6)) : fat, 0, _signals.FatUptake);
    }

    /// <summary>Signal at a position in a breast.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="side">−1 right, +1 left.</param>
    /// <param name="depthMm">Depth below the skin's surface, mm.</param>
    /// <param name="fat">Signal of the fat here.</param>
    public Signal At(Vector3 p, int side, double depthMm, in Signal fat)
    {
        double fine = _fine.At(p);
        double far = Math.Abs((p - _surface.Nipple(side)).Length - _ringMm) / _ringWidthMm;
        double value = _body.Density + 0.6 - far + (0.8 * _coarse.At(p)) + (_roughness * fine);
        double gland = Soft.Step(0.5 + (value / _softness)) * Soft.Step((depthMm - _clearMm) / 4);
        double line = _septaWidth > 0 ? 0.5 * Soft.Step(1.5 - (Math.Abs(_septa.At(p)) / _septaWidth)) * Soft.Step((depthMm - 1) / 3) : 0;
        double part = Math.Max(gland, line);
        if (part <= 0)
        {
            return fat;
        }

        double uptake = Math.Max(0, 1 + (_unevenness * _uptake.At(p)));
        if (_nodularity > 0)
        {
            uptake += _nodularity * Soft.Step((_nodules.At(p) - 1.1) / 0.7);
        }

        double signal = _signals.Tissues.Gland * Math.Max(0.3, 1 + (_grain * fine));
        return fat.CoveredBy(new Signal(signal, 0, _signals.Tissues.Gland * _body.ParenchymalEnhancement * uptake), part);
    }
}
