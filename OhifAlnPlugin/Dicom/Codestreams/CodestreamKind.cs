namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>The ways of compressing a frame that need a codec, told apart by the codestream itself: transfer syntaxes name families only.</summary>
public enum CodestreamKind
{
    /// <summary>JPEG with a discrete cosine transform, 8 bits: baseline, extended sequential or progressive (ISO 10918-1).</summary>
    JpegBaseline,

    /// <summary>The same with 12 bits.</summary>
    JpegExtended,

    /// <summary>Lossless JPEG, process 14 (ISO 10918-1).</summary>
    JpegLossless,

    /// <summary>JPEG-LS, lossless or near-lossless (ISO 14495-1).</summary>
    JpegLs,

    /// <summary>JPEG 2000 (ISO 15444-1).</summary>
    Jpeg2000,

    /// <summary>High-Throughput JPEG 2000 (ISO 15444-15).</summary>
    HighThroughputJpeg2000,
}
