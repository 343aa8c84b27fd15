namespace OhifAlnPlugin.Phantoms;

/// <summary>The three phantoms that the demonstration shows: chosen for variety, and drawn like all others.</summary>
public static class DemonstrationStudies
{
    /// <summary>What the demonstration's phantoms are rendered with.</summary>
    public static PhantomOptions Options { get; } = new() { Size = PhantomSize.Medium };

    /// <summary>The patients; each is the first that fits its description, so that the choice does not depend on particular seeds.</summary>
    /// <returns>A spiculated mass with high burden, a round one with low burden, and non-mass enhancement in sagittal slices.</returns>
    public static IReadOnlyList<PatientPlan> Plans() =>
    [
        First(1, Options with { Form = LesionForm.Spiculated, Curve = KineticCurve.Washout, CentreSeed = 3, Plane = SliceOrientation.Axial, Style = AcquisitionStyle.SeriesPerPhase }, IsSpiculatedOfHighBurden),
        First(2, Options with { Form = LesionForm.Round, Curve = KineticCurve.Plateau, CentreSeed = 5, Plane = SliceOrientation.Axial, Style = AcquisitionStyle.TemporalPosition }, IsRoundOfLowBurden),
        First(3, Options with { Form = LesionForm.NonMass, Curve = KineticCurve.Plateau, CentreSeed = 7, Plane = SliceOrientation.Sagittal, Style = AcquisitionStyle.AcquisitionNumber }, IsClearNonMass),
    ];

    private static PatientPlan First(int number, PhantomOptions options, Func<PatientPlan, bool> fits)
    {
        for (ulong seed = 1; ; seed++)
        {
            PatientPlan plan = PatientPlan.Draw(seed, options, number);
            if (fits(plan))
            {
                return plan with { Clinical = plan.Clinical with { PatientId = $"PHANTOM-DEMO-{number}" } };
            }
        }
    }

    private static bool IsSpiculatedOfHighBurden(PatientPlan plan) =>
        plan.Clinical.AlnBurden == "high" && plan.BurdenProbability > 0.8
        && plan.Lesion is { RadiusMm: > 11 and < 14, Strength: > 1.4, Core: > 0.35 and < 0.5 }
        && plan.Anatomy is { Density: > -0.6 and < 0, BreastDepth: > 85 and < 110, ParenchymalEnhancement: < 0.25 };

    private static bool IsRoundOfLowBurden(PatientPlan plan) =>
        plan.Clinical.AlnBurden == "low" && plan.BurdenProbability < 0.08
        && plan.Lesion is { RadiusMm: > 7.5 and < 10, Strength: > 1.2, Core: 0 }
        && plan.Anatomy is { Density: > 0 and < 0.6, BreastDepth: > 85 and < 110, ParenchymalEnhancement: < 0.25 };

    private static bool IsClearNonMass(PatientPlan plan) =>
        plan.Lesion is { RadiusMm: > 10.5 and < 13.5, Strength: > 1.2, Heterogeneity: < 0.3 }
        && plan.Anatomy is { Density: > -0.8 and < 0.1, BreastDepth: > 78 and < 105, ParenchymalEnhancement: < 0.2 };
}
