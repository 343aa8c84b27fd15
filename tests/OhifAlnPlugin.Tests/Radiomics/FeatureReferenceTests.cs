using OhifAlnPlugin.Radiomics.Features;

namespace OhifAlnPlugin.Tests.Radiomics;

public sealed class FeatureReferenceTests
{
    [Fact]
    public void The_reference_page_is_the_catalogue()
    {
        string path = Path.Combine(Reference.RepositoryRoot, "OhifAlnPlugin", "Radiomics", "FEATURES.md");
        string expected = FeatureReference.Markdown();
        File.Exists(path).ShouldBeTrue(path);
        File.ReadAllText(path).ShouldBe(expected, "write FeatureReference.Markdown() to FEATURES.md");
    }

    [Fact]
    public void Every_feature_of_PyRadiomics_is_there() =>
        FeatureCatalogue.All.Count(f => !f.OnRequest && f.Class is not ("shape2D" or "kinetics")).ShouldBe(107);

    [Fact]
    public void Every_row_says_formula_unit_and_range()
    {
        FeatureCatalogue.All.ShouldAllBe(f => f.Formula.Length > 0 && f.Unit.Length > 0 && f.Range.Length > 0);
        FeatureCatalogue.All.Select(f => (f.Class, f.Name)).ShouldBeUnique();
        FeatureCatalogue.All.Where(f => f.IbsiCode is not null).ShouldAllBe(f => f.IbsiCode!.Length == 4);
    }
}
