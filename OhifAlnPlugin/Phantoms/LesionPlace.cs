using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Finds room for a lesion in a breast: clear of skin and muscle where it can be, more often in the upper outer quadrant.</summary>
internal static class LesionPlace
{
    private const int Attempts = 300;

    /// <summary>Finds a place.</summary>
    /// <param name="body">The measures.</param>
    /// <param name="surface">The skin.</param>
    /// <param name="thorax">The muscle.</param>
    /// <param name="lesion">The lesion.</param>
    /// <param name="side">−1 right breast, +1 left.</param>
    /// <param name="random">Source of chance.</param>
    /// <returns>Its centre, LPS mm: the first draw with room, else the roomiest.</returns>
    public static Vector3 Find(Anatomy body, BodySurface surface, Thorax thorax, LesionProperties lesion, int side, SeededRandom random)
    {
        double need = (lesion.RadiusMm * (lesion.Form == LesionForm.NonMass ? 0.9 : 1.15)) + 3;
        Vector3 best = default;
        double most = double.NegativeInfinity;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double outer = random.Chance(0.65) ? 1 : -1, upper = random.Chance(0.62) ? 1 : -1;
            var p = new Vector3(
                side * (body.BreastOffset + (outer * Math.Abs(random.Normal(0, 20)))),
                random.Uniform(-0.85 * body.BreastDepth, -0.05 * body.BreastDepth),
                upper * Math.Abs(random.Normal(0, 20)));
            double room = Math.Min(-surface.Distance(p), thorax.MuscleFront(p) - surface.TrunkDepth(p));
            if (room > most)
            {
                (best, most) = (p, room);
            }

            if (room >= need)
            {
                break;
            }
        }

        return best;
    }
}
