using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>What lies behind the breasts: muscle, ribs, lungs, heart, great vessels, spine and liver.</summary>
internal sealed class Thorax
{
    private const double LungSignal = 0.035;

    /// <summary>Farther than this from a smooth outline its noise moves nothing in or out, mm.</summary>
    private const double NoiseReachMm = 16;

    private readonly Anatomy _body;
    private readonly TissueSignals _signals;
    private readonly LatticeNoise _texture, _lobes, _lungVessels;
    private readonly double _wall, _ribPhase, _aortaX;
    private readonly Vector3 _heart;

    /// <summary>Draws the inside of the trunk.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="signals">Signals of the tissues.</param>
    /// <param name="random">Source of chance.</param>
    public Thorax(Anatomy body, TissueSignals signals, SeededRandom random)
    {
        (_body, _signals) = (body, signals);
        _texture = new LatticeNoise(random.Fork("texture"), 4);
        _lobes = new LatticeNoise(random.Fork("lobes"), 24);
        _lungVessels = new LatticeNoise(random.Fork("lung"), 5);
        _wall = body.SubcutaneousFat + 20;
        _ribPhase = random.Uniform(0, 28);
        _aortaX = random.Uniform(18, 28);
        _heart = new(random.Uniform(22, 32), _wall + (38 * body.HeartSize), body.HeartHeight);
    }

    /// <summary>Depth of the front of the pectoral muscle below the trunk's surface.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <returns>mm.</returns>
    public double MuscleFront(Vector3 p) =>
        _body.SubcutaneousFat + (2.2 * _lobes.At(p.X, 0, p.Z)) + (4 * Soft.Step((Math.Abs(p.X) - 60) / 80));

    /// <summary>Signal at a position about and behind the front of the muscle.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="depth">Depth below the front of the muscle, mm.</param>
    /// <param name="fat">Signal of the fat here.</param>
    /// <param name="width">Width of a voxel, mm.</param>
    /// <returns>The mixture.</returns>
    public Signal At(Vector3 p, double depth, in Signal fat, double width)
    {
        double grain = _texture.At(p.X, p.Y, p.Z), side = Math.Abs(p.X);
        double thickness = 2.5 + (_body.Pectoral * Soft.Step((side - 14) / 30) * (1 - (0.75 * Soft.Step((side - 85) / 45))) * (1 + (0.004 * p.Z)));
        double behind = depth - thickness, cavity = behind - 11;
        if (cavity > width)
        {
            return Inside(p, width);
        }

        Signal muscle = new(_signals.Muscle * (1 + (0.09 * grain)), 0, _signals.Muscle * 0.16);
        double striped = Soft.Inside(Math.Abs(depth - (0.52 * thickness)) - 0.5, 1.2) * 0.35;
        Signal result = fat.CoveredBy(muscle, Soft.Inside(-depth, width)).CoveredBy(fat, striped);
        result = result.CoveredBy(fat, Soft.Inside(-behind, width));
        result = result.CoveredBy(ChestWall(p, grain), Soft.Inside(2.2 - behind, width));
        return cavity < -width ? result : result.CoveredBy(Inside(p, width), Soft.Inside(-cavity, width));
    }

    /// <summary>Signal at a position inside the chest.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="width">Width of a voxel, mm.</param>
    /// <returns>The mixture.</returns>
    public Signal Inside(Vector3 p, double width)
    {
        double grain = _texture.At(p.X, p.Y, p.Z);
        Signal blood = new(_signals.Blood * (1 + (0.05 * grain)), _signals.BloodUptake * (1 + (0.05 * grain)));
        double vessels = Soft.Step((_lungVessels.At(p.X, p.Y, p.Z) - 1.7) / 1.2);
        Signal result = new Signal(LungSignal).CoveredBy(blood.Times(0.8), vessels);
        if (Math.Abs(p.X) < 60)
        {
            result = Mediastinum(result, p, blood, grain, width);
        }

        return Heart(Liver(result, p, grain, width), p, blood, grain, width);
    }

    /// <summary>Ribs run obliquely through the intercostal muscle.</summary>
    private Signal ChestWall(Vector3 p, double grain)
    {
        double around = Math.Atan2(p.X, _body.TrunkHalfDepth - p.Y);
        double along = (p.Z + (18 * Math.Abs(around)) + _ribPhase) / 28;
        double rib = Soft.Step((0.34 - Math.Abs(along - Math.Round(along))) / 0.08);
        Signal muscle = new(_signals.Muscle * (0.9 + (0.1 * grain)), 0, _signals.Muscle * 0.15);
        return muscle.CoveredBy(new Signal(_signals.Fat * 0.55, 0, 0.02), rib * (Math.Abs(p.X) < 14 ? 0.4 : 1));
    }

