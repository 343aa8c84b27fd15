using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>How a frame is given out.</summary>
/// <param name="MediaType">Media type of its bytes.</param>
/// <param name="TransferSyntax">Transfer syntax of its bytes.</param>
/// <param name="IsDecoded">Whether a compressed frame is to be decompressed.</param>
internal sealed record FrameEncoding(string MediaType, string TransferSyntax, bool IsDecoded)
{
    /// <summary>Media type with the transfer syntax, for the head of a part.</summary>
    public string ContentType => $"{MediaType}; transfer-syntax={TransferSyntax}";

    /// <summary>Finds the encoding that fits one accepted media type.</summary>
    /// <param name="stored">Transfer syntax of the instance.</param>
    /// <param name="isDecodable">Whether its frames can be given out uncompressed.</param>
    /// <param name="partType">Accepted media type of a part; may hold wild cards.</param>
    /// <param name="wanted">Accepted transfer syntax; null when the client does not say, <c>*</c> for any.</param>
    /// <returns>Null when nothing fits.</returns>
    public static FrameEncoding? Choose(string stored, bool isDecodable, string partType, string? wanted)
    {
        bool isNative = !DicomTransferSyntax.Of(stored).IsEncapsulated;
        string given = isNative ? DicomUid.ExplicitVRLittleEndian : stored;
        string storedType = FrameMediaType.Of(given);
        bool anyType = partType is "*/*";
        bool fitsStored = anyType || partType == storedType || (partType == "image/*" && !isNative);

        // Plain octets mean uncompressed ones (PS3.18 table 8.7.3-3) unless the client takes any transfer syntax or names this one.
        if (!fitsStored && partType is DicomMediaType.OctetStream or "application/*" && wanted is not null && (wanted == Transcoding.AsStored || wanted == given))
        {
            return new FrameEncoding(DicomMediaType.OctetStream, given, IsDecoded: false);
        }

        if (fitsStored && (wanted is null || wanted == Transcoding.AsStored || wanted == given || (isNative && wanted == stored)))
        {
            return new FrameEncoding(storedType, given, IsDecoded: false);
        }

        bool takesOctets = anyType || partType is DicomMediaType.OctetStream or "application/*";
        return takesOctets && isDecodable && wanted is null or DicomUid.ExplicitVRLittleEndian or DicomUid.ImplicitVRLittleEndian
            ? new FrameEncoding(DicomMediaType.OctetStream, DicomUid.ExplicitVRLittleEndian, IsDecoded: !isNative)
            : null;
    }
}
