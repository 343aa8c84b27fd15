using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Gives an instance out in another transfer syntax, where that is possible without a codec: between native ones, and from deflate and RLE.</summary>
internal static class Transcoding
{
    /// <summary>What a client writes to get every instance as it is stored.</summary>
    public const string AsStored = "*";

    /// <summary>Whether an instance stored in one transfer syntax can be given out in another.</summary>
    public static bool IsPossible(string stored, string wanted) =>
        wanted == AsStored || stored == wanted || (IsUncompressedTarget(wanted) && IsDecodable(stored));

    /// <summary>The file in the wanted transfer syntax, as bytes of a Part 10 file.</summary>
    /// <exception cref="DicomFormatException">The pixel data are broken.</exception>
    public static byte[] Transcode(string path, string wanted)
    {
        DicomFile file = DicomFile.Read(path);
        if (file.TransferSyntax.IsEncapsulated)
        {
            DecodePixelData(file);
        }

        using var content = new MemoryStream();
        new DicomFile(file.Dataset, DicomTransferSyntax.Of(wanted)).Write(content);
        return content.ToArray();
    }

    private static bool IsUncompressedTarget(string wanted) => wanted is DicomUid.ExplicitVRLittleEndian or DicomUid.ImplicitVRLittleEndian;

    private static bool IsDecodable(string stored) =>
        stored == DicomUid.RLELossless || !DicomTransferSyntax.Of(stored).IsEncapsulated;

    private static void DecodePixelData(DicomFile file)
    {
        if (DicomPixelData.Find(file) is not { } pixels)
        {
            return;
        }

        using var native = new MemoryStream();
        for (int frame = 0; frame < pixels.FrameCount; frame++)
        {
            native.Write(pixels.DecodeFrame(frame).Span);
        }

        if ((native.Length & 1) == 1)
        {
            native.WriteByte(0);
        }

        file.Dataset.SetBytes(DicomTag.PixelData, pixels.BitsAllocated > 8 ? DicomVR.OW : DicomVR.OB, native.ToArray());
        file.Dataset.Remove(DicomTag.ExtendedOffsetTable);
        file.Dataset.Remove(DicomTag.ExtendedOffsetTableLengths);
        if (pixels.SamplesPerPixel > 1)
        {
            file.Dataset.Set(DicomTag.PlanarConfiguration, 0);
        }
    }
}
