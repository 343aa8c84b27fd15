using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>The voxels' view of a lesion: where it is, how much of a voxel it fills and how it enhances there.</summary>
internal sealed class Lesion
{
    private readonly LesionProperties _properties;
    private readonly LatticeNoise _outline, _clumps, _inside, _core;
    private readonly Vector3 _axis1, _axis2, _axis3, _semi;
    private readonly Tube[] _spicules;
    private readonly double _gland;

    /// <summary>Draws a lesion's form at a place.</summary>
    /// <param name="properties">What is asked of it.</param>
    /// <param name="centre">Where, LPS mm.</param>
    /// <param name="towardsNipple">Direction of the ducts here, unit length.</param>
    /// <param name="gland">Signal of fibroglandular tissue before contrast.</param>
    /// <param name="random">Source of chance.</param>
    public Lesion(LesionProperties properties, Vector3 centre, Vector3 towardsNipple, double gland, SeededRandom random)
    {
        (_properties, Centre, _gland) = (properties, centre, gland);
        double r = properties.RadiusMm;
        _outline = new LatticeNoise(random.Fork("outline"), 1);
        _clumps = new LatticeNoise(random.Fork("clumps"), 4.5);
        _inside = new LatticeNoise(random.Fork("inside"), Math.Clamp(r / 3.5, 2, 4.5));
        _core = new LatticeNoise(random.Fork("core"), Math.Max(3, r / 2));
        bool ducts = properties.Form == LesionForm.NonMass;
        _axis1 = ducts ? towardsNipple : Direction(random);
        Vector3 other = Direction(random);
        _axis2 = Unit(other - (Vector3.Dot(other, _axis1) * _axis1));
        _axis3 = Vector3.Cross(_axis1, _axis2);
        double longer = r * Math.Pow(properties.Elongation, 2.0 / 3), shorter = r * Math.Pow(properties.Elongation, -1.0 / 3);
        _semi = ducts ? new(1.5 * longer, shorter, 0.8 * shorter) : new(longer, shorter, shorter);
        _spicules = new Tube[properties.Spicules];
        for (int n = 0; n < _spicules.Length; n++)
        {
            Vector3 d = Direction(random);
            double reach = r * random.Uniform(0.35, 0.85) + 3;
            _spicules[n] = new Tube(centre + (0.7 * r * d), centre + ((r + reach) * Unit(d + (0.12 * Direction(random)))), random.Uniform(1.4, 2.4), 0.45);
        }
    }

    /// <summary>Centre, LPS mm.</summary>
    public Vector3 Centre { get; }

    /// <summary>Radius of a ball that holds the whole lesion, mm.</summary>
    public double Reach => (1.55 * Math.Max(_semi.X, _semi.Y)) + (_spicules.Length > 0 ? _properties.RadiusMm + 5 : 2);

    /// <summary>Part of a voxel that the lesion fills, and its signal there.</summary>
    /// <param name="p">Centre of the voxel, LPS mm.</param>
    /// <param name="widthMm">Width of the voxel, mm.</param>
    /// <returns>Part in [0, 1], and the signal of pure lesion.</returns>
    public (double Part, Signal Signal) At(Vector3 p, double widthMm)
    {
        Vector3 d = p - Centre;
        double reach = Reach;
        if (Vector3.Dot(d, d) > reach * reach)
        {
            return default;
        }

        double u = Vector3.Dot(d, _axis1) / _semi.X, v = Vector3.Dot(d, _axis2) / _semi.Y, w = Vector3.Dot(d, _axis3) / _semi.Z;
        double e = Math.Sqrt((u * u) + (v * v) + (w * w));
        double part = _properties.Form == LesionForm.NonMass ? NonMass(p, e, widthMm) : Mass(p, u, v, w, e, widthMm);
        return part <= 0 ? default : (part, SignalAt(p, e));
    }

    private double Mass(Vector3 p, double u, double v, double w, double e, double widthMm)
    {
        double rim = 1;
        if (e > 1e-6)
        {
            double s = 1.7 / e;
            rim += _properties.Irregularity * (_outline.At(u * s, v * s, w * s) + (0.45 * _outline.At(2.3 * u * s, 2.3 * v * s, 9 + (2.3 * w * s))));
        }

        double part = Soft.Inside(((e / Math.Max(0.4, rim)) - 1) * _properties.RadiusMm, widthMm);
        foreach (Tube spicule in _spicules)
        {
            if (part >= 1)
            {
                break;
            }

            part = Math.Max(part, spicule.Part(p, widthMm));
        }

        return part;
    }

    private double NonMass(Vector3 p, double e, double widthMm)
    {
        double distance = (e - 1 + (_properties.Irregularity * 0.8 * _core.At(p.X, p.Y, p.Z))) * _semi.Z;
        double clump = _clumps.At(p.X, p.Y, p.Z) + (0.4 * _inside.At(p.X, p.Y, p.Z));
        return Soft.Inside(distance, Math.Max(widthMm, 2)) * Soft.Step((clump + 0.95) / 0.6);
    }

    private Signal SignalAt(Vector3 p, double e)
    {
        double texture = Math.Max(0.25, 1 + (_properties.Heterogeneity * _inside.At(p.X, p.Y, p.Z)));
        double ring = 1;
        if (_properties.Core > 0)
        {
            double depth = e - _properties.Core + (0.15 * _core.At(p.X, p.Y, p.Z));
            ring = 0.34 + (0.81 * Soft.Step((depth + 0.06) / 0.16));
        }

        return new Signal(_gland * 0.95, 0, 0, _gland * _properties.Strength * texture * ring);
    }

    private static Vector3 Direction(SeededRandom random) => Unit(new(random.Normal(), random.Normal(), random.Normal()));

    private static Vector3 Unit(Vector3 v) => v.Length < 1e-9 ? new(1, 0, 0) : (1 / v.Length) * v;
}
