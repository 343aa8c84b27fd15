using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Finds a bulk value of a stored file; native pixel data are sent from the file without being read.</summary>
internal static class BulkValue
{
    /// <summary>The value, little endian; null when there is none or its pixel data are compressed.</summary>
    /// <exception cref="DicomFormatException">The file is broken.</exception>
    public static MultipartPart? Open(string path, DicomTag tag, string location)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        DicomFile header = DicomFile.Read(stream, DicomReadOptions.Header);
        if (!BulkDataReference.IsPixelData(tag))
        {
            return header.Dataset.Find(tag) is DicomElement element ? new BytesPart(DicomMediaType.OctetStream, location, element.Value) : null;
        }

        if (DicomPixelLocation.Find(header, stream) is { Length: { } length } pixels && pixels.Tag == tag && !header.TransferSyntax.IsBigEndian)
        {
            return new FilePart(DicomMediaType.OctetStream, location, path, pixels.Offset, length);
        }

        // Big-endian words must be turned round and a deflated data set be inflated: these few are read whole.
        return header.TransferSyntax is { IsBigEndian: true } or { IsDeflated: true } && DicomFile.Read(path).Dataset.Find(tag) is DicomElement native
            ? new BytesPart(DicomMediaType.OctetStream, location, native.Value)
            : null;
    }
}
