namespace OhifAlnPlugin.Segmentation.Training;

/// <summary>One study in the layout that networks are trained on: groups of three neighbouring slices, scaled, with the truth of the middle one.</summary>
public sealed class TrainingStudy
{
    /// <summary>Pixel size, mm.</summary>
    public const double PixelMm = 1.5;

    /// <summary>Distance of the neighbouring slices, mm.</summary>
    public const double NeighbourMm = 2.5;

    /// <summary>Slices of a group: the one before, the middle one, the one after.</summary>
    public const int Levels = 3;

    /// <summary>Stored value of a phase as bright as the 99th percentile of the peak phase in the body; four times as much is the largest stored.</summary>
    public const int One = 16384;

    /// <summary>Prepares a study.</summary>
    /// <param name="id">Name without meaning for a patient.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="subtractionScale">The subtraction is divided by this, in units of <see cref="One"/>.</param>
    public TrainingStudy(string id, int width, int height, int groups, float subtractionScale)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        (Id, Width, Height, Groups, SubtractionScale) = (id, width, height, groups, subtractionScale);
        Pre = new ushort[groups * Levels * width * height];
        Peak = new ushort[Pre.Length];
        Truth = new byte[groups * width * height];
    }

    /// <summary>Name without meaning for a patient.</summary>
    public string Id { get; }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <summary>The subtraction is divided by this, in units of <see cref="One"/>.</summary>
    public float SubtractionScale { get; }

    /// <summary>Pre-contrast phase, shape (Groups, 3, Height, Width).</summary>
    public ushort[] Pre { get; }

    /// <summary>Peak phase, shape (Groups, 3, Height, Width).</summary>
    public ushort[] Peak { get; }

    /// <summary>1 where a lesion fills half of a pixel of the middle slice or more, shape (Groups, Height, Width).</summary>
    public byte[] Truth { get; }

    /// <summary>Fills one slice.</summary>
    /// <param name="group">The group.</param>
    /// <param name="level">0 the slice before, 1 the middle one, 2 the one after.</param>
    /// <param name="pre">Pre-contrast phase, in the images' unit.</param>
    /// <param name="peak">Peak phase, in the images' unit.</param>
    /// <param name="lesion">Part of each pixel that lesions fill; looked at in the middle slice alone.</param>
    /// <param name="scale">The study's scale.</param>
    public void Fill(int group, int level, ReadOnlySpan<float> pre, ReadOnlySpan<float> peak, ReadOnlySpan<float> lesion, TrainingScale scale)
    {
        int length = Width * Height, at = ((group * Levels) + level) * length;
        float factor = One / scale.Peak;
        for (int n = 0; n < length; n++)
        {
            Pre[at + n] = Stored(pre[n] * factor);
            Peak[at + n] = Stored(peak[n] * factor);
        }

        for (int n = 0; level == 1 && n < length; n++)
        {
            Truth[(group * length) + n] = lesion[n] >= 0.5f ? (byte)1 : (byte)0;
        }
    }

    private static ushort Stored(float value) => (ushort)Math.Clamp(value + 0.5f, 0, ushort.MaxValue);
}
