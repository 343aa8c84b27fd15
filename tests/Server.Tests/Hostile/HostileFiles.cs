using System.IO.Compression;
using System.Text;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Files that no honest device writes.</summary>
internal static class HostileFiles
{
    private static readonly byte[] OpenLevel =
        [0x40, 0, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>An image whose content sequences nest, closed as they should be.</summary>
    public static DicomDataset Nested(int levels, string? study = null)
    {
        DicomDataset innermost = new DicomDataset().Set(DicomTag.TextValue, "the bottom");
        for (int level = 1; level < levels; level++)
        {
            innermost = new DicomDataset().SetSequence(DicomTag.ContentSequence, innermost);
        }

        return TestImage.Dataset(study).SetSequence(DicomTag.ContentSequence, innermost);
    }

    /// <summary>An image that ends in sequences opened within each other, any number of them.</summary>
    public static byte[] OpenedSequences(int levels)
    {
        DicomDataset image = TestImage.Dataset();
        image.Remove(DicomTag.PixelData);
        byte[] head = image.ToFile();
        byte[] file = new byte[head.Length + (levels * OpenLevel.Length)];
        head.CopyTo(file, 0);
        for (int level = 0; level < levels; level++)
        {
            OpenLevel.CopyTo(file, head.Length + (level * OpenLevel.Length));
        }

        return file;
    }

    /// <summary>442 bytes or so of which one element claims four gigabytes.</summary>
    public static byte[] Claiming4GB(string vr)
    {
        DicomDataset head = new DicomDataset().Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage).Set(DicomTag.SOPInstanceUID, TestImage.NewUid());
        return [.. head.ToFile(), 0x42, 0, 0x11, 0, .. Encoding.ASCII.GetBytes(vr), 0, 0, 0xF0, 0xFF, 0xFF, 0xFF, .. new byte[40]];
    }

    /// <summary>A deflated data set of zeros: a thousand to one.</summary>
    /// <param name="inflatedMebibytes">How much it inflates to.</param>
    public static byte[] DeflateBomb(int inflatedMebibytes)
    {
        DicomDataset head = new DicomDataset().Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage).Set(DicomTag.SOPInstanceUID, TestImage.NewUid());
        byte[] file = head.ToFile(DicomTransferSyntax.DeflatedExplicitVRLittleEndian);
        byte[] meta = file[..(144 + BitConverter.ToInt32(file, 140))];
        byte[] element = [0x42, 0, 0x11, 0, (byte)'O', (byte)'B', 0, 0, .. BitConverter.GetBytes(inflatedMebibytes << 20)];
        using var body = new MemoryStream();
        using (var deflater = new DeflateStream(body, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(element);
            deflater.Flush();
            WriteZeros(deflater, body, inflatedMebibytes);
        }

        return [.. meta, .. body.ToArray()];
    }

    /// <summary>A gzip stream of zeros: a thousand to one.</summary>
    public static byte[] GzipBomb(int inflatedMebibytes)
    {
        using var body = new MemoryStream();
        using (var zip = new GZipStream(body, CompressionLevel.Optimal, leaveOpen: true))
        {
            WriteZeros(zip, body, inflatedMebibytes);
        }

        return body.ToArray();
    }

    /// <summary>Compresses a mebibyte of zeros once; after a flush a block stands by itself, so that it can be repeated as it is.</summary>
    private static void WriteZeros(Stream compressor, MemoryStream compressed, int mebibytes)
    {
        byte[] zeros = new byte[1 << 20];
        compressor.Write(zeros);
        compressor.Flush();
        long start = compressed.Length;
        compressor.Write(zeros);
        compressor.Flush();
        byte[] block = compressed.ToArray()[(int)start..];
        for (int n = 2; n < mebibytes; n++)
        {
            compressed.Write(block);
        }
    }
}
