using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>One filtered image in the bounding box of the ROI.</summary>
/// <param name="Name">Image part of the feature names, e.g. wavelet-LLH.</param>
/// <param name="Values">Values of the box, x fastest.</param>
/// <param name="SinglePrecision">Whether PyRadiomics would hold it in single precision.</param>
internal sealed record FilteredImage(string Name, double[] Values, bool SinglePrecision);

/// <summary>A request for filtered images.</summary>
/// <param name="Image">The prepared image.</param>
/// <param name="Box">Bounding box of the ROI on its grid.</param>
/// <param name="Settings">Options of the image type.</param>
/// <param name="Texture">Settings that filters share with the feature classes.</param>
/// <param name="Wanted">Whether an image is wanted, by name.</param>
internal sealed record FilterRequest(ScalarImage Image, IndexBox Box, ImageTypeSettings Settings, TextureSettings Texture, Predicate<string> Wanted);
