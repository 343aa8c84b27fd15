using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>What imaging does to a scene: uneven coil sensitivity, blur, motion between the phases, ghosts of the heart, and noise.</summary>
internal sealed class TrainingImaging
{
    private readonly TextureView _shading;
    private readonly double _shadingStrength, _fall, _blur, _noise, _ghost;
    private readonly (double X, double Y, double XofX, double XofY, double YofX, double YofY) _motion;
    private readonly (int X, int Y) _ghostShift;
    private readonly ulong _noiseSeed;

    /// <summary>Draws the imaging of a study.</summary>
    /// <param name="random">Source of chance.</param>
    public TrainingImaging(SeededRandom random)
    {
        _shading = new SpectralTexture(random, new(1.2, 1.6)).View(random, random.Uniform(8, 20));
        (_shadingStrength, _fall) = (random.Uniform(0, 0.28), random.Uniform(-0.001, 0.006));
        _blur = random.Uniform(0.3, 0.9);
        _noise = new Interval(0.004, 0.05).DrawLog(random);
        double moves = random.Chance(0.55) ? random.Uniform(0.2, 1.3) : 0;
        _motion = (
            random.Uniform(-1, 1) * moves, random.Uniform(-1, 1) * moves,
            random.Uniform(-0.006, 0.006) * moves, random.Uniform(-0.006, 0.006) * moves, random.Uniform(-0.006, 0.006) * moves, random.Uniform(-0.006, 0.006) * moves);
        _ghost = random.Chance(0.35) ? random.Uniform(0.01, 0.07) : 0;
        int shift = 10 + random.Below(35);
        _ghostShift = random.Chance(0.8) ? (shift, 0) : (0, shift);
        _noiseSeed = random.NextUInt64();
    }

    /// <summary>Relative sensitivity of the coil.</summary>
    /// <param name="p">Position, LPS mm.</param>
    public double Sensitivity(Vector3 p) => Math.Exp((_shadingStrength * _shading.At(p)) - (_fall * Math.Max(-60, p.Y)));

    /// <summary>The two phases of a painted slice, with the coil's sensitivity alone.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="signals">How far contrast has come.</param>
    public (float[] Pre, float[] Peak) Phases(SceneSlice slice, TrainingSignals signals)
    {
        float[] pre = new float[slice.Signals.Length], peak = new float[pre.Length], coil = new float[pre.Length];
        slice.Sample(coil, Sensitivity);
        for (int n = 0; n < pre.Length; n++)
        {
            (double before, double after) = signals.Phases(slice.Signals[n]);
            (pre[n], peak[n]) = ((float)before * coil[n], (float)after * coil[n]);
        }

        return (pre, peak);
    }

    /// <summary>Blurs, moves and adds ghosts and noise.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="pre">Its pre-contrast phase; changed.</param>
    /// <param name="peak">Its peak phase; changed.</param>
    /// <param name="number">Number of the slice in the study, so that each has noise of its own.</param>
    /// <returns>The part of every pixel that lesions fill, moved with the peak phase.</returns>
    public float[] Degrade(SceneSlice slice, float[] pre, float[] peak, int number)
    {
        int width = slice.Geometry.SizeX;
        if (_ghost > 0)
        {
            AddGhosts(slice, peak);
        }

        Blur(pre, width);
        Blur(peak, width);
        float[] lesion = slice.Lesion;
        if (_motion.X != 0)
        {
            Moved(peak, width).CopyTo(peak, 0);
            lesion = Moved(lesion, width);
        }

        AddNoise(pre, SeededRandom.SplitMix(_noiseSeed, (ulong)(2 * number) + 1));
        AddNoise(peak, SeededRandom.SplitMix(_noiseSeed, (ulong)(2 * number) + 2));
        return lesion;
    }

    /// <summary>Copies of the pulsating depth of the chest, weak and shifted both ways along the phase-encoding axis.</summary>
    private void AddGhosts(SceneSlice slice, float[] peak)
    {
        int width = slice.Geometry.SizeX, height = slice.Geometry.SizeY, shift = _ghostShift.X + (_ghostShift.Y * width);
        float[] source = (float[])peak.Clone();
        for (int n = 0; n < peak.Length; n++)
        {
            foreach (int from in (int[])[n - shift, n + shift])
            {
                bool sameRow = _ghostShift.X == 0 || ((uint)from < (uint)(width * height) && from / width == n / width);
                if (sameRow && (uint)from < (uint)peak.Length && slice.TrunkDepth[from] > 45)
                {
                    peak[n] += (float)_ghost * source[from];
                }
            }
        }
    }

    /// <summary>Convolution with a Gaussian of three taps along both axes.</summary>
    private void Blur(float[] image, int width)
    {
        float side = (float)Math.Exp(-0.5 / (_blur * _blur)), centre = 1 / (1 + (2 * side));
        side *= centre;
        for (int row = 0; row < image.Length; row += width)
        {
            float before = image[row];
            for (int n = row; n < row + width; n++)
            {
                float here = image[n], next = n + 1 < row + width ? image[n + 1] : here;
                image[n] = (side * (before + next)) + (centre * here);
                before = here;
            }
        }

        float[] above = image[..width];
        for (int row = 0; row < image.Length; row += width)
        {
            for (int i = 0; i < width; i++)
            {
                int n = row + i;
                float here = image[n], below = n + width < image.Length ? image[n + width] : here;
                image[n] = (side * (above[i] + below)) + (centre * here);
                above[i] = here;
            }
        }
    }

    private float[] Moved(float[] image, int width)
    {
        int height = image.Length / width;
        float[] result = new float[image.Length];
        for (int j = 0, n = 0; j < height; j++)
        {
            for (int i = 0; i < width; i++, n++)
            {
                double u = i - (width / 2.0), v = j - (height / 2.0);
                double x = Math.Clamp(i + _motion.X + (_motion.XofX * u) + (_motion.XofY * v), 0, width - 1.001);
                double y = Math.Clamp(j + _motion.Y + (_motion.YofX * u) + (_motion.YofY * v), 0, height - 1.001);
                int at = ((int)y * width) + (int)x;
                float a = (float)(x - (int)x), b = (float)(y - (int)y);
                result[n] = ((1 - b) * (((1 - a) * image[at]) + (a * image[at + 1]))) + (b * (((1 - a) * image[at + width]) + (a * image[at + width + 1])));
            }
        }

        return result;
    }

    /// <summary>Magnitude of a signal with complex normal noise, the two deviates by Box and Muller.</summary>
    private void AddNoise(float[] image, ulong seed)
    {
        for (int n = 0; n < image.Length; n++)
        {
            ulong bits = SeededRandom.SplitMix(seed, (ulong)n + 1);
            float u = (float)(((bits >> 32) + 0.5) * (1.0 / 4294967296.0)), angle = (float)((bits & 0xFFFFFFFF) * (2 * Math.PI / 4294967296.0));
            float radius = (float)_noise * MathF.Sqrt(-2 * MathF.Log(u)), s = image[n];
            image[n] = MathF.Sqrt(MathF.Max(0, (s * s) + (2 * s * radius * MathF.Cos(angle)) + (radius * radius)));
        }
    }
}
