using System.Text;

namespace OhifAlnPlugin.Radiomics.Features;

/// <summary>The reference page of all features, made from the catalogue.</summary>
public static class FeatureReference
{
    private const string Introduction =
        """
        # Radiomics features

        Definitions, names and order are those of PyRadiomics 3.0.1. A feature's full name is image_class_feature, for instance
        `original_glcm_Contrast`. Unit 1 is dimensionless, I the unit of the (filtered) image; ε = 2.2·10⁻¹⁶ keeps logarithms
        finite; Ng is the highest grey level. IBSI codes refer to the reference manual of the Image Biomarker Standardisation
        Initiative. Features marked † are computed only when named. Research use only.

        Known differences from IBSI beyond single features: fixed-width bins start at multiples of the width, not at the minimum;
        resampling aligns the corners of the grids, not their centres, and takes the nearest voxel of the mask.

        """;

    /// <summary>The page in Markdown.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (string featureClass in FeatureCatalogue.Classes)
        {
            page.Append("\n## ").Append(featureClass).Append("\n\n| feature | formula | unit | range | IBSI | deviation |\n|---|---|---|---|---|---|\n");
            foreach (FeatureDefinition f in FeatureCatalogue.Of(featureClass))
            {
                page.Append($"| {f.Name}{(f.OnRequest ? " †" : "")} | {Cell(f.Formula)} | {f.Unit} | {Cell(f.Range)} | {f.IbsiCode ?? "–"} | {f.Deviation ?? "–"} |\n");
            }
        }

        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
