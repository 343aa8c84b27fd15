using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Gives an instance out in another transfer syntax: between native ones, and from every compressed one that can be decoded.</summary>
internal static class Transcoding
{
    /// <summary>What a client writes to get every instance as it is stored.</summary>
    public const string AsStored = "*";

    /// <summary>Whether instances can be given out in this transfer syntax wherever they can be decoded.</summary>
    public static bool IsTarget(string wanted) => wanted is DicomUid.ExplicitVRLittleEndian or DicomUid.ImplicitVRLittleEndian;

    /// <summary>Whether an instance stored in one transfer syntax can be given out in another.</summary>
    public static bool IsPossible(string stored, string wanted, IFrameCodec codec) =>
        wanted == AsStored || stored == wanted || (IsTarget(wanted) && DicomPixelData.FindObstacle(DicomTransferSyntax.Of(stored), codec) is null);

    /// <summary>A file without compressed frames in the wanted transfer syntax, as bytes of a Part 10 file.</summary>
    /// <exception cref="DicomFormatException">The file is broken.</exception>
    public static byte[] Rewrite(string path, string wanted)
    {
        using var content = new MemoryStream();
        new DicomFile(DicomFile.Read(path).Dataset, DicomTransferSyntax.Of(wanted)).Write(content);
        return content.ToArray();
    }

    /// <summary>A file with compressed frames in the wanted transfer syntax.</summary>
    /// <exception cref="DicomFormatException">The file is broken, or holds no pixel data.</exception>
    public static NativeFile Decompress(string path, string wanted, IFrameCodec codec) =>
        NativeFile.Of(
            DicomPixelData.Open(path, codec) ?? throw new DicomFormatException("It holds no pixel data, so its transfer syntax cannot be right."),
            DicomTransferSyntax.Of(wanted));
}