    private Signal Mediastinum(Signal result, Vector3 p, in Signal blood, double grain, double width)
    {
        double spineY = (2 * _body.TrunkHalfDepth) - 58;
        Signal soft = new(_signals.Muscle * 0.75 * (1 + (0.1 * grain)), 0, 0.05);
        double bend = 6 * _lobes.At(p.Z, p.X, p.Y);
        double column = Soft.Ellipsoid(p.X - 6, p.Y - (_wall + spineY) / 2, 0, 17 + bend, ((spineY - _wall) / 2) + 20, 1e3);
        result = result.CoveredBy(soft, 0.8 * Soft.Inside(column, 4));
        double aorta = Math.Sqrt(Square(p.X - _aortaX) + Square(p.Y - spineY + 6)) - 11.5;
        Signal bone = new(_signals.Muscle * (0.8 + (0.15 * grain)), 0, 0.10);
        double vertebra = Soft.Ellipsoid(p.X, p.Y - spineY - 14, 0, 19, 15, 1e3);
        double canal = Math.Sqrt(Square(p.X) + Square(p.Y - spineY - 36)) - 8;
        Signal cord = new(_signals.Muscle * 0.7);
        result = result.CoveredBy(soft, Soft.Inside(Soft.Ellipsoid(p.X, p.Y - spineY - 38, 0, 46, 17, 1e3), width));
        result = result.CoveredBy(bone, Soft.Inside(vertebra, width)).CoveredBy(cord, Soft.Inside(canal, width));
        double cava = Math.Sqrt(Square(p.X + 22) + Square(p.Y - spineY + 28)) - 9;
        return result.CoveredBy(blood, Soft.Inside(Math.Min(aorta, cava), width));
    }

    private Signal Liver(Signal result, Vector3 p, double grain, double width)
    {
        // A dome under the right side of the diaphragm, reaching over the middle.
        double dome = Soft.Ellipsoid(p.X + 48, p.Y - (_wall + 78), p.Z - (_body.LiverTop - 95), 92, 76, 95);
        if (dome > NoiseReachMm)
        {
            return result;
        }

        Signal liver = new(_signals.Liver * (1 + (0.06 * grain)), 0.25 * _signals.Liver, _signals.Liver * 0.9);
        return result.CoveredBy(liver, Soft.Inside(dome + (2 * _lobes.At(p.X, p.Y, p.Z)), Math.Max(width, 3)));
    }

    /// <summary>The heart: muscle around two chambers of blood, its axis turned to the left, in a rim of fat.</summary>
    private Signal Heart(Signal result, Vector3 p, in Signal blood, double grain, double width)
    {
        Vector3 d = p - _heart;
        const double cos = 0.81, sin = 0.58;
        double along = (cos * d.X) + (sin * d.Y), across = (-sin * d.X) + (cos * d.Y);
        double s = _body.HeartSize, outer = Soft.Ellipsoid(along, across, d.Z, 58 * s, 40 * s, 52 * s);
        if (outer > NoiseReachMm)
        {
            return result;
        }

        double rough = 2.5 * _lobes.At(p.Y, p.Z, p.X);
        outer += rough;
        Signal muscle = new(_signals.Muscle * (1.05 + (0.08 * grain)), 0.45 * _signals.BloodUptake, 0.1);
        double left = Soft.Ellipsoid(along - (10 * s), across - (13 * s), d.Z + 4, 33 * s, 15 * s, 30 * s) + (0.5 * rough);
        double right = Soft.Ellipsoid(along + (8 * s), across + (17 * s), d.Z, 40 * s, 14 * s, 34 * s) + (0.5 * rough);
        double atrium = Soft.Ellipsoid(along + (36 * s), across - (8 * s), d.Z - 10, 17 * s, 22 * s, 26 * s);
        double chambers = Math.Min(left, Math.Min(right, atrium));
        return result.CoveredBy(muscle, Soft.Inside(outer, Math.Max(width, 4))).CoveredBy(blood, Soft.Inside(chambers, Math.Max(width, 5)));
    }

    private static double Square(double x) => x * x;
}
