using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>The elements of an MR image as a scanner writes them: about 130, some nested, some private.</summary>
internal static class DicomBenchmarkHeader
{
    private static readonly DicomTag[] Texts =
    [
        DicomTag.ImageType, DicomTag.StudyDate, DicomTag.SeriesDate, DicomTag.AcquisitionDate, DicomTag.ContentDate, DicomTag.StudyTime, DicomTag.SeriesTime, DicomTag.AcquisitionTime, DicomTag.ContentTime, DicomTag.AccessionNumber,
        DicomTag.Modality, DicomTag.Manufacturer, DicomTag.InstitutionName, DicomTag.InstitutionAddress, DicomTag.ReferringPhysicianName, DicomTag.StationName, DicomTag.StudyDescription, DicomTag.SeriesDescription,
        DicomTag.InstitutionalDepartmentName, DicomTag.PerformingPhysicianName, DicomTag.OperatorsName, DicomTag.ManufacturerModelName, DicomTag.PatientName, DicomTag.PatientID, DicomTag.PatientBirthDate, DicomTag.PatientSex,
        DicomTag.PatientAge, DicomTag.BodyPartExamined, DicomTag.ContrastBolusAgent, DicomTag.ScanningSequence, DicomTag.SequenceVariant, DicomTag.ScanOptions, DicomTag.MRAcquisitionType, DicomTag.SequenceName, DicomTag.AngioFlag,
        DicomTag.ImagedNucleus, DicomTag.DeviceSerialNumber, DicomTag.SoftwareVersions, DicomTag.ProtocolName, DicomTag.TransmitCoilName, DicomTag.InPlanePhaseEncodingDirection, DicomTag.VariableFlipAngleFlag,
        DicomTag.PatientPosition, DicomTag.StudyID, DicomTag.PositionReferenceIndicator, DicomTag.ImageComments, DicomTag.PhotometricInterpretation, DicomTag.WindowCenterWidthExplanation,
        DicomTag.RequestedProcedureDescription, DicomTag.PerformedProcedureStepID, DicomTag.PerformedProcedureStepDescription, DicomTag.FrameOfReferenceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID,
    ];

    private static readonly DicomTag[] Numbers =
    [
        DicomTag.PatientSize, DicomTag.PatientWeight, DicomTag.SliceThickness, DicomTag.RepetitionTime, DicomTag.EchoTime, DicomTag.NumberOfAverages, DicomTag.ImagingFrequency, DicomTag.MagneticFieldStrength,
        DicomTag.SpacingBetweenSlices, DicomTag.PercentSampling, DicomTag.PercentPhaseFieldOfView, DicomTag.PixelBandwidth, DicomTag.ContrastBolusVolume, DicomTag.TriggerTime, DicomTag.FlipAngle, DicomTag.SAR, DicomTag.dBdt,
        DicomTag.SliceLocation, DicomTag.WindowCenter, DicomTag.WindowWidth,
    ];

    private static readonly DicomTag[] Integers =
    [
        DicomTag.EchoNumbers, DicomTag.NumberOfPhaseEncodingSteps, DicomTag.EchoTrainLength, DicomTag.SeriesNumber, DicomTag.AcquisitionNumber, DicomTag.InstanceNumber, DicomTag.SamplesPerPixel, DicomTag.BitsAllocated,
        DicomTag.BitsStored, DicomTag.HighBit, DicomTag.PixelRepresentation, DicomTag.SmallestImagePixelValue, DicomTag.LargestImagePixelValue,
    ];

    /// <summary>The elements.</summary>
    public static IEnumerable<DicomItem> Items()
    {
        DicomDataset items = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, DicomUid.FromName("benchmark"))
            .Set(DicomTag.PixelSpacing, 0.68359375, 0.68359375)
            .Set(DicomTag.ImagePositionPatient, -175.00000000001, -131.6543, 71.25)
            .Set(DicomTag.ImageOrientationPatient, 1.0, 0, 0, 0, 1, 0)
            .Set(DicomTag.AcquisitionMatrix, 0, 512, 410, 0);
        foreach (DicomTag tag in Texts)
        {
            items.Set(tag, DicomRegistry.VROf(tag) switch
            {
                DicomVR.DA => "20240506",
                DicomVR.TM => "101112.130000",
                DicomVR.UI => "1.3.12.2.1107.5.2.18.141322.2021102716024849166101917",
                _ => "ORIGINAL VALUE",
            });
        }

        foreach (DicomTag tag in Numbers)
        {
            items.Set(tag, 1.6000000238419);
        }

        foreach (DicomTag tag in Integers)
        {
            items.Set(tag, 16);
        }

        for (ushort n = 1; n <= 30; n++)
        {
            items.SetBytes(new DicomTag(0x0019, (ushort)(0x1000 + n)), DicomVR.FD, BitConverter.GetBytes(Math.PI * n));
        }

        DicomDataset reference = new DicomDataset().Set(DicomTag.ReferencedSOPClassUID, DicomUid.MRImageStorage).Set(DicomTag.ReferencedSOPInstanceUID, "1.3.12.2.1107.5.2.18");
        return items.Set(new DicomTag(0x0019, 0x0010), DicomVR.LO, "SIEMENS MR HEADER")
            .SetSequence(DicomTag.ReferencedImageSequence, reference, reference, reference);
    }
}
