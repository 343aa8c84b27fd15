using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The media type of a frame's bytes by transfer syntax (PS3.18 section 8.7.3.3).</summary>
internal static class FrameMediaType
{
    /// <summary>Media type of a compressed frame; <c>application/octet-stream</c> for all others.</summary>
    public static string Of(string transferSyntax) => transferSyntax switch
    {
        DicomUid.JPEGBaseline8Bit or DicomUid.JPEGExtended12Bit or DicomUid.JPEGLossless or DicomUid.JPEGLosslessSV1 => "image/jpeg",
        DicomUid.RLELossless => "image/dicom-rle",
        DicomUid.JPEGLSLossless or DicomUid.JPEGLSNearLossless => "image/jls",
        DicomUid.JPEG2000Lossless or DicomUid.JPEG2000 => "image/jp2",
        DicomUid.HTJ2KLossless or DicomUid.HTJ2KLosslessRPCL or DicomUid.HTJ2K => "image/jphc",
        _ => DicomMediaType.OctetStream,
    };
}
