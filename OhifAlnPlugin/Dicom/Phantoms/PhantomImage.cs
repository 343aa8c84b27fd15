using System.Buffers.Binary;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Dicom.Phantoms;

/// <summary>One slice as an object of MR Image Storage (PS3.3 A.4).</summary>
internal static class PhantomImage
{
    /// <summary>Says what the images are.</summary>
    public const string Notice = "SYNTHETIC PHANTOM, NOT A PATIENT. RESEARCH USE ONLY.";

    /// <summary>Makes the object, but for what tells the phases apart.</summary>
    /// <param name="study">Its study.</param>
    /// <param name="volume">The image's volume.</param>
    /// <param name="place">Where it stands in the study.</param>
    /// <param name="k">Its slice.</param>
    /// <returns>The data set.</returns>
    public static DicomDataset Create(PhantomStudy study, Volume volume, ImagePlacement place, int k)
    {
        PhantomPatient patient = study.Patient;
        var image = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage);
        AddPatientAndStudy(image, study, patient.Clinical);
        AddSeries(image, study, patient.Plan);
        AddSequence(image, patient.Plan.Acquisition);
        AddPlane(image, volume.Geometry, k, patient.Plan);
        AddPixels(image, study, volume, k, place.IsSubtraction ? 1 : patient.Plan.Acquisition.Centre.RescaleSlope);
        return image;
    }

    private static void AddPatientAndStudy(DicomDataset image, PhantomStudy study, ClinicalRow clinical)
    {
        string number = clinical.PatientId["PHANTOM-".Length..];
        PhaseTags.Stamp(image, DicomTag.StudyDate, DicomTag.StudyTime, study.Start);
        image.Set(DicomTag.PatientName, $"PHANTOM^{number}")
            .Set(DicomTag.PatientID, clinical.PatientId)
            .Set(DicomTag.PatientBirthDate, $"{study.Start.Year - clinical.Age}0101")
            .Set(DicomTag.PatientSex, "F")
            .Set(DicomTag.PatientAge, $"{clinical.Age:000}Y")
            .Set(DicomTag.PatientComments, Notice)
            .Set(DicomTag.StudyInstanceUID, study.StudyInstanceUid)
            .Set(DicomTag.StudyID, number.Length <= 16 ? number : number[..16])
            .Set(DicomTag.StudyDescription, "Breast MRI dynamic, synthetic phantom")
            .SetEmpty(DicomTag.AccessionNumber)
            .SetEmpty(DicomTag.ReferringPhysicianName);
    }

    private static void AddSeries(DicomDataset image, PhantomStudy study, PatientPlan plan)
    {
        Centre centre = plan.Acquisition.Centre;
        bool axial = plan.Acquisition.Plane == SliceOrientation.Axial;
        image.Set(DicomTag.Modality, "MR")
            .Set(DicomTag.BodyPartExamined, "BREAST")
            .Set(DicomTag.ImageLaterality, axial ? "B" : plan.LesionSide < 0 ? "R" : "L")
            .Set(DicomTag.PatientPosition, "FFP")
            .Set(DicomTag.FrameOfReferenceUID, study.FrameOfReferenceUid)
            .SetEmpty(DicomTag.PositionReferenceIndicator)
            .Set(DicomTag.Manufacturer, plan.Acquisition.Manufacturer)
            .Set(DicomTag.ManufacturerModelName, $"Phantom {centre.FieldStrengthTesla:0.0}T")
            .Set(DicomTag.SoftwareVersions, "synthetic")
            .Set(DicomTag.InstitutionName, $"Synthetic Centre {centre.Number}")
            .Set(DicomTag.ProtocolName, axial ? "breast dyn ax" : "breast dyn sag");
    }

    private static void AddSequence(DicomDataset image, Acquisition acquisition) => image
        .Set(DicomTag.ScanningSequence, "GR")
        .Set(DicomTag.SequenceVariant, "SP", "OSP")
        .Set(DicomTag.ScanOptions, ScanOptions(acquisition))
        .Set(DicomTag.MRAcquisitionType, "3D")
        .Set(DicomTag.SequenceName, "*fl3d1")
        .Set(DicomTag.RepetitionTime, acquisition.RepetitionTimeMs)
        .Set(DicomTag.EchoTime, acquisition.EchoTimeMs)
        .Set(DicomTag.EchoTrainLength, 1)
        .Set(DicomTag.FlipAngle, acquisition.FlipAngleDegrees)
        .Set(DicomTag.NumberOfAverages, 1)
        .Set(DicomTag.ImagedNucleus, "1H")
        .Set(DicomTag.MagneticFieldStrength, acquisition.Centre.FieldStrengthTesla)
        .Set(DicomTag.ImagingFrequency, Math.Round(42.577 * acquisition.Centre.FieldStrengthTesla, 3))
        .Set(DicomTag.ContrastBolusAgent, "synthetic contrast agent");

    /// <summary>Trigger Time is allowed beside heart gating (CG) alone, so the styles that use it declare it.</summary>
    private static string[] ScanOptions(Acquisition acquisition) =>
    [
        "PFP",
        .. acquisition.FatSuppressed ? (string[])["FS"] : [],
        .. acquisition.Style is AcquisitionStyle.TemporalPosition or AcquisitionStyle.TriggerTime ? (string[])["CG"] : [],
    ];

    private static void AddPlane(DicomDataset image, VolumeGeometry g, int k, PatientPlan plan)
    {
        Vector3 at = g.ToPatient(0, 0, k);
        image.Set(DicomTag.ImagePositionPatient, Rounded(at.X), Rounded(at.Y), Rounded(at.Z))
            .Set(DicomTag.ImageOrientationPatient, g.AxisX.X, g.AxisX.Y, g.AxisX.Z, g.AxisY.X, g.AxisY.Y, g.AxisY.Z)
            .Set(DicomTag.SliceLocation, Rounded(plan.Acquisition.Plane == SliceOrientation.Axial ? at.Z : at.X))
            .Set(DicomTag.SliceThickness, g.SpacingMm.Z)
            .Set(DicomTag.SpacingBetweenSlices, g.SpacingMm.Z)
            .Set(DicomTag.PixelSpacing, g.SpacingMm.Y, g.SpacingMm.X)
            .Set(DicomTag.Rows, g.SizeY)
            .Set(DicomTag.Columns, g.SizeX);
    }

    private static void AddPixels(DicomDataset image, PhantomStudy study, Volume volume, int k, double slope)
    {
        int length = volume.Geometry.SliceLength;
        ReadOnlySpan<float> values = volume.Voxels.AsSpan(k * length, length);
        byte[] bytes = new byte[2 * length];
        for (int n = 0; n < length; n++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * n), (ushort)Math.Round(values[n] / slope));
        }

        image.Set(DicomTag.SamplesPerPixel, 1)
            .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.BitsAllocated, 16)
            .Set(DicomTag.BitsStored, 12)
            .Set(DicomTag.HighBit, 11)
            .Set(DicomTag.PixelRepresentation, 0)
            .Set(DicomTag.WindowCenter, Math.Round(study.Window / 2))
            .Set(DicomTag.WindowWidth, Math.Max(1, Math.Round(study.Window)))
            .Set(DicomTag.BurnedInAnnotation, "NO")
            .Set(DicomTag.QualityControlImage, "YES")
            .Set(DicomTag.ImageComments, Notice)
            .SetBytes(DicomTag.PixelData, DicomVR.OW, bytes);
        if (slope != 1)
        {
            image.Set(DicomTag.RescaleIntercept, 0.0).Set(DicomTag.RescaleSlope, slope).Set(DicomTag.RescaleType, "US");
        }
    }

    private static double Rounded(double mm) => Math.Round(mm, 4);
}
