using System.Globalization;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>Writes the phases of a study as one enhanced MR image (PS3.3 A.36): what a frame has for itself stands in functional groups.</summary>
internal static class EnhancedMr
{
    /// <summary>Where the frames say to which phase they belong.</summary>
    public enum Index
    {
        /// <summary>Temporal Position Index of the frame content.</summary>
        TemporalPosition,

        /// <summary>Only in the frame's Dimension Index Values.</summary>
        Dimension,
    }

    /// <summary>Puts images into one object; frames of one position follow each other, the phases innermost, as scanners write them.</summary>
    /// <param name="phases">Images of each phase, the same positions in each, pixels included.</param>
    /// <param name="seconds">Begin of each phase after the first, s.</param>
    /// <param name="index">Where frames name their phase.</param>
    /// <param name="withPhaseImages">Whether every frame is followed by a phase image of the same place and time.</param>
    public static DicomDataset Of(IReadOnlyList<IReadOnlyList<DicomDataset>> phases, IReadOnlyList<double> seconds, Index index = Index.TemporalPosition, bool withPhaseImages = false)
    {
        DicomDataset first = phases[0][0];
        DicomDataset[][] sorted = [.. phases.Select(p => p.OrderBy(d => d.GetDoubles(DicomTag.ImagePositionPatient)[2]).ToArray())];
        var frames = new List<DicomDataset>();
        using var pixels = new MemoryStream();
        for (int k = 0; k < sorted[0].Length; k++)
        {
            for (int p = 0; p < sorted.Length; p++)
            {
                foreach (bool isPhaseImage in withPhaseImages ? (bool[])[false, true] : [false])
                {
                    frames.Add(Frame(sorted[p][k], p, k, seconds[p], index, isPhaseImage));
                    byte[] frame = sorted[p][k].GetBytes(DicomTag.PixelData).ToArray();
                    pixels.Write(isPhaseImage ? new byte[frame.Length] : frame);
                }
            }
        }

        string[] own =
        [
            "00020010", "00080008", "00080016", "00080018", "00080022", "00080032", "00080023", "00080033", "00180050", "00180080", "00180081", "00180088", "00181314",
            "00180010", "00181060", "00200012", "00200013", "00200032", "00200037", "00200100", "00201041", "00280030", "00281052", "00281053", "7FE00010",
        ];
        return new DicomDataset(first.Where(item => !own.Contains(item.Tag.ToHexString())))
            .Set(DicomTag.SOPClassUID, DicomUid.EnhancedMRImageStorage)
            .Set(DicomTag.SOPInstanceUID, DicomUid.FromName($"enhanced {index} {withPhaseImages} of {first.GetString(DicomTag.SOPInstanceUID)}"))
            .Set(DicomTag.SeriesInstanceUID, DicomUid.FromName($"enhanced series of {first.GetString(DicomTag.SOPInstanceUID)}"))
            .Set(DicomTag.SeriesDescription, "ax dyn enhanced")
            .Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "T1", withPhaseImages ? "MIXED" : "NONE")
            .Set(DicomTag.InstanceNumber, 1)
            .Set(DicomTag.NumberOfFrames, frames.Count)
            .Set(DicomTag.ContentDate, first.GetString(DicomTag.StudyDate) ?? "20200101")
            .Set(DicomTag.ContentTime, "120000")
            .SetSequence(DicomTag.DimensionIndexSequence, Dimension(DicomTag.StackID), Dimension(DicomTag.InStackPositionNumber), Dimension(DicomTag.TemporalPositionIndex))
            .SetSequence(DicomTag.SharedFunctionalGroupsSequence, Shared(first))
            .SetSequence(DicomTag.PerFrameFunctionalGroupsSequence, [.. frames])
            .SetBytes(DicomTag.PixelData, DicomVR.OW, pixels.ToArray());
    }

    private static DicomDataset Dimension(DicomTag pointer) => new DicomDataset()
        .Set(DicomTag.DimensionIndexPointer, pointer).Set(DicomTag.FunctionalGroupPointer, DicomTag.FrameContentSequence);

    private static DicomDataset Shared(DicomDataset image) => new DicomDataset()
        .SetSequence(DicomTag.PixelMeasuresSequence, Copy(image, DicomTag.PixelSpacing, DicomTag.SliceThickness))
        .SetSequence(DicomTag.PlaneOrientationSequence, Copy(image, DicomTag.ImageOrientationPatient))
        .SetSequence(DicomTag.MRTimingAndRelatedParametersSequence, Copy(image, DicomTag.RepetitionTime, DicomTag.FlipAngle))
        .SetSequence(DicomTag.MREchoSequence, new DicomDataset().Set(DicomTag.EffectiveEchoTime, image.GetDouble(DicomTag.EchoTime)!.Value));

    private static DicomDataset Frame(DicomDataset image, int phase, int k, double seconds, Index index, bool isPhaseImage)
    {
        DateTime at = new DateTime(2020, 1, 2, 10, 0, 0, DateTimeKind.Unspecified).AddSeconds(seconds);
        DicomDataset content = new DicomDataset()
            .Set(DicomTag.FrameAcquisitionDateTime, at.ToString("yyyyMMddHHmmss.ffffff", CultureInfo.InvariantCulture))
            .Set(DicomTag.DimensionIndexValues, 1, k + 1, phase + 1);
        if (index == Index.TemporalPosition)
        {
            content.Set(DicomTag.TemporalPositionIndex, phase + 1);
        }

        return new DicomDataset()
            .SetSequence(DicomTag.FrameContentSequence, content)
            .SetSequence(DicomTag.PlanePositionSequence, Copy(image, DicomTag.ImagePositionPatient))
            .SetSequence(DicomTag.MRImageFrameTypeSequence, new DicomDataset()
                .Set(DicomTag.FrameType, "ORIGINAL", "PRIMARY", "T1", "NONE").Set(DicomTag.ComplexImageComponent, isPhaseImage ? "PHASE" : "MAGNITUDE"))
            .SetSequence(DicomTag.PixelValueTransformationSequence, new DicomDataset()
                .Set(DicomTag.RescaleIntercept, image.GetDouble(DicomTag.RescaleIntercept) ?? 0).Set(DicomTag.RescaleSlope, image.GetDouble(DicomTag.RescaleSlope) ?? 1).Set(DicomTag.RescaleType, "US"));
    }

    private static DicomDataset Copy(DicomDataset image, params DicomTag[] tags) => new(image.Where(item => tags.Contains(item.Tag)));
}
