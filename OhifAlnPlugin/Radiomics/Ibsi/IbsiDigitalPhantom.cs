using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Ibsi;

/// <summary>The digital phantom of the Image Biomarker Standardisation Initiative: 5×4×4 voxels of 2 mm with 74 in the ROI.</summary>
/// <remarks>A. Zwanenburg, S. Leger, M. Vallières, S. Löck: IBSI reference manual, arXiv:1612.07003, figure of the digital phantom; CC BY 4.0.</remarks>
public static class IbsiDigitalPhantom
{
    private const int SizeX = 5, SizeY = 4, SizeZ = 4;
    private const double SpacingMm = 2;

    /// <summary>Intensities: one text per slice, rows separated by blanks.</summary>
    private static readonly string[] Intensities =
        ["14411 14611 41641 44641", "14411 11611 11311 44611", "14411 11111 11911 11611", "14411 11111 11111 11611"];

    /// <summary>1 inside the ROI, 0 outside.</summary>
    private static readonly string[] Roi =
        ["11111 11111 11111 11111", "11111 11111 01111 11111", "11100 11111 11011 11111", "11100 11111 11111 11111"];

    /// <summary>The image.</summary>
    public static Volume Image() =>
        new(Geometry(), [.. Digits(Intensities).Select(d => (float)d)]) { StoredAs = VoxelType.UInt8 };

    /// <summary>The ROI.</summary>
    public static Mask Mask() => new(Geometry(), [.. Digits(Roi).Select(d => (byte)d)]);

    private static VolumeGeometry Geometry() => VolumeGeometry.AxisAligned(SizeX, SizeY, SizeZ, new(SpacingMm, SpacingMm, SpacingMm));

    private static IEnumerable<int> Digits(string[] slices) => slices.SelectMany(s => s).Where(char.IsAsciiDigit).Select(c => c - '0');
}
