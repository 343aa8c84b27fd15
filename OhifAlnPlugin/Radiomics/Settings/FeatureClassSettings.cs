namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>One feature class and which of its features to compute.</summary>
/// <param name="Class">Name as in PyRadiomics: shape, shape2D, firstorder, glcm, glrlm, glszm, gldm, ngtdm.</param>
/// <param name="Features">Feature names in order; null: all that are not deprecated.</param>
public sealed record FeatureClassSettings(string Class, IReadOnlyList<string>? Features = null);
