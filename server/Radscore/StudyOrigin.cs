using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>What the images of a dynamic series say of the place and scanner they come from.</summary>
internal static class StudyOrigin
{
    /// <summary>Reads it from the first image of the first phase.</summary>
    /// <param name="headers">Headers of the study.</param>
    /// <param name="layout">Its phases.</param>
    public static ImageOrigin Of(IReadOnlyList<DicomDataset> headers, DceLayout layout)
    {
        string series = layout.Phases[0].SeriesInstanceUid;
        DicomDataset image = headers.FirstOrDefault(h => h.GetString(DicomTag.SeriesInstanceUID) == series) ?? headers[0];
        return new ImageOrigin(
            image.GetString(DicomTag.InstitutionName), image.GetString(DicomTag.StationName), image.GetString(DicomTag.Manufacturer), image.GetString(DicomTag.ManufacturerModelName));
    }
}
