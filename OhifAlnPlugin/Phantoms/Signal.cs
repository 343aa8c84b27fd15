namespace OhifAlnPlugin.Phantoms;

/// <summary>What a point of tissue gives in the images: the signal before contrast and what each kind of uptake adds at its maximum.</summary>
/// <param name="Pre">Signal before contrast, 1 ≈ fat without suppression.</param>
/// <param name="Blood">Signal added at the maximum of the blood curve.</param>
/// <param name="Slow">Signal added at the maximum of the slow curve of normal tissue.</param>
/// <param name="Lesion">Signal added at the maximum of the lesion's own curve.</param>
internal readonly record struct Signal(double Pre, double Blood = 0, double Slow = 0, double Lesion = 0)
{
    /// <summary>This signal covered by another one to a part of the voxel.</summary>
    /// <param name="over">What lies over it.</param>
    /// <param name="part">Part of the voxel it fills, in [0, 1].</param>
    /// <returns>(1 − part)·this + part·over.</returns>
    public Signal CoveredBy(in Signal over, double part) => part <= 0 ? this : new(
        Pre + (part * (over.Pre - Pre)),
        Blood + (part * (over.Blood - Blood)),
        Slow + (part * (over.Slow - Slow)),
        Lesion + (part * (over.Lesion - Lesion)));

    /// <summary>Every component scaled.</summary>
    /// <param name="factor">Factor ≥ 0.</param>
    /// <returns>The scaled signal.</returns>
    public Signal Times(double factor) => new(Pre * factor, Blood * factor, Slow * factor, Lesion * factor);
}
