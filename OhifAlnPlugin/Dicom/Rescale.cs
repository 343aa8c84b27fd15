namespace OhifAlnPlugin.Dicom;

/// <summary>Stored value to real value: x · Slope + Intercept.</summary>
/// <param name="Slope">Rescale Slope (0028,1053).</param>
/// <param name="Intercept">Rescale Intercept (0028,1052).</param>
public readonly record struct Rescale(double Slope, double Intercept)
{
    /// <summary>Leaves values as they are.</summary>
    public static Rescale Identity { get; } = new(1, 0);

    /// <summary>The rescaling of a frame: from its own functional groups, the shared ones, or the data set (PS3.3 sections C.7.6.16.2.9 and C.11.1).</summary>
    /// <param name="dataset">The image.</param>
    /// <param name="frame">Frame, 0-based.</param>
    /// <returns>The first that is given; <see cref="Identity"/> when none is.</returns>
    /// <exception cref="DicomFormatException">Slope or intercept is not a finite number, or the slope is 0.</exception>
    public static Rescale Of(DicomDataset dataset, int frame)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        IReadOnlyList<DicomDataset> perFrame = dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence);
        DicomDataset? transformation = frame < perFrame.Count ? Transformation(perFrame[frame]) : null;
        transformation ??= dataset.GetSequence(DicomTag.SharedFunctionalGroupsSequence) is [var shared, ..] ? Transformation(shared) : null;
        DicomDataset holder = transformation ?? dataset;
        return holder.GetDouble(DicomTag.RescaleSlope) is { } slope
            ? new(Usable(DicomTag.RescaleSlope, slope, allowZero: false), Usable(DicomTag.RescaleIntercept, holder.GetDouble(DicomTag.RescaleIntercept) ?? 0, allowZero: true))
            : Identity;
    }

    private static DicomDataset? Transformation(DicomDataset groups) =>
        groups.GetSequence(DicomTag.PixelValueTransformationSequence) is [var transformation, ..] ? transformation : null;

    private static double Usable(DicomTag tag, double value, bool allowZero) =>
        double.IsFinite(value) && (allowZero || value != 0) ? value : throw new DicomFormatException($"{tag} is {value}, which cannot rescale pixels.");
}
