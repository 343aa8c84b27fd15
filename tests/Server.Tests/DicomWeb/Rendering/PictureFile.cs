using System.Buffers.Binary;

namespace OhifAlnPlugin.Server.Tests.DicomWeb.Rendering;

/// <summary>What the head of a JPEG or PNG says.</summary>
internal static class PictureFile
{
    /// <summary>Width, height and channels.</summary>
    public static (int Width, int Height, int Channels) SizeOf(byte[] file)
    {
        if (file is [0x89, (byte)'P', ..])
        {
            return (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)), file[25] == 0 ? 1 : 3);
        }

        file[..2].ShouldBe([0xFF, 0xD8]);
        int at = 2;
        while (file[at + 1] != 0xC0)
        {
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
        }

        return (BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 5)), file[at + 9]);
    }
}
