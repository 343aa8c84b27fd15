using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Phantoms;

public sealed class DemonstrationStudiesTests
{
    [Fact]
    public void The_three_patients_differ_in_form_burden_and_layout()
    {
        IReadOnlyList<PatientPlan> plans = DemonstrationStudies.Plans();
        plans.Select(p => p.Lesion.Form).ShouldBe([LesionForm.Spiculated, LesionForm.Round, LesionForm.NonMass]);
        plans.Take(2).Select(p => p.Clinical.AlnBurden).ShouldBe(["high", "low"]);
        plans.Select(p => p.Acquisition.Style).Distinct().Count().ShouldBe(3);
        plans.Select(p => p.Clinical.PatientId).ShouldBe(["PHANTOM-DEMO-1", "PHANTOM-DEMO-2", "PHANTOM-DEMO-3"]);
    }

    [Fact]
    public void Each_lesion_is_in_view_and_of_some_size()
    {
        foreach (PatientPlan plan in DemonstrationStudies.Plans())
        {
            PhantomPatient.Render(plan, DemonstrationStudies.Options with { CropMarginMm = 3 }).Truth.VolumeMm3().ShouldBeGreaterThan(1000);
        }
    }
}
