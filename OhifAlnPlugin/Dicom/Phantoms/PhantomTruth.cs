using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Dicom.Phantoms;

/// <summary>The true VOI of a phantom as a segmentation object on its peak phase.</summary>
public static class PhantomTruth
{
    private const string Version = "1";

    /// <summary>Known because the lesion was put there; no standard code says that.</summary>
    private static readonly CodedConcept ByConstruction = new("CONSTRUCTED", "99ALN", "Known by construction");

    /// <summary>Makes the object.</summary>
    /// <param name="study">The study of a patient whose lesion lies in the field of view.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentException">The true VOI is empty.</exception>
    public static DicomFile Create(PhantomStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        PhantomPatient patient = study.Patient;
        const int seriesNumber = 900;
        SegmentationSource[] sources = [.. Enumerable.Range(0, patient.Series.Geometry.SizeZ).Select(k => new SegmentationSource(study.Image(patient.Series.PeakIndex, k)))];
        var description = new SegmentationDescription
        {
            SopInstanceUid = study.SopInstanceUid(seriesNumber, 1),
            SeriesInstanceUid = study.SeriesInstanceUid(seriesNumber),
            SeriesNumber = seriesNumber,
            CreatedAt = study.Start.AddHours(1),
            SeriesDescription = "True VOI of the phantom",
            ContentLabel = "TRUTH",
            ContentDescription = "True lesion of a synthetic phantom",
            Equipment = new Equipment("OhifAlnPlugin", "Phantom generator", "none", Version),
        };
        var segment = new SegmentProperties
        {
            Number = 1,
            Label = "True lesion",
            AnatomicRegion = SegmentationCodes.Breast,
            Laterality = patient.Plan.LesionSide < 0 ? SegmentationCodes.Right : SegmentationCodes.Left,
            AlgorithmType = SegmentAlgorithmType.Automatic,
            Algorithm = new SegmentAlgorithm("Phantom generator", Version, ByConstruction),
            TrackingId = "Lesion 1",
            TrackingUid = study.SopInstanceUid(seriesNumber, 0),
        };
        return SegmentationWriter.Write(description, [(segment, patient.Truth)], sources);
    }
}
