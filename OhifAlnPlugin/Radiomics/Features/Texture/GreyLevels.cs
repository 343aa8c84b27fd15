namespace OhifAlnPlugin.Radiomics.Features.Texture;

/// <summary>A discretised ROI: grey levels 1 … Ng on the padded box of a <see cref="RoiGrid"/>, 0 outside the ROI.</summary>
/// <param name="Roi">The layout.</param>
/// <param name="Levels">Grey levels on the padded box.</param>
/// <param name="Highest">Ng: the highest level that occurs; levels below it may be empty.</param>
/// <param name="Counts">ROI voxels per level, shape (Ng,): Counts[i − 1] for level i.</param>
internal sealed record GreyLevels(RoiGrid Roi, ushort[] Levels, int Highest, int[] Counts)
{
    private readonly int? _levelsInRoi;

    /// <summary>Largest number of grey levels that can be told apart.</summary>
    public const int Limit = ushort.MaxValue;

    /// <summary>Number of levels that occur; in a kernel, that of the whole ROI.</summary>
    public int LevelsInRoi
    {
        get => _levelsInRoi ?? Counts.Count(c => c > 0);
        init => _levelsInRoi = value;
    }
}
