using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>What QIDO-RS answers without being asked (PS3.18 tables 10.6.3-3 to 10.6.3-5), and descriptions that every viewer shows.</summary>
internal static class QidoAttributes
{
    public static IReadOnlySet<DicomTag> Study { get; } = new HashSet<DicomTag>
    {
        DicomTag.StudyDate,
        DicomTag.StudyTime,
        DicomTag.AccessionNumber,
        DicomTag.ReferringPhysicianName,
        DicomTag.TimezoneOffsetFromUTC,
        DicomTag.StudyDescription,
        DicomTag.PatientName,
        DicomTag.PatientID,
        DicomTag.PatientBirthDate,
        DicomTag.PatientSex,
        DicomTag.StudyInstanceUID,
        DicomTag.StudyID,
    };

    public static IReadOnlySet<DicomTag> Series { get; } = new HashSet<DicomTag>
    {
        DicomTag.SeriesDate,
        DicomTag.SeriesTime,
        DicomTag.Modality,
        DicomTag.SeriesDescription,
        DicomTag.SeriesInstanceUID,
        DicomTag.SeriesNumber,
        DicomTag.PerformedProcedureStepStartDate,
        DicomTag.PerformedProcedureStepStartTime,
        DicomTag.RequestAttributesSequence,
    };

    public static IReadOnlySet<DicomTag> Instance { get; } = new HashSet<DicomTag>
    {
        DicomTag.SOPClassUID,
        DicomTag.SOPInstanceUID,
        DicomTag.InstanceNumber,
        DicomTag.NumberOfFrames,
        DicomTag.Rows,
        DicomTag.Columns,
        DicomTag.BitsAllocated,
    };
}
