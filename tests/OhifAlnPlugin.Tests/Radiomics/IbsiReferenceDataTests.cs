using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radiomics.Ibsi;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>The digital phantom and its consensus values as the product ships them, against IBSI's own files.</summary>
public sealed class IbsiReferenceDataTests
{
    [ReferenceFact]
    public void The_phantom_is_that_of_IBSI_voxel_for_voxel()
    {
        (Volume image, Mask mask) = (IbsiDigitalPhantom.Image(), IbsiDigitalPhantom.Mask());
        foreach (string[] row in Rows("ibsi1_digital_phantom_voxels.csv"))
        {
            int[] cells = [.. row.Select(c => int.Parse(c, CultureInfo.InvariantCulture))];
            (image[cells[0], cells[1], cells[2]], mask[cells[0], cells[1], cells[2]]).ShouldBe((cells[3], cells[4] != 0));
        }

        image.Voxels.ShouldBe(Phantom.Image(PathOf("ibsi1_digital_phantom_image.nrrd")).Voxels);
        mask.Voxels.ShouldBe(Phantom.Labels(PathOf("ibsi1_digital_phantom_label.nrrd")).Select(1).Voxels);
    }

    [ReferenceFact]
    public void Consensus_values_tolerances_and_known_deviations_are_those_of_the_mapping()
    {
        var expected = Rows("ibsi1_map_and_comparison.csv").ToDictionary(r => r[0]);
        var consensus = Rows("ibsi1_digital_phantom_reference.csv").ToDictionary(r => r[0]);
        IbsiReferenceValues.All.Count.ShouldBe(expected.Count);
        foreach (IbsiReferenceValue value in IbsiReferenceValues.All)
        {
            string[] row = expected[value.Tag];
            (value.Value, value.Tolerance).ShouldBe((Number(row[1]), Number(row[2])), value.Tag);
            (value.Value, value.Tolerance).ShouldBe((Number(consensus[value.Tag][1]), Number(consensus[value.Tag][2])), value.Tag);
            value.IsKnownDeviation.ShouldBe(row[5] != "yes", value.Tag);
        }
    }

    [ReferenceTheory]
    [InlineData(1, WeightingNorm.None)]
    [InlineData(2, WeightingNorm.NoWeighting)]
    public void Features_of_the_phantom_are_those_of_PyRadiomics(int column, WeightingNorm weighting)
    {
        var settings = new ExtractionSettings { Texture = new() { BinWidth = 1, WeightingNorm = weighting } };
        FeatureVector features = FeatureExtractor.Extract(IbsiDigitalPhantom.Image(), IbsiDigitalPhantom.Mask(), settings);
        foreach (string[] row in Rows("ibsi1_digital_phantom_pyradiomics301_bw1.csv"))
        {
            double expected = Number(row[column]);
            features[$"original_{row[0]}"].ShouldBe(expected, Math.Max(1e-14, (row[0].EndsWith("MCC", StringComparison.Ordinal) ? 1e-7 : 1e-9) * Math.Abs(expected)), row[0]);
        }
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(PathOf(file)).Skip(1).Select(l => l.Split(','));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string PathOf(string file) => Reference.PathOf("radiomics", "ibsi", file);
}
