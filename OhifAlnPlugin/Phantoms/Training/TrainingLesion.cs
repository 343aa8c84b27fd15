using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>A lesion of a training study: superellipsoid mass, with or without spicules and a poorly enhancing core, or non-mass clumps along a duct.</summary>
internal sealed class TrainingLesion
{
    private readonly Vector3 _axis1, _axis2, _axis3, _semi;
    private readonly TextureView _outline, _lobes, _inside, _clumps;
    private readonly Tube[] _spicules;
    private readonly bool _nonMass;
    private readonly double _exponent, _irregularity, _edgeMm, _pre, _uptake, _unevenness, _core, _coreLevel, _clumpFrom;

    /// <summary>Draws a lesion.</summary>
    /// <param name="centre">Where, LPS mm.</param>
    /// <param name="radiusMm">Radius of about as large a ball, mm.</param>
    /// <param name="towardsNipple">Direction of the ducts, unit length.</param>
    /// <param name="gland">Signal of fibroglandular tissue.</param>
    /// <param name="parenchyma">Uptake of fibroglandular tissue, part of its signal: a lesion stands out from it.</param>
    /// <param name="ranges">The style.</param>
    /// <param name="random">Source of chance.</param>
    public TrainingLesion(Vector3 centre, double radiusMm, Vector3 towardsNipple, double gland, double parenchyma, TrainingRanges ranges, SeededRandom random)
    {
        (Centre, RadiusMm) = (centre, radiusMm);
        _nonMass = radiusMm > 4 && random.Chance(0.27);
        _axis1 = _nonMass ? towardsNipple : Direction(random);
        Vector3 other = Direction(random), across = other - (Vector3.Dot(other, _axis1) * _axis1);
        _axis2 = (1 / across.Length) * across;
        _axis3 = Vector3.Cross(_axis1, _axis2);
        double stretch = _nonMass ? random.Uniform(1.2, 2.1) : random.Uniform(1, 1.5);
        _semi = new(radiusMm * stretch, radiusMm / Math.Sqrt(stretch) * random.Uniform(0.8, 1.15), radiusMm / Math.Sqrt(stretch));
        var texture = new SpectralTexture(random, ranges.SpectralFall);
        _outline = texture.View(random, Math.Max(1.2, radiusMm / 7));
        _lobes = texture.View(random, Math.Max(1.5, radiusMm / 3));
        _inside = texture.View(random, Math.Clamp(radiusMm / 5, 1.2, 3));
        _clumps = texture.View(random, random.Uniform(1.5, 3.5));
        (_exponent, _irregularity, _edgeMm) = (ranges.Exponent.Draw(random), ranges.Irregularity.Draw(random), random.Uniform(0.5, 3));
        _pre = gland * random.Uniform(0.7, 1.35);
        _uptake = gland * Math.Max(ranges.Strength.DrawLog(random) * (_nonMass ? random.Uniform(0.5, 1) : 1), 0.3 + (0.7 * parenchyma));
        _unevenness = random.Uniform(0.03, 0.4);
        bool hollow = !_nonMass && radiusMm > 5 && random.Chance(0.4);
        (_core, _coreLevel) = hollow ? (random.Uniform(0.35, 0.85), random.Uniform(0.02, 0.6)) : (0, 1);
        _clumpFrom = random.Uniform(-1.6, -0.4);
        _spicules = !_nonMass && random.Chance(0.4) ? Spicules(centre, radiusMm, random) : [];
    }

    /// <summary>Centre, LPS mm.</summary>
    public Vector3 Centre { get; }

    /// <summary>Radius of about as large a ball, mm.</summary>
    public double RadiusMm { get; }

    /// <summary>Radius of a ball that holds the whole lesion, mm.</summary>
    public double Reach => (1.6 * Math.Max(_semi.X, _semi.Y)) + (_spicules.Length > 0 ? 5 : 2);

    /// <summary>Part of a voxel that the lesion fills, and its signal there.</summary>
    /// <param name="p">Centre of the voxel, LPS mm.</param>
    /// <param name="widthMm">Width of the voxel, mm.</param>
    public (double Part, Signal Signal) At(Vector3 p, double widthMm)
    {
        Vector3 d = p - Centre;
        double u = Math.Abs(Vector3.Dot(d, _axis1)) / _semi.X, v = Math.Abs(Vector3.Dot(d, _axis2)) / _semi.Y, w = Math.Abs(Vector3.Dot(d, _axis3)) / _semi.Z;
        double e = Math.Pow(Math.Pow(u, _exponent) + Math.Pow(v, _exponent) + Math.Pow(w, _exponent), 1 / _exponent);
        if (e > 1.6 && _spicules.Length == 0)
        {
            return default;
        }

        double rough = e + (_irregularity * ((0.7 * _lobes.At(p)) + (0.35 * _outline.At(p))));
        double part = Soft.Inside((rough - 1) * RadiusMm, Math.Max(widthMm, _edgeMm));
        if (_nonMass)
        {
            part *= Soft.Step((_clumps.At(p) - _clumpFrom) / 0.8);
        }

        foreach (Tube spicule in _spicules)
        {
            part = Math.Max(part, part < 1 ? spicule.Part(p, widthMm) : 1);
        }

        double texture = Math.Max(0.15, 1 + (_unevenness * _inside.At(p)));
        double level = _coreLevel + ((1 - _coreLevel) * Soft.Step(0.5 + ((e - _core + (0.1 * _lobes.At(p))) / 0.2)));
        return part <= 0 ? default : (part, new Signal(_pre, 0, 0, _uptake * texture * (_core > 0 ? level : 1)));
    }

    private static Tube[] Spicules(Vector3 centre, double radius, SeededRandom random)
    {
        var spicules = new Tube[6 + random.Below(22)];
        for (int n = 0; n < spicules.Length; n++)
        {
            Vector3 d = Direction(random);
            double reach = radius * random.Uniform(1.1, 1.6);
            spicules[n] = new Tube(centre + (0.7 * radius * d), centre + (reach * d) + (1.5 * Direction(random)), random.Uniform(0.8, 2.2), 0.4);
        }

        return spicules;
    }

    private static Vector3 Direction(SeededRandom random)
    {
        Vector3 d = new(random.Normal(), random.Normal(), random.Normal());
        return d.Length < 1e-6 ? new(1, 0, 0) : (1 / d.Length) * d;
    }
}
