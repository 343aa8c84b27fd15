namespace OhifAlnPlugin.Phantoms;

/// <summary>Matrix and number of phases of the images.</summary>
public enum PhantomSize
{
    /// <summary>128 × 128 × 48, 4 phases: for quick tests.</summary>
    Small,

    /// <summary>288 × 288 × 60, 5 phases: for demonstration.</summary>
    Medium,

    /// <summary>320 × 320 × 100, 5 phases: like a clinical protocol.</summary>
    Full,
}

/// <summary>How the phases are laid out in series and objects, after the habits of different vendors.</summary>
public enum AcquisitionStyle
{
    /// <summary>One series per phase, told apart by Acquisition Time.</summary>
    SeriesPerPhase,

    /// <summary>All phases in one series, told apart by Temporal Position Identifier.</summary>
    TemporalPosition,

    /// <summary>All phases in one series, told apart by Trigger Time.</summary>
    TriggerTime,

    /// <summary>All phases in one series, told apart by Acquisition Number.</summary>
    AcquisitionNumber,

    /// <summary>All phases in one series, each slice with its own Acquisition Time.</summary>
    TimePerSlice,
}

/// <summary>Orientation of the slices.</summary>
public enum SliceOrientation
{
    /// <summary>Axial, both breasts.</summary>
    Axial,

    /// <summary>Sagittal, the breast with the lesion.</summary>
    Sagittal,
}

/// <summary>What phantoms are wanted. All patients of a cohort share the options.</summary>
public sealed record PhantomOptions
{
    /// <summary>Matrix and number of phases.</summary>
    public PhantomSize Size { get; init; } = PhantomSize.Small;

    /// <summary>Number of centres, 1 … 50; each has its scanner, gain, noise and voxel size.</summary>
    public int Centres { get; init; } = 1;

    /// <summary>Seed of the centres' properties, the same for all patients of a cohort.</summary>
    public ulong CentreSeed { get; init; } = 1;

    /// <summary>Area under the ROC curve of the probability from which the burden is drawn, 0.5 … 0.97.</summary>
    public double TrueAuc { get; init; } = 0.80;

    /// <summary>Share of patients with a high burden, 0.05 … 0.95.</summary>
    public double HighBurdenShare { get; init; } = 0.35;

    /// <summary>Layout of the phases; null: the centre's habit.</summary>
    public AcquisitionStyle? Style { get; init; }

    /// <summary>Orientation of the slices; null: the centre's habit.</summary>
    public SliceOrientation? Plane { get; init; }

    /// <summary>Form of the lesion; null: drawn.</summary>
    public LesionForm? Form { get; init; }

    /// <summary>Course of the lesion's enhancement; null: drawn.</summary>
    public KineticCurve? Curve { get; init; }

    /// <summary>Render only a box around the lesion with this margin, mm ≥ 0; null: the whole field of view. The voxels are the same.</summary>
    public double? CropMarginMm { get; init; }

    /// <summary>Threads to use, ≥ 1; the voxels do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public void Validate()
    {
        if (Centres is not (>= 1 and <= 50))
        {
            throw new ArgumentOutOfRangeException(nameof(Centres), Centres, "The number of centres must lie in 1 … 50.");
        }

        if (CropMarginMm is < 0 or double.NaN)
        {
            throw new ArgumentOutOfRangeException(nameof(CropMarginMm), CropMarginMm, "The margin around the lesion must be at least 0 mm.");
        }

        if (Threads < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "The number of threads must be at least 1.");
        }

        BurdenModel.Check(TrueAuc, HighBurdenShare);
    }
}
