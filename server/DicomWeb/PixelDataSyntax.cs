using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Finds the transfer syntax of an instance that arrives as metadata and bulk data from the media type of its pixel data.</summary>
internal sealed class PixelDataSyntax
{
    private const byte MarkerStart = 0xFF;

    private string? _pixels;

    /// <summary>Whether a part with pixel data is a compressed frame; remembers its transfer syntax.</summary>
    public bool IsEncapsulated(BulkPart part)
    {
        _pixels = part.Type.TransferSyntax ?? DefaultOf(part);
        return _pixels is not null && DicomTransferSyntax.Of(_pixels).IsEncapsulated;
    }

    /// <summary>The transfer syntax that the file is written in; null when it is none that can be written here.</summary>
    /// <param name="declared">What the metadata say themselves; null when they do not.</param>
    public DicomTransferSyntax? Choose(string? declared)
    {
        string named = _pixels ?? declared ?? DicomUid.ExplicitVRLittleEndian;
        DicomTransferSyntax syntax = DicomTransferSyntax.Of(named);
        return !TransferSyntaxes.AreSupported(named) || syntax.IsBigEndian ? null
            : syntax.IsEncapsulated && _pixels is not null ? syntax
            : syntax.IsEncapsulated ? null
            : DicomTransferSyntax.ExplicitVRLittleEndian;
    }

    /// <summary>The transfer syntax of a media type that comes without one (PS3.18 table 8.7.3-3); a JPEG is looked into.</summary>
    private static string? DefaultOf(BulkPart part) => part.Type.MediaType switch
    {
        "image/jpeg" => JpegSyntax(part),
        "image/dicom-rle" => DicomUid.RLELossless,
        "image/jls" => DicomUid.JPEGLSLossless,
        "image/jp2" => DicomUid.JPEG2000Lossless,
        "image/jphc" => DicomUid.HTJ2KLossless,
        _ => null,
    };

    /// <summary>The process of a JPEG by its start-of-frame marker (ITU-T T.81 table B.1).</summary>
    private static string JpegSyntax(BulkPart part)
    {
        using Stream jpeg = part.File.Open();
        byte[] start = new byte[4096];
        int read = jpeg.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        for (int at = 2; at + 3 < read && start[at] == MarkerStart; at += 2 + ((start[at + 2] << 8) | start[at + 3]))
        {
            switch (start[at + 1])
            {
                case 0xC0:
                    return DicomUid.JPEGBaseline8Bit;
                case 0xC1:
                    return DicomUid.JPEGExtended12Bit;
            }
        }

        return DicomUid.JPEGLosslessSV1;
    }
}
