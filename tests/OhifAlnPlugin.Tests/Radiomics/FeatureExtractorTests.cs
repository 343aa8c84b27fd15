using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>The extraction against PyRadiomics 3.0.1 on synthetic phantoms.</summary>
public sealed class FeatureExtractorTests
{
    private static readonly string[] Configurations =
        ["bw25_native", "bc32_native", "bw25_lin1mm", "bw25_lin1mm_norm100", "bw25_bspline1mm_norm100", "bc32_lin1mm_norm100"];

    private static readonly (string Golden, string Phantom, int Label)[] Committed =
    [
        ("p01_aniso", "p01_aniso", 1), ("p02_rotated", "p02_rotated", 1), ("p03_negative_float", "p03_negative_float", 1),
        ("p05_tiny_label3", "p05_tiny", 3), ("p05_tiny_label4", "p05_tiny", 4), ("p06_single_slice", "p06_single_slice", 1),
    ];

    private static readonly (string Golden, string Phantom, int Label)[] InReferenceData =
    [
        ("p04_constant_roi", "p04_constant_roi", 1), ("p08_multifocal", "p08_multifocal", 1), ("p08_multifocal_label2", "p08_multifocal", 2),
        ("p10_breast96", "p10_breast96", 1), ("p11_peri", "p11_peri", 1),
    ];

    public static TheoryData<string, string, int, string> CommittedCases() => Cases(Committed);

    public static TheoryData<string, string, int, string> ReferenceCases() => Cases(InReferenceData);

    [Theory]
    [MemberData(nameof(CommittedCases))]
    public void Features_and_diagnostics_are_those_of_PyRadiomics(string golden, string phantom, int label, string configuration) =>
        Compare(golden, phantom, label, configuration);

    [ReferenceTheory]
    [MemberData(nameof(ReferenceCases))]
    public void Features_and_diagnostics_of_larger_phantoms_are_those_of_PyRadiomics(string golden, string phantom, int label, string configuration) =>
        Compare(golden, phantom, label, configuration);

    private static void Compare(string golden, string phantom, int label, string configuration)
    {
        ExtractionSettings settings = ParameterFile.Parse(File.ReadAllText(Phantom.PathOf("golden", "params", configuration + ".yaml"))) with { Label = label };
        var image = Phantom.Image(Phantom.PathOf("phantoms", phantom + "_image.nrrd"));
        var labels = Phantom.Labels(Phantom.PathOf("phantoms", phantom + "_label.nrrd"));
        var comparison = new GoldenComparison(golden, configuration)
        {
            Fragile = FragileFeatures.Of(golden + ".csv", configuration),
            Rounding = phantom == "p04_constant_roi" ? 1e-12 : 1e-14,
            Tolerance = configuration.Contains("bspline", StringComparison.Ordinal) ? 1e-6 : configuration.Contains("lin1mm", StringComparison.Ordinal) ? 1e-8 : 1e-9,
        };
        comparison.Compare(GoldenTable.Read(Phantom.PathOf("golden", golden + ".csv")), FeatureExtractor.ExtractWithDiagnostics(image, labels, settings));
    }

    private static TheoryData<string, string, int, string> Cases((string Golden, string Phantom, int Label)[] phantoms)
    {
        var data = new TheoryData<string, string, int, string>();
        foreach (var (golden, phantom, label) in phantoms)
        {
            foreach (string configuration in Configurations)
            {
                data.Add(golden, phantom, label, configuration);
            }
        }

        return data;
    }
}
