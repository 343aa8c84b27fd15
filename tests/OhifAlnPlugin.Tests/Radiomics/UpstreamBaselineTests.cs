using System.Globalization;
using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>The values that PyRadiomics' own test suite and its example notebook keep, made by others with SimpleITK.</summary>
public sealed class UpstreamBaselineTests
{
    /// <summary>Features of shape/brain1 whose value in the upstream table is out of date: upstream's notebook and version 3.1.0 both differ from it.</summary>
    private static readonly string[] OutOfDate = ["MeshVolume", "SurfaceArea", "Sphericity", "SurfaceVolumeRatio"];

    private static readonly Lazy<Dictionary<string, JsonElement>> Settings = new(() =>
        JsonDocument.Parse(File.ReadAllText(PathOf("baseline_easy", "settings.json"))).RootElement.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetProperty("settings")));

    private static readonly Lazy<ILookup<string, (string Feature, double Value)>> Values = new(() =>
        File.ReadLines(PathOf("baseline_easy", "pyradiomics_baseline_long.csv")).Skip(1).Select(l => l.Split(','))
            .ToLookup(c => $"{c[0]}/{c[1]}", c => (c[3], double.Parse(c[4], CultureInfo.InvariantCulture))));

    /// <summary>Every test whose image, or for shape whose mask alone, is at hand.</summary>
    public static TheoryData<string> Tests() => Reference.Root is null
        ? new("shape/brain1")
        : new(Values.Value.Select(t => t.Key).Where(t => t.Contains("/brain1", StringComparison.Ordinal) ? !t.Contains("shape2D", StringComparison.Ordinal) : t.StartsWith("shape/lung", StringComparison.Ordinal)));

    [ReferenceTheory]
    [MemberData(nameof(Tests))]
    public void Values_of_the_upstream_test_suite_are_met(string test)
    {
        string[] parts = test.Split('/');
        string subject = parts[1].Split('_')[0];
        ExtractionSettings settings = ParameterFile.Parse($$"""{"setting": {{Settings.Value[test]}}, "featureClass": {"{{parts[0]}}": null} }""");
        LabelMap labels = Phantom.Labels(PathOf("pyradiomics-data", $"{subject}_label.nrrd"));
        Volume image = subject == "brain1" ? Phantom.Image(PathOf("pyradiomics-data", "brain1_image.nrrd")) : new Volume(labels.Geometry, new float[labels.Labels.Length]);
        FeatureVector features = FeatureExtractor.ExtractWithDiagnostics(image, labels, settings).Features;
        double tolerance = settings is { ResampledPixelSpacing: not null } ? 1e-6 : 1e-9;
        foreach (var (feature, value) in Values.Value[test].Where(v => test != "shape/brain1" || !OutOfDate.Contains(v.Feature)))
        {
            features[$"original_{parts[0]}_{feature}"].ShouldBe(value, Math.Max(1e-14, Math.Max(feature == "MCC" ? 1e-7 : 0, tolerance) * Math.Abs(value)), feature);
        }
    }

    [ReferenceFact]
    public void Values_of_the_upstream_notebook_are_met()
    {
        ExtractionSettings settings = ParameterFile.Parse(File.ReadAllText(Phantom.PathOf("golden", "params", "bw25_native.yaml")));
        FeatureVector features = FeatureExtractor.ExtractWithDiagnostics(
            Phantom.Image(PathOf("pyradiomics-data", "brain1_image.nrrd")), Phantom.Labels(PathOf("pyradiomics-data", "brain1_label.nrrd")), settings).Features;
        string[][] rows = [.. File.ReadLines(PathOf("baseline_easy", "upstream_notebook_brain1_vs_golden.csv")).Skip(1).Select(l => l.Split(','))];
        rows.Length.ShouldBe(251);
        foreach (string[] row in rows)
        {
            double expected = double.Parse(row[1], CultureInfo.InvariantCulture), tolerance = row[0].StartsWith("log", StringComparison.Ordinal) ? 1e-5 : 1e-9;
            features[row[0]].ShouldBe(expected, Math.Max(1e-14, tolerance * Math.Abs(expected)), row[0]);
        }
    }

    private static string PathOf(params string[] parts) => Reference.PathOf(["radiomics", .. parts]);
}
