using System.Globalization;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>The series of an object that the product writes, with the device and the time of its content (PS3.3 sections C.7.3.1, C.7.5.1, C.7.5.2).</summary>
/// <param name="Modality">Modality, for example <c>SEG</c>.</param>
/// <param name="InstanceUid">Series Instance UID.</param>
/// <param name="Number">Series Number.</param>
/// <param name="Description">Series Description, at most 64 characters.</param>
/// <param name="CreatedAt">When the content was made, in the local time of the site.</param>
/// <param name="Equipment">What made it.</param>
internal sealed record WrittenSeries(string Modality, string InstanceUid, int Number, string Description, DateTime CreatedAt, Equipment Equipment)
{
    /// <summary>Sets the attributes.</summary>
    public void AddTo(DicomDataset dataset)
    {
        string date = CreatedAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture), time = CreatedAt.ToString("HHmmss", CultureInfo.InvariantCulture);
        dataset.Set(DicomTag.Modality, Modality)
            .Set(DicomTag.SeriesInstanceUID, InstanceUid)
            .Set(DicomTag.SeriesNumber, Number)
            .Set(DicomTag.SeriesDate, date)
            .Set(DicomTag.SeriesTime, time)
            .Set(DicomTag.SeriesDescription, Description)
            .Set(DicomTag.Manufacturer, Equipment.Manufacturer)
            .Set(DicomTag.ManufacturerModelName, Equipment.ModelName)
            .Set(DicomTag.DeviceSerialNumber, Equipment.SerialNumber)
            .Set(DicomTag.SoftwareVersions, Equipment.SoftwareVersion)
            .Set(DicomTag.ContentDate, date)
            .Set(DicomTag.ContentTime, time);
    }
}
