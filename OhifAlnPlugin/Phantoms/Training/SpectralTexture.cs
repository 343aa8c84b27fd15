using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>A periodic random field whose spectrum is itself random: white noise of several octaves, each with a weight of its own.</summary>
/// <remarks>Mean 0 and standard deviation 1 over its 64³ lattice points. One field serves many tissues, each through a view of its own.</remarks>
internal sealed class SpectralTexture
{
    /// <summary>Lattice points along each axis; a power of two.</summary>
    public const int Size = 64;

    private const int Coarsest = 4;

    /// <summary>Draws a field.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="fall">Range of the fall of amplitude per octave.</param>
    public SpectralTexture(SeededRandom random, Interval fall)
    {
        double slope = fall.Draw(random);
        float[] field = new float[Coarsest * Coarsest * Coarsest];
        AddNoise(field, 1, random);
        int octave = 1;
        for (int size = Coarsest; size < Size; size *= 2, octave++)
        {
            field = Doubled(field, size);
            AddNoise(field, Math.Exp((-slope * octave) + random.Normal(0, 0.35)), random);
        }

        Standardise(field);
        Values = field;
    }

    /// <summary>The lattice values, x fastest.</summary>
    public float[] Values { get; }

    /// <summary>The field as one tissue sees it: turned, shifted and scaled.</summary>
    /// <param name="random">Source of chance.</param>
    /// <param name="cellMm">Distance of lattice points, mm, &gt; 0.</param>
    public TextureView View(SeededRandom random, double cellMm) => new(this, random, cellMm);

    private static void AddNoise(float[] field, double weight, SeededRandom random)
    {
        for (int n = 0; n < field.Length; n++)
        {
            field[n] += (float)(weight * random.Normal());
        }
    }

    /// <summary>The field on a lattice twice as fine, periodic, interpolated linearly.</summary>
    private static float[] Doubled(float[] field, int size)
    {
        int fine = 2 * size;
        float[] result = new float[fine * fine * fine];
        for (int k = 0, n = 0; k < fine; k++)
        {
            int k0 = k / 2 * size * size, k1 = (k + 1) / 2 % size * size * size;
            for (int j = 0; j < fine; j++)
            {
                int j0 = j / 2 * size, j1 = (j + 1) / 2 % size * size;
                for (int i = 0; i < fine; i++, n++)
                {
                    int i0 = i / 2, i1 = (i + 1) / 2 % size;
                    result[n] = 0.125f * (field[k0 + j0 + i0] + field[k0 + j0 + i1] + field[k0 + j1 + i0] + field[k0 + j1 + i1]
                        + field[k1 + j0 + i0] + field[k1 + j0 + i1] + field[k1 + j1 + i0] + field[k1 + j1 + i1]);
                }
            }
        }

        return result;
    }

    private static void Standardise(float[] field)
    {
        double mean = 0, square = 0;
        foreach (float value in field)
        {
            mean += value;
            square += (double)value * value;
        }

        mean /= field.Length;
        double scale = 1 / Math.Sqrt((square / field.Length) - (mean * mean));
        for (int n = 0; n < field.Length; n++)
        {
            field[n] = (float)((field[n] - mean) * scale);
        }
    }
}
