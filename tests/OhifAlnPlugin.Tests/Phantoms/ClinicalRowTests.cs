using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Phantoms;

public sealed class ClinicalRowTests
{
    private static readonly PatientPlan[] Cohort = [.. PatientPlan.Cohort(31, 3000, new PhantomOptions { Centres = 4 })];

    [Fact]
    public void Every_row_agrees_with_itself_and_with_its_lesion()
    {
        foreach (PatientPlan plan in Cohort)
        {
            ClinicalRow row = plan.Clinical;
            row.AlnBurden.ShouldBe(row.PositiveNodes >= ClinicalRow.HighBurdenNodes ? "high" : "low");
            row.AlnStatus.ShouldBe(row.PositiveNodes > 0 ? "positive" : "negative");
            row.EnhancementPattern.ShouldBe(plan.Lesion.Form == LesionForm.NonMass ? "non-mass" : "mass");
            row.TStage.ShouldBe(plan.Lesion.LongestDiameterMm <= 20 ? "T1" : plan.Lesion.LongestDiameterMm <= 50 ? "T2" : "T3");
            (row.MriAlnBurden == "high" && row.MriAlnStatus == "negative").ShouldBeFalse();
            row.SurvivalMonths.ShouldBeInRange(0, 96);
            row.Age.ShouldBeInRange(26, 84);
            row.MolecularSubtype.ShouldBe(ClinicalRow.Subtype(row.Er == "positive" || row.Pr == "positive", row.Her2 == "positive", row.Ki67Percent));
        }
    }

    [Theory]
    [InlineData(true, false, 19, "luminal A")]
    [InlineData(true, false, 20, "luminal B")]
    [InlineData(true, true, 5, "luminal B")]
    [InlineData(false, true, 50, "HER2-enriched")]
    [InlineData(false, false, 50, "triple-negative")]
    public void Subtype_follows_receptors_and_Ki67(bool hormone, bool her2, int ki67, string subtype) =>
        ClinicalRow.Subtype(hormone, her2, ki67).ShouldBe(subtype);

    [Fact]
    public void What_is_not_tied_to_the_burden_is_independent_of_it()
    {
        ShareDiffers(r => r.Er == "positive").ShouldBeLessThan(4);
        ShareDiffers(r => r.Her2 == "positive").ShouldBeLessThan(4);
        ShareDiffers(r => r.Age > 52).ShouldBeLessThan(4);
        ShareDiffers(r => r.HistologicalGrade == "III").ShouldBeLessThan(4);
    }

    [Fact]
    public void The_reader_sees_a_high_burden_more_often_where_there_is_one() =>
        ShareDiffers(r => r.MriAlnBurden == "high").ShouldBeGreaterThan(4);

    [Fact]
    public void Events_come_at_the_documented_hazard_ratio()
    {
        // Maximum likelihood of exponential times: events over months at risk; the log ratio has variance 1/d₁ + 1/d₂.
        (double events, double months) high = Risk("high"), low = Risk("low");
        double logRatio = Math.Log(high.events / high.months / (low.events / low.months));
        logRatio.ShouldBe(Math.Log(ClinicalRow.HazardRatio), 4 * Math.Sqrt((1 / high.events) + (1 / low.events)));
    }

    [Fact]
    public void The_table_has_a_value_for_every_column_of_every_patient()
    {
        using var text = new StringWriter();
        ClinicalTable.Write(text, Cohort.Take(5).Select(p => p.Clinical));
        string[] lines = text.ToString().TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(6);
        lines[0].ShouldStartWith("patient_id,centre,age,");
        lines.ShouldAllBe(l => l.Split(',').Length == ClinicalTable.Columns.Count && !l.Contains(",,"));
    }

    [Fact]
    public void A_patient_does_not_depend_on_the_size_of_the_cohort() =>
        PatientPlan.Cohort(31, 10, new PhantomOptions { Centres = 4 }).Last().Clinical.ShouldBe(Cohort[9].Clinical);

    private static (double Events, double Months) Risk(string burden)
    {
        ClinicalRow[] rows = [.. Cohort.Select(p => p.Clinical).Where(r => r.AlnBurden == burden)];
        return (rows.Count(r => r.Event), rows.Sum(r => r.SurvivalMonths));
    }

    /// <summary>|z| of the difference of two shares, high against low burden.</summary>
    private static double ShareDiffers(Func<ClinicalRow, bool> has)
    {
        ClinicalRow[] high = [.. Cohort.Select(p => p.Clinical).Where(r => r.AlnBurden == "high")], low = [.. Cohort.Select(p => p.Clinical).Where(r => r.AlnBurden == "low")];
        double a = (double)high.Count(has) / high.Length, b = (double)low.Count(has) / low.Length, pooled = (double)Cohort.Count(p => has(p.Clinical)) / Cohort.Length;
        return Math.Abs(a - b) / Math.Sqrt(pooled * (1 - pooled) * ((1.0 / high.Length) + (1.0 / low.Length)));
    }
}
