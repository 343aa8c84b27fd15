namespace OhifAlnPlugin.Phantoms;

/// <summary>The phantoms on which segmentation is measured: fixed, so that figures taken at different times can be compared.</summary>
/// <remarks>
/// They were fixed before any network was trained, and no network may be trained, tuned or chosen on them. The studies that networks are
/// trained on come from another generator, whose ranges of parameters and textures are its own (<c>Phantoms/Training</c>).
/// </remarks>
public static class EvaluationStudies
{
    /// <summary>Number of patients of the whole set.</summary>
    public const int Count = 100;

    /// <summary>Seed of the cohort; no other cohort of the project uses it.</summary>
    public const ulong Seed = 611_953;

    /// <summary>What they are rendered with: eight centres, one of them sagittal, all with suppressed fat.</summary>
    public static PhantomOptions Options { get; } = new() { Size = PhantomSize.Medium, Centres = 8 };

    /// <summary>The first patients of the set.</summary>
    /// <param name="count">Number of patients, 1 … <see cref="Count"/>.</param>
    /// <returns>The plans; rendering is left to the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number lies outside 1 … <see cref="Count"/>.</exception>
    public static IEnumerable<PatientPlan> Plans(int count = Count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return PatientPlan.Cohort(Seed, Count, Options).Take(count);
    }
}
