using System.Globalization;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Dicom.Phantoms;

/// <summary>Series, times and numbers of an image: what tells the phases apart, each scanner in its own way.</summary>
internal static class PhaseTags
{
    /// <summary>Images are reconstructed this long after the acquisition began, s.</summary>
    private const double ReconstructionSeconds = 157;

    private static readonly string[] Ordinals = ["pre", "1st pass", "2nd pass", "3rd pass", "4th pass", "5th pass", "6th pass", "7th pass"];

    /// <summary>Adds them to an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="study">Its study.</param>
    /// <param name="acquisition">How the patient was imaged.</param>
    /// <param name="place">Where the image stands.</param>
    public static void Stamp(DicomDataset image, PhantomStudy study, Acquisition acquisition, ImagePlacement place)
    {
        AcquisitionStyle style = acquisition.Style;
        bool ownSeries = style == AcquisitionStyle.SeriesPerPhase;
        double phaseStart = acquisition.PhaseSeconds[place.Phase];
        bool oneTime = style is AcquisitionStyle.TemporalPosition or AcquisitionStyle.TriggerTime;
        DateTime begin = study.Start.AddMinutes(9);
        DateTime acquired = begin.AddSeconds(oneTime ? 0 : phaseStart + (place.SliceTime * acquisition.Centre.PhaseSeconds));
        DateTime content = begin.AddSeconds(ReconstructionSeconds + (ownSeries ? phaseStart : 0));
        image.Set(DicomTag.SeriesInstanceUID, study.SeriesInstanceUid(place.SeriesNumber))
            .Set(DicomTag.SOPInstanceUID, study.SopInstanceUid(place.SeriesNumber, place.InstanceNumber))
            .Set(DicomTag.SeriesNumber, place.SeriesNumber)
            .Set(DicomTag.InstanceNumber, place.InstanceNumber)
            .Set(DicomTag.SeriesDescription, Description(acquisition, place, ownSeries))
            .Set(DicomTag.ImageType, place.IsSubtraction ? ["DERIVED", "PRIMARY", "M", "SUB"] : ["ORIGINAL", "PRIMARY", "M", "ND"])
            .Set(DicomTag.AcquisitionNumber, style == AcquisitionStyle.AcquisitionNumber && !place.IsSubtraction ? place.Phase + 1 : 1);
        Stamp(image, DicomTag.AcquisitionDate, DicomTag.AcquisitionTime, acquired);
        Stamp(image, DicomTag.ContentDate, DicomTag.ContentTime, content);
        Stamp(image, DicomTag.SeriesDate, DicomTag.SeriesTime, ownSeries || place.IsSubtraction ? begin.AddSeconds(phaseStart) : begin);
        if (place.IsSubtraction)
        {
            image.Set(DicomTag.DerivationDescription, "peak phase minus pre-contrast phase");
            return;
        }

        if (oneTime)
        {
            image.Set(DicomTag.TriggerTime, Math.Round(1000 * phaseStart));
        }

        if (style == AcquisitionStyle.TemporalPosition)
        {
            image.Set(DicomTag.TemporalPositionIdentifier, place.Phase + 1).Set(DicomTag.NumberOfTemporalPositions, acquisition.PhaseSeconds.Count);
        }

        if (ownSeries && place.Phase == 0)
        {
            image.SetEmpty(DicomTag.ContrastBolusAgent);
        }
    }

    /// <summary>Sets a date and a time.</summary>
    /// <param name="image">Where.</param>
    /// <param name="date">Element of the date.</param>
    /// <param name="time">Element of the time.</param>
    /// <param name="at">The moment.</param>
    public static void Stamp(DicomDataset image, DicomTag date, DicomTag time, DateTime at) => image
        .Set(date, at.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
        .Set(time, at.ToString("HHmmss.ffffff", CultureInfo.InvariantCulture));

    private static string Description(Acquisition acquisition, ImagePlacement place, bool ownSeries)
    {
        string plane = acquisition.Plane == SliceOrientation.Axial ? "ax" : "sag", fat = acquisition.FatSuppressed ? " fs" : "";
        return place.IsSubtraction ? $"{plane} dyn SUB"
            : ownSeries ? $"{plane} dyn{fat} {Ordinals[place.Phase]}"
            : $"{plane} T1 dyn{fat} {acquisition.PhaseSeconds.Count} phases";
    }
}
