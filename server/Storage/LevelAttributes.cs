using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Which attributes describe a study, a series and an instance (PS3.3 Patient, General Study, Patient Study, General Series,
/// General Equipment and General Image modules). They are kept per level in the index, can be matched and are answered by QIDO-RS.
/// </summary>
internal static class LevelAttributes
{
    public static IReadOnlyList<DicomTag> Study { get; } =
    [
        DicomTag.SpecificCharacterSet,
        DicomTag.StudyDate,
        DicomTag.StudyTime,
        DicomTag.AccessionNumber,
        DicomTag.ReferringPhysicianName,
        DicomTag.TimezoneOffsetFromUTC,
        DicomTag.StudyDescription,
        DicomTag.ProcedureCodeSequence,
        DicomTag.PhysiciansOfRecord,
        DicomTag.NameOfPhysiciansReadingStudy,
        DicomTag.AdmittingDiagnosesDescription,
        DicomTag.PatientName,
        DicomTag.PatientID,
        DicomTag.IssuerOfPatientID,
        DicomTag.PatientBirthDate,
        DicomTag.PatientBirthTime,
        DicomTag.PatientSex,
        DicomTag.OtherPatientIDs,
        DicomTag.OtherPatientNames,
        DicomTag.PatientAge,
        DicomTag.PatientSize,
        DicomTag.PatientWeight,
        DicomTag.EthnicGroup,
        DicomTag.PatientComments,
        DicomTag.PatientIdentityRemoved,
        DicomTag.DeidentificationMethod,
        DicomTag.StudyInstanceUID,
        DicomTag.StudyID,
    ];

    public static IReadOnlyList<DicomTag> Series { get; } =
    [
        DicomTag.SpecificCharacterSet,
        DicomTag.SeriesDate,
        DicomTag.SeriesTime,
        DicomTag.Modality,
        DicomTag.Manufacturer,
        DicomTag.InstitutionName,
        DicomTag.StationName,
        DicomTag.SeriesDescription,
        DicomTag.InstitutionalDepartmentName,
        DicomTag.PerformingPhysicianName,
        DicomTag.OperatorsName,
        DicomTag.ManufacturerModelName,
        DicomTag.BodyPartExamined,
        DicomTag.DeviceSerialNumber,
        DicomTag.SoftwareVersions,
        DicomTag.ProtocolName,
        DicomTag.PatientPosition,
        DicomTag.SeriesInstanceUID,
        DicomTag.SeriesNumber,
        DicomTag.FrameOfReferenceUID,
        DicomTag.Laterality,
        DicomTag.PerformedProcedureStepStartDate,
        DicomTag.PerformedProcedureStepStartTime,
        DicomTag.PerformedProcedureStepID,
        DicomTag.PerformedProcedureStepDescription,
        DicomTag.RequestAttributesSequence,
    ];

    public static IReadOnlyList<DicomTag> Instance { get; } =
    [
        DicomTag.SpecificCharacterSet,
        DicomTag.ImageType,
        DicomTag.SOPClassUID,
        DicomTag.SOPInstanceUID,
        DicomTag.AcquisitionDate,
        DicomTag.ContentDate,
        DicomTag.AcquisitionDateTime,
        DicomTag.AcquisitionTime,
        DicomTag.ContentTime,
        DicomTag.AcquisitionNumber,
        DicomTag.InstanceNumber,
        DicomTag.NumberOfFrames,
        DicomTag.Rows,
        DicomTag.Columns,
        DicomTag.BitsAllocated,
        DicomTag.ContentLabel,
        DicomTag.ContentDescription,
        DicomTag.ConceptNameCodeSequence,
        DicomTag.CompletionFlag,
        DicomTag.VerificationFlag,
    ];

    /// <summary>Whether an attribute is kept at some level, so that answering it needs no header.</summary>
    public static bool IsKept(DicomTag tag) => Study.Contains(tag) || Series.Contains(tag) || Instance.Contains(tag);
}
