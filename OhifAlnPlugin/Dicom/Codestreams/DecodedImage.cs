namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>The samples of a frame as a codec gives them.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Components">Samples of a pixel.</param>
/// <param name="IsPlanar">Whether all samples of one component come first, instead of those of one pixel.</param>
/// <param name="Samples">Little endian, one or two bytes each, in two's complement where negative.</param>
public sealed record DecodedImage(int Width, int Height, int Components, bool IsPlanar, ReadOnlyMemory<byte> Samples);
