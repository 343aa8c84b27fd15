namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>Brings the attributes that describe the pixels in line with decoded ones (PS3.5 section 8.2, PS3.3 section C.7.6.1.1.5).</summary>
internal static class DecodedAttributes
{
    /// <summary>Changes the data set of a compressed image into that of the same image uncompressed; pixel data are left alone.</summary>
    /// <param name="dataset">The image.</param>
    /// <param name="firstFrame">The header of its first frame; null when no codec was needed.</param>
    public static void Set(DicomDataset dataset, Codestream? firstFrame)
    {
        dataset.Remove(DicomTag.ExtendedOffsetTable);
        dataset.Remove(DicomTag.ExtendedOffsetTableLengths);
        if (dataset.GetInt(DicomTag.SamplesPerPixel) > 1)
        {
            dataset.Set(DicomTag.PlanarConfiguration, 0);
        }

        if (firstFrame is null)
        {
            return;
        }

        if (firstFrame.Components == 3 && PhotometricOf(firstFrame.Kind, dataset.GetString(DicomTag.PhotometricInterpretation)) is { } photometric)
        {
            dataset.Set(DicomTag.PhotometricInterpretation, photometric);
        }

        if (firstFrame.IsLossy && string.IsNullOrEmpty(dataset.GetString(DicomTag.LossyImageCompression)))
        {
            dataset.Set(DicomTag.LossyImageCompression, "01");
            dataset.Set(DicomTag.LossyImageCompressionMethod, MethodOf(firstFrame.Kind));
        }
    }

    /// <summary>What three decoded components are; null: as the image says.</summary>
    public static string? PhotometricOf(CodestreamKind kind, string? stored) => (kind, stored) switch
    {
        (CodestreamKind.JpegBaseline, _) => "RGB",
        (CodestreamKind.Jpeg2000 or CodestreamKind.HighThroughputJpeg2000, "YBR_ICT" or "YBR_RCT") => "RGB",
        (_, "YBR_FULL_422" or "YBR_PARTIAL_420" or "YBR_PARTIAL_422") => "YBR_FULL",
        _ => null,
    };

    /// <summary>Defined term of Lossy Image Compression Method (PS3.3 section C.7.6.1.1.5.1).</summary>
    private static string MethodOf(CodestreamKind kind) => kind switch
    {
        CodestreamKind.JpegLs => "ISO_14495_1",
        CodestreamKind.Jpeg2000 => "ISO_15444_1",
        CodestreamKind.HighThroughputJpeg2000 => "ISO_15444_15",
        _ => "ISO_10918_1",
    };
}
