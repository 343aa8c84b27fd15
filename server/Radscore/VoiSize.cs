using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Size of a VOI, and on which side of the patient it lies.</summary>
/// <param name="Voxels">Voxels inside.</param>
/// <param name="VolumeMl">Volume, ml.</param>
/// <param name="LongestDiameterMm">Longest diameter in three dimensions, mm.</param>
/// <param name="LongestAxialMm">Longest diameter within one axial plane, mm.</param>
/// <param name="PerpendicularMm">Longest extent at a right angle to it in that plane, mm.</param>
/// <param name="Side">Side of the patient; null when neither the images nor their header say it.</param>
internal sealed record VoiSize(int Voxels, double VolumeMl, double LongestDiameterMm, double LongestAxialMm, double PerpendicularMm, BreastSide? Side)
{
    /// <summary>Measures a VOI.</summary>
    /// <param name="segment">The segment with its volume.</param>
    /// <param name="voi">Its voxels, at least one.</param>
    /// <param name="headers">Headers of the study, for the side where the images show one breast alone.</param>
    public static VoiSize Of(Segment segment, Mask voi, IReadOnlyList<DicomDataset> headers)
    {
        AxialDiameters axial = AxialDiameters.Of(voi) ?? throw new ArgumentException("The VOI is empty.", nameof(voi));
        return new(segment.Voxels, segment.VolumeMm3 / 1000, segment.LongestDiameterMm, axial.LongestMm, axial.PerpendicularMm, BreastSides.Of(voi, headers));
    }
}
