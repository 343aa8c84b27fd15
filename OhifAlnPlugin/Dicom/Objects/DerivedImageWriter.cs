using System.Buffers.Binary;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>Writes images that were computed from others as objects of MR Image Storage (PS3.3 section A.4).</summary>
public static class DerivedImageWriter
{
    /// <summary>What every image says of itself.</summary>
    public const string Notice = "Research use only.";

    /// <summary>Coding of the stored values: whole numbers of two bytes, signed.</summary>
    private const int BitsStored = 16;

    private static readonly CodedConcept SeriesOfProcessing = new("121323", "DCM", "Source series for image processing operation");

    /// <summary>How the sources were acquired; it holds for what was made from them.</summary>
    private static readonly DicomTag[] Acquisition =
    [
        DicomTag.PatientPosition, DicomTag.BodyPartExamined, DicomTag.ImageLaterality, DicomTag.AcquisitionDate, DicomTag.AcquisitionTime, DicomTag.ProtocolName,
        DicomTag.FlipAngle, DicomTag.InversionTime, DicomTag.TriggerTime, DicomTag.MagneticFieldStrength, DicomTag.ImagedNucleus, DicomTag.ImagingFrequency, DicomTag.ContrastBolusAgent,
        DicomTag.LossyImageCompressionRatio, DicomTag.LossyImageCompressionMethod,
    ];

    /// <summary>Elements that must be there although some sources, the enhanced ones above all, lack them; empty where they may be.</summary>
    private static readonly (DicomTag Tag, string Fallback)[] Required =
    [
        (DicomTag.ScanningSequence, "RM"), (DicomTag.SequenceVariant, "NONE"), (DicomTag.ScanOptions, ""), (DicomTag.MRAcquisitionType, ""),
        (DicomTag.RepetitionTime, ""), (DicomTag.EchoTime, ""), (DicomTag.EchoTrainLength, ""), (DicomTag.LossyImageCompression, "00"),
    ];

    /// <summary>SOP Instance UID of an image: it follows from its series and its number.</summary>
    public static string SopInstanceUidOf(DerivedSeries series, DerivedImage image)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(image);
        return DicomUid.FromName($"{series.InstanceUid} image {image.InstanceNumber}");
    }

    /// <summary>Makes everything but the pixel data.</summary>
    /// <param name="series">Its series.</param>
    /// <param name="image">The image.</param>
    /// <param name="source">The flat header of a source, whose patient, study, frame of reference and acquisition it takes over.</param>
    /// <returns>The data set; the same arguments give the same one.</returns>
    public static DicomDataset Header(DerivedSeries series, DerivedImage image, DicomDataset source)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(source);
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, DicomCharacterSet.Utf8Term);
        SegmentationModules.AddPatientAndStudy(dataset, source);
        new WrittenSeries("MR", series.InstanceUid, series.Number, series.Description, series.CreatedAt, series.Equipment).AddTo(dataset);
        AddAcquisition(dataset, source);
        AddDerivation(dataset, series, image);
        AddPlane(dataset, image);
        AddPixelDescription(dataset, series);
        return dataset;
    }

    /// <summary>Codes values as pixel data: little endian, signed, rounded to the nearest step; values out of range become the nearest that is in range.</summary>
    /// <param name="values">Values, signal units.</param>
    /// <param name="slope">Signal units of one step.</param>
    /// <param name="pixels">Receives two bytes per value.</param>
    public static void Encode(ReadOnlySpan<float> values, double slope, Span<byte> pixels)
    {
        for (int n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(pixels[(2 * n)..], (short)Math.Clamp(Math.Round(values[n] / slope), short.MinValue, short.MaxValue));
        }
    }

    private static void AddAcquisition(DicomDataset dataset, DicomDataset source)
    {
        foreach (DicomTag tag in Acquisition)
        {
            if (source.GetStrings(tag) is { Length: > 0 } values)
            {
                dataset.Set(tag, values);
            }
        }

        foreach ((DicomTag tag, string fallback) in Required)
        {
            string[] values = source.GetStrings(tag);
            _ = values.Length > 0 ? dataset.Set(tag, values) : fallback.Length > 0 ? dataset.Set(tag, fallback) : dataset.SetEmpty(tag);
        }
    }

    private static void AddDerivation(DicomDataset dataset, DerivedSeries series, DerivedImage image)
    {
        dataset.Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, SopInstanceUidOf(series, image))
            .Set(DicomTag.InstanceNumber, image.InstanceNumber)
            .Set(DicomTag.ImageType, ["DERIVED", "SECONDARY", .. series.Characteristics])
            .Set(DicomTag.DerivationDescription, $"{series.DerivationDescription} {Notice}")
            .SetSequence(DicomTag.DerivationCodeSequence, series.Derivation.ToDataset())
            .SetSequence(DicomTag.RelatedSeriesSequence, [.. series.SourceSeriesUids.Select(uid => new DicomDataset()
                .Set(DicomTag.StudyInstanceUID, dataset.GetStrings(DicomTag.StudyInstanceUID))
                .Set(DicomTag.SeriesInstanceUID, uid)
                .SetSequence(DicomTag.PurposeOfReferenceCodeSequence, SeriesOfProcessing.ToDataset()))])
            .Set(DicomTag.ImageComments, $"{image.Comment}. {Notice}");
        if (image.Sources.Count > 0)
        {
            dataset.SetSequence(DicomTag.SourceImageSequence, [.. image.Sources.Select(Reference)]);
        }
    }

    private static DicomDataset Reference(SegmentationSource source)
    {
        DicomDataset reference = SegmentationModules.Reference(source.Header).SetSequence(DicomTag.PurposeOfReferenceCodeSequence, SegmentationCodes.SourceImage.ToDataset());
        return source.Header.GetInt(DicomTag.NumberOfFrames) > 1 ? reference.Set(DicomTag.ReferencedFrameNumber, source.FrameNumber) : reference;
    }

    private static void AddPlane(DicomDataset dataset, DerivedImage image) => dataset
        .Set(DicomTag.ImagePositionPatient, Rounded(image.OriginMm))
        .Set(DicomTag.ImageOrientationPatient, [.. Rounded(image.Right), .. Rounded(image.Down)])
        .Set(DicomTag.PixelSpacing, image.RowMm, image.ColumnMm)
        .Set(DicomTag.SliceThickness, image.ThicknessMm)
        .Set(DicomTag.Rows, image.Rows)
        .Set(DicomTag.Columns, image.Columns);

    private static void AddPixelDescription(DicomDataset dataset, DerivedSeries series)
    {
        dataset.Set(DicomTag.SamplesPerPixel, 1)
            .Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.BitsAllocated, BitsStored)
            .Set(DicomTag.BitsStored, BitsStored)
            .Set(DicomTag.HighBit, BitsStored - 1)
            .Set(DicomTag.PixelRepresentation, 1)
            .Set(DicomTag.WindowCenter, (series.Window.Low + series.Window.High) / 2)
            .Set(DicomTag.WindowWidth, Math.Max(1, series.Window.High - series.Window.Low))
            .Set(DicomTag.BurnedInAnnotation, "NO");
        if (series.Slope != 1)
        {
            dataset.Set(DicomTag.RescaleIntercept, 0.0).Set(DicomTag.RescaleSlope, series.Slope).Set(DicomTag.RescaleType, "US");
        }
    }

    /// <summary>Decimal strings hold 16 characters: a tenth of a micrometre, and of a direction enough to stay orthonormal.</summary>
    private static double[] Rounded(Vector3 vector) => [Math.Round(vector.X, 8), Math.Round(vector.Y, 8), Math.Round(vector.Z, 8)];
}
