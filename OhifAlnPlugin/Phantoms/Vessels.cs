using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Vessels of the breasts, the internal mammary vessels beside the sternum and those of the axillae.</summary>
internal static class Vessels
{
    private const double StepMm = 5;

    /// <summary>Draws the vessels.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="random">Source of chance.</param>
    /// <returns>Pieces of tube.</returns>
    public static IReadOnlyList<Tube> Draw(Anatomy body, BodySurface surface, SeededRandom random)
    {
        var tubes = new List<Tube>();
        foreach (int side in (int[])[-1, 1])
        {
            int superficial = 4 + random.Below(6), deep = 3 + random.Below(6);
            for (int n = 0; n < superficial + deep; n++)
            {
                Breast(tubes, body, surface, side, n < superficial, random);
            }

            double x = side * random.Uniform(15, 22), y = body.SubcutaneousFat + random.Uniform(11, 15);
            Walk(tubes, new(x, y, -140), new(0, 0, 1), 60, random.Uniform(1.1, 1.7), 0.05, random, static (p, d) => new(d.X * 0.9, d.Y * 0.9, 1));
            for (int n = 0; n < 5; n++)
            {
                var start = new Vector3(side * random.Uniform(118, 140), random.Uniform(20, 60), random.Uniform(20, 60));
                Walk(tubes, start, Unit(new(-side * random.Uniform(0, 0.6), random.Uniform(-0.4, 0.4), random.Uniform(-1, 1))), 12, random.Uniform(0.8, 2.2), 0.22, random, static (p, d) => d);
            }
        }

        return tubes;
    }

    /// <summary>One vessel of a breast, from its base forwards; superficial ones keep below the skin.</summary>
    private static void Breast(List<Tube> tubes, Anatomy body, BodySurface surface, int side, bool superficial, SeededRandom random)
    {
        double angle = random.Uniform(0, 2 * Math.PI), part = superficial ? random.Uniform(0.75, 0.9) : random.Uniform(0.2, 0.7);
        var start = new Vector3(
            (side * body.BreastOffset) + (part * body.BreastHalfWidth * Math.Cos(angle)), random.Uniform(-20, 8), part * body.BreastHalfHeight * Math.Sin(angle));
        Vector3 nipple = surface.Nipple(side);
        double keep = superficial ? random.Uniform(5, 9) : random.Uniform(12, 20);
        Walk(tubes, start, Unit(nipple - start), 8 + random.Below((int)(body.BreastDepth / StepMm)), random.Uniform(0.4, superficial ? 1.1 : 0.85), 0.26, random, Steer);

        Vector3 Steer(Vector3 p, Vector3 d)
        {
            Vector3 axis = new(nipple.X, p.Y, nipple.Z);
            double near = surface.Distance(p) + keep;
            Vector3 turned = near > 0 ? d + (Math.Min(1, near / 5) * Unit(axis - p)) : d;
            return turned + (0.08 * Unit(nipple - p));
        }
    }

    private static void Walk(List<Tube> tubes, Vector3 start, Vector3 direction, int steps, double radius, double turn, SeededRandom random, Func<Vector3, Vector3, Vector3> steer)
    {
        (Vector3 at, Vector3 d) = (start, direction);
        for (int n = 0; n < steps; n++)
        {
            d = Unit(steer(at, d + new Vector3(random.Normal(0, turn), random.Normal(0, turn), random.Normal(0, turn))));
            Vector3 next = at + (StepMm * d);
            double thin = radius * (1 - (0.5 * n / steps)), thinner = radius * (1 - (0.5 * (n + 1) / steps));
            tubes.Add(new Tube(at, next, thin, thinner));
            at = next;
        }
    }

    private static Vector3 Unit(Vector3 v) => v.Length < 1e-9 ? new(0, -1, 0) : (1 / v.Length) * v;
}
