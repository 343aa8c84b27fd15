using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>An ellipsoid with a shell and a core: lymph node with fatty hilum, cyst, focus or nipple.</summary>
/// <param name="Centre">Centre, LPS mm.</param>
/// <param name="SemiAxes">Semi-axes along x', y', z, mm.</param>
/// <param name="Angle">Rotation of x' and y' about z, radians.</param>
/// <param name="Shell">Signal of the shell.</param>
/// <param name="Core">Signal of the core.</param>
/// <param name="CorePart">Size of the core relative to the whole, 0 for none.</param>
internal sealed record SmallBody(Vector3 Centre, Vector3 SemiAxes, double Angle, Signal Shell, Signal Core, double CorePart)
{
    /// <summary>Radius of a ball around the body, mm.</summary>
    public double Reach { get; } = Math.Max(SemiAxes.X, Math.Max(SemiAxes.Y, SemiAxes.Z));

    /// <summary>The signal here with the body laid over it.</summary>
    /// <param name="under">Signal without the body.</param>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="widthMm">Width of a voxel, mm.</param>
    /// <returns>The mixture.</returns>
    public Signal Over(in Signal under, Vector3 p, double widthMm)
    {
        Vector3 d = p - Centre;
        double reach = Reach + widthMm;
        if (Vector3.Dot(d, d) > reach * reach)
        {
            return under;
        }

        double x = (Math.Cos(Angle) * d.X) + (Math.Sin(Angle) * d.Y), y = (Math.Cos(Angle) * d.Y) - (Math.Sin(Angle) * d.X);
        Signal result = under.CoveredBy(Shell, Soft.Inside(Soft.Ellipsoid(x, y, d.Z, SemiAxes.X, SemiAxes.Y, SemiAxes.Z), widthMm));
        return CorePart <= 0
            ? result
            : result.CoveredBy(Core, Soft.Inside(Soft.Ellipsoid(x - (0.2 * SemiAxes.X), y, d.Z, CorePart * SemiAxes.X, CorePart * SemiAxes.Y, CorePart * SemiAxes.Z), widthMm));
    }

    /// <summary>Draws axillary nodes, cysts, foci and the nipples' cores.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="signals">Signals of the tissues.</param>
    /// <param name="random">Source of chance.</param>
    /// <returns>The bodies.</returns>
    public static IReadOnlyList<SmallBody> Draw(Anatomy body, BodySurface surface, TissueSignals signals, SeededRandom random)
    {
        var bodies = new List<SmallBody>();
        foreach (int side in (int[])[-1, 1])
        {
            double uptake = random.Uniform(0.25, 0.7);
            bodies.Add(new SmallBody(surface.Nipple(side), new(5, 5.5, 5), 0, new(signals.Gland, 0.15, uptake * signals.Gland), default, 0));
            for (int n = 3 + random.Below(5); n > 0; n--)
            {
                bodies.Add(Node(side, signals, random));
            }

            for (int n = random.Below(4); n > 0; n--)
            {
                double radius = random.Uniform(1.2, 5);
                bodies.Add(new SmallBody(InBreast(body, surface, side, random), new(radius, radius * random.Uniform(0.8, 1.2), radius), 0, new(0.6 * signals.Gland), default, 0));
            }

            for (int n = random.Below(5); n > 0; n--)
            {
                double radius = random.Uniform(0.9, 1.9), strength = random.Uniform(0.5, 1.3) * signals.Gland;
                bodies.Add(new SmallBody(InBreast(body, surface, side, random), new(radius, radius, radius), 0, new(signals.Gland, 0, strength), default, 0));
            }
        }

        return bodies;
    }

    private static SmallBody Node(int side, TissueSignals signals, SeededRandom random)
    {
        var centre = new Vector3(side * random.Uniform(116, 140), random.Uniform(24, 66), random.Uniform(18, 85));
        double length = random.Uniform(4, 8.5), breadth = length * random.Uniform(0.45, 0.75);
        Signal cortex = new(signals.Muscle * 1.1, 0.35 * signals.BloodUptake, 0.25 * signals.Gland);
        return new SmallBody(centre, new(length, breadth, random.Uniform(breadth, length)), random.Uniform(0, Math.PI), cortex, new(signals.Fat), random.Uniform(0.35, 0.7));
    }

    private static Vector3 InBreast(Anatomy body, BodySurface surface, int side, SeededRandom random)
    {
        for (int attempt = 0; ; attempt++)
        {
            var p = new Vector3(
                side * random.Uniform(body.BreastOffset - 40, body.BreastOffset + 40), random.Uniform(-body.BreastDepth, 0), random.Uniform(-45, 45));
            if (attempt == 100 || surface.Distance(p) < -8)
            {
                return p;
            }
        }
    }
}
