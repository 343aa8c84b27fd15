using System.Globalization;
using System.Text.Json;
using OhifAlnPlugin.Radiomics.Maps;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics.Maps;

/// <summary>Maps against those of PyRadiomics 3.0.1, at voxels spread over the ROI.</summary>
public sealed class GoldenMapsTests
{
    [Theory]
    [InlineData("p01_r1")]
    [InlineData("p01_r2")]
    [InlineData("p01_unmasked")]
    [InlineData("p01_force2D")]
    [InlineData("p01_options")]
    [InlineData("p03_binCount8")]
    [InlineData("p06_r3")]
    [InlineData("p05_label3")]
    public void Every_map_agrees_with_PyRadiomics(string name)
    {
        GoldenTable golden = GoldenTable.Read(Phantom.PathOf("golden", "maps", name + ".csv"));
        JsonElement row = JsonDocument.Parse(File.ReadAllText(Phantom.PathOf("golden", "maps", "settings.json"))).RootElement.GetProperty(name);
        string phantom = row.GetProperty("phantom").GetString()!;
        var settings = ParameterFile.Parse($$"""{"setting": {{row.GetProperty("setting")}}, "voxelSetting": {{row.GetProperty("voxelSetting")}}}""");
        var image = Phantom.Image(Phantom.PathOf("phantoms", phantom + "_image.nrrd"));
        var mask = Phantom.Labels(Phantom.PathOf("phantoms", phantom + "_label.nrrd")).Select(row.GetProperty("label").GetInt32());

        Dictionary<string, Dictionary<string, string>> expectedAt = golden.Columns.ToDictionary(c => c, c => golden.Column(c).ToDictionary());
        List<string> differences = [];
        int compared = 0;
        foreach (FeatureMap map in FeatureMapExtractor.Extract(image, mask, settings))
        {
            double[] values = map.ToImage();
            foreach (string voxel in golden.Columns)
            {
                int[] at = [.. voxel.Split(' ').Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
                var place = map.Geometry.ToIndex(image.Geometry.ToPatient(at[0], at[1], at[2]));
                double actual = values[map.Geometry.Offset((int)Math.Round(place.X), (int)Math.Round(place.Y), (int)Math.Round(place.Z))];
                double expected = double.Parse(expectedAt[voxel][map.Name], CultureInfo.InvariantCulture);
                compared++;
                if (!Agree(map.Name, expected, actual))
                {
                    differences.Add($"{map.Name} at {voxel}: {expected:R} but {actual:R}");
                }
            }
        }

        compared.ShouldBe(93 * golden.Columns.Length);
        differences.ShouldBeEmpty($"{differences.Count} of {compared} differ");
    }

    private static bool Agree(string name, double expected, double actual)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
        {
            return double.IsNaN(expected) && double.IsNaN(actual);
        }

        double tolerance = name.EndsWith("glcm_MCC", StringComparison.Ordinal) ? 1e-7 : 1e-9;
        return Math.Abs(actual - expected) <= Math.Max(1e-14, tolerance * Math.Abs(expected));
    }
}
