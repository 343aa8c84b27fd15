using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace OhifAlnPlugin.Dicom;

/// <summary>The compressed frames of a file, read one by one from where they lie.</summary>
internal sealed class EncapsulatedFile
{
    private const int ItemHead = 8;

    private readonly string path;
    private readonly ReadOnlyMemory<byte> offsetTable;
    private readonly List<long> offsets = [];
    private readonly List<int> lengths = [];

    /// <summary>Finds the fragments: their heads alone are read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstItem">Byte at which the first item, the Basic Offset Table, begins.</param>
    /// <exception cref="DicomFormatException">An item is broken or longer than an array can be.</exception>
    public EncapsulatedFile(string path, long firstItem)
    {
        this.path = path;
        using SafeFileHandle file = File.OpenHandle(path);
        long end = RandomAccess.GetLength(file);
        for (long at = firstItem; Item(file, at, end) is { } length; at += ItemHead + length)
        {
            offsets.Add(at + ItemHead);
            lengths.Add(length);
        }

        if (offsets.Count > 0)
        {
            offsetTable = Read(file, 0, 1);
            offsets.RemoveAt(0);
            lengths.RemoveAt(0);
        }
    }

    /// <summary>The compressed bytes of a frame.</summary>
    /// <param name="dataset">Holds the Extended Offset Table, if any.</param>
    /// <param name="frameCount">Frames of the image.</param>
    /// <param name="frame">Frame, 0-based.</param>
    /// <exception cref="DicomFormatException">There is no way to tell which fragments make the frame.</exception>
    public ReadOnlyMemory<byte> Frame(DicomDataset dataset, int frameCount, int frame)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        (int first, int end) = EncapsulatedFrames.Fragments(lengths, IsStart, offsetTable, dataset, frameCount, frame);
        return Read(file, first, end);

        bool IsStart(int fragment)
        {
            Span<byte> head = stackalloc byte[2];
            return lengths[fragment] >= 2 && RandomAccess.Read(file, head, offsets[fragment]) == 2 && head is [0xFF, 0xD8 or 0x4F];
        }
    }

    private byte[] Read(SafeFileHandle file, int first, int end)
    {
        long total = 0;
        for (int n = first; n < end; n++)
        {
            total += lengths[n];
        }

        byte[] bytes = total <= Array.MaxLength ? new byte[total] : throw new DicomFormatException($"A compressed frame of {total} bytes is too long: the limit is {Array.MaxLength}.");
        int filled = 0;
        for (int n = first; n < end; n++)
        {
            for (int done = 0; done < lengths[n];)
            {
                int read = RandomAccess.Read(file, bytes.AsSpan(filled, lengths[n] - done), offsets[n] + done);
                done += read > 0 ? read : throw new DicomFormatException($"The file ends inside a fragment at byte {offsets[n]}.");
                filled += read;
            }
        }

        return bytes;
    }

    /// <summary>Length of the item at a place; null at the delimiter, and at the end of files that lack it.</summary>
    private static int? Item(SafeFileHandle file, long at, long end)
    {
        Span<byte> head = stackalloc byte[ItemHead];
        if (at >= end)
        {
            return null;
        }

        int read = RandomAccess.Read(file, head, at);
        var tag = new DicomTag(BinaryPrimitives.ReadUInt16LittleEndian(head), BinaryPrimitives.ReadUInt16LittleEndian(head[2..]));
        if (read == ItemHead && tag == DicomTag.SequenceDelimitationItem)
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return read == ItemHead && tag == DicomTag.Item && length <= end - at - ItemHead && length <= Array.MaxLength
            ? (int)length
            : throw new DicomFormatException($"The encapsulated pixel data are broken or truncated at byte {at}.");
    }
}
