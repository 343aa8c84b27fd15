using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>What enhances without being a lesion: nipples, lymph nodes, foci too small to be called one, wide vessels; and cysts, which do not.</summary>
internal static class Distractors
{
    /// <summary>Draws nipples, nodes, cysts and foci of both sides.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="signals">Signals of the tissues.</param>
    /// <param name="random">Source of chance.</param>
    public static IReadOnlyList<SmallBody> Bodies(Anatomy body, BodySurface surface, TrainingSignals signals, SeededRandom random)
    {
        var bodies = new List<SmallBody>();
        double gland = signals.Tissues.Gland;
        foreach (int side in (int[])[-1, 1])
        {
            if (random.Chance(0.85))
            {
                Vector3 place = surface.Nipple(side) + new Vector3(random.Uniform(-3, 3), random.Uniform(-1, 4), random.Uniform(-3, 3));
                bodies.Add(Ball(place, random.Uniform(2.5, 8), random, new Signal(gland * random.Uniform(0.7, 1.4), 0, 0, gland * random.Uniform(0, 1.6))));
            }

            for (int n = random.Below(9); n > 0; n--)
            {
                bodies.Add(Node(body, side, signals, random));
            }

            for (int n = random.Below(4); n > 0; n--)
            {
                bodies.Add(Ball(InBreast(body, surface, side, 6, random), random.Uniform(1.5, 9), random, new Signal(gland * random.Uniform(0.3, 1.6))));
            }

            for (int n = random.Below(6); n > 0; n--)
            {
                bodies.Add(Ball(InBreast(body, surface, side, 3, random), random.Uniform(0.7, 1.7), random, new Signal(gland, 0, 0, gland * random.Uniform(0.4, 1.8))));
            }
        }

        return bodies;
    }

    /// <summary>Draws the vessels: those of the product's phantoms, thinner or up to three times as wide.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="random">Source of chance.</param>
    public static IReadOnlyList<Tube> WideVessels(Anatomy body, BodySurface surface, SeededRandom random)
    {
        double width = new Interval(0.6, 3).DrawLog(random);
        return [.. Vessels.Draw(body, surface, random).Select(t => t with
        {
            FromRadius = Math.Min(3.2, width * t.FromRadius),
            ToRadius = Math.Min(3.2, width * t.ToRadius),
        })];
    }

    /// <summary>A place in a breast.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="side">−1 right, +1 left.</param>
    /// <param name="depthMm">Wanted depth below the skin, mm; less where a hundred draws found none.</param>
    /// <param name="random">Source of chance.</param>
    public static Vector3 InBreast(Anatomy body, BodySurface surface, int side, double depthMm, SeededRandom random)
    {
        Vector3 deepest = default;
        double depth = double.NegativeInfinity;
        for (int attempt = 0; attempt < 100 && depth < depthMm; attempt++)
        {
            var p = new Vector3(
                side * random.Uniform(body.BreastOffset - (0.85 * body.BreastHalfWidth), body.BreastOffset + (0.85 * body.BreastHalfWidth)),
                random.Uniform(-body.BreastDepth, 4),
                random.Uniform(-0.85 * body.BreastHalfHeight, 0.85 * body.BreastHalfHeight));
            double here = -surface.Distance(p);
            (deepest, depth) = here > depth ? (p, here) : (deepest, depth);
        }

        return deepest;
    }

    private static SmallBody Ball(Vector3 centre, double radius, SeededRandom random, Signal signal) =>
        new(centre, new(radius * random.Uniform(0.7, 1.3), radius * random.Uniform(0.7, 1.3), radius), random.Uniform(0, Math.PI), signal, default, 0);

    private static SmallBody Node(Anatomy body, int side, TrainingSignals signals, SeededRandom random)
    {
        var centre = new Vector3(
            side * random.Uniform(0.62 * body.TrunkHalfWidth, 0.92 * body.TrunkHalfWidth), random.Uniform(8, 80), random.Uniform(-20, 90));
        double length = random.Uniform(3, 10), breadth = length * random.Uniform(0.4, 0.9), gland = signals.Tissues.Gland;
        var cortex = new Signal(gland * random.Uniform(0.7, 1.3), 0, 0, gland * random.Uniform(0.3, 1.9));
        double hilum = random.Chance(0.7) ? random.Uniform(0.3, 0.75) : 0;
        return new SmallBody(centre, new(length, breadth, random.Uniform(breadth, length)), random.Uniform(0, Math.PI), cortex, new(signals.Tissues.Fat), hilum);
    }
}
