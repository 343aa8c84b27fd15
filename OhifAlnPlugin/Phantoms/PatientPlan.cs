using System.Collections.Concurrent;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Everything about a phantom patient but the voxels: cheap to draw, so that a cohort can be described without rendering it.</summary>
public sealed record PatientPlan
{
    private static readonly ConcurrentDictionary<(double Auc, double Share), BurdenModel> Models = new();

    /// <summary>Seed of the patient.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Number in the cohort, 1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>What is asked of the lesion.</summary>
    public required LesionProperties Lesion { get; init; }

    /// <summary>Breast with the lesion: −1 right, +1 left.</summary>
    public required int LesionSide { get; init; }

    /// <summary>How the patient is imaged.</summary>
    public required Acquisition Acquisition { get; init; }

    /// <summary>Probability from which the burden was drawn.</summary>
    public required double BurdenProbability { get; init; }

    /// <summary>Row of the clinical table.</summary>
    public required ClinicalRow Clinical { get; init; }

    /// <summary>Measures of the body.</summary>
    public required Anatomy Anatomy { get; init; }

    /// <summary>Draws a patient.</summary>
    /// <param name="seed">Seed of the patient.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="number">Number in the cohort, 1 for the first.</param>
    /// <returns>The plan; the same arguments give the same plan.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static PatientPlan Draw(ulong seed, PhantomOptions options, int number = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new SeededRandom(seed);
        Centre centre = Centre.Draw(options.CentreSeed, 1 + random.Fork("which centre").Below(options.Centres));
        LesionProperties lesion = DrawLesion(random.Fork("lesion"), options);
        int side = random.Fork("side").Chance(0.5) ? 1 : -1;
        Anatomy body = Anatomy.Draw(random.Fork("body"), lesion.RadiusMm);
        BurdenModel model = Models.GetOrAdd((options.TrueAuc, options.HighBurdenShare), key => BurdenModel.Calibrate(key.Auc, key.Share));
        double probability = model.Probability(lesion);
        bool high = random.Fork("burden").Chance(probability);
        return new PatientPlan
        {
            Seed = seed,
            Number = number,
            Lesion = lesion,
            LesionSide = side,
            Anatomy = body,
            Acquisition = Acquisition.Draw(centre, body, side, options, random.Fork("acquisition")),
            BurdenProbability = probability,
            Clinical = ClinicalRow.Draw(number, centre.Number, lesion, high, random.Fork("clinical")),
        };
    }

    /// <summary>Draws the patients of a cohort.</summary>
    /// <param name="seed">Seed of the cohort.</param>
    /// <param name="count">Number of patients, ≥ 1.</param>
    /// <param name="options">What is wanted; the centres follow from the cohort's seed.</param>
    /// <returns>Patients 1 … count.</returns>
    public static IEnumerable<PatientPlan> Cohort(ulong seed, int count, PhantomOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        PhantomOptions shared = options with { CentreSeed = seed };
        return Enumerable.Range(1, count).Select(n => Draw(SeededRandom.SplitMix(seed, (ulong)n), shared, n));
    }

    private static LesionProperties DrawLesion(SeededRandom random, PhantomOptions options)
    {
        LesionProperties lesion = options.Form is { } form ? LesionProperties.Draw(random, form) : LesionProperties.Draw(random);
        return options.Curve is { } curve ? lesion with { Curve = curve } : lesion;
    }
}
