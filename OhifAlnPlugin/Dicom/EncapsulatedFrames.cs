using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <summary>Matches fragments to frames (PS3.5 section A.4): by the extended or basic offset table, one to one, or by the start markers of the codestreams.</summary>
internal static class EncapsulatedFrames
{
    private const int ItemHead = 8;

    /// <summary>The compressed bytes of a frame: a slice where it is one fragment, else joined.</summary>
    /// <exception cref="DicomFormatException">There is no way to tell which fragments make the frame.</exception>
    public static ReadOnlyMemory<byte> Frame(DicomFragmentSequence sequence, DicomDataset dataset, int frameCount, int frame)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> fragments = sequence.Fragments;
        if (frameCount == 1)
        {
            return Join(fragments, 0, fragments.Count);
        }

        if (fragments.Count == frameCount)
        {
            return fragments[frame];
        }

        int[] starts = ByExtendedTable(fragments, dataset, frameCount) ?? ByBasicTable(sequence, frameCount) ?? ByStartMarkers(fragments, frameCount)
            ?? throw new DicomFormatException($"{sequence.Tag} has {fragments.Count} fragments for {frameCount} frames and no usable offset table.");
        return Join(fragments, starts[frame], frame + 1 < frameCount ? starts[frame + 1] : fragments.Count);
    }

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int first, int end)
    {
        if (end - first == 1)
        {
            return fragments[first];
        }

        using var joined = new MemoryStream();
        for (int n = first; n < end; n++)
        {
            joined.Write(fragments[n].Span);
        }

        return joined.ToArray();
    }

    private static int[]? ByExtendedTable(IReadOnlyList<ReadOnlyMemory<byte>> fragments, DicomDataset dataset, int frameCount)
    {
        ReadOnlyMemory<byte> table = dataset.GetBytes(DicomTag.ExtendedOffsetTable);
        return table.Length < 8L * frameCount
            ? null
            : ByOffsets(fragments, frameCount, frame => BinaryPrimitives.ReadUInt64LittleEndian(table.Span[(8 * frame)..]));
    }

    private static int[]? ByBasicTable(DicomFragmentSequence sequence, int frameCount)
    {
        ReadOnlyMemory<byte> table = sequence.OffsetTable;
        return table.Length < 4L * frameCount
            ? null
            : ByOffsets(sequence.Fragments, frameCount, frame => BinaryPrimitives.ReadUInt32LittleEndian(table.Span[(4 * frame)..]));
    }

    /// <summary>Offsets count from the first fragment's item tag; each must be where a fragment begins, in ascending order.</summary>
    private static int[]? ByOffsets(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frameCount, Func<int, ulong> offsetOf)
    {
        int[] starts = new int[frameCount];
        ulong position = 0;
        int frame = 0;
        for (int n = 0; n < fragments.Count && frame < frameCount; n++)
        {
            if (offsetOf(frame) == position)
            {
                starts[frame++] = n;
            }

            position += (ulong)(ItemHead + ((fragments[n].Length + 1L) & ~1L));
        }

        return frame == frameCount ? starts : null;
    }

    /// <summary>JPEG family codestreams begin with FFD8, JPEG 2000 ones with FF4F.</summary>
    private static int[]? ByStartMarkers(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frameCount)
    {
        var starts = new List<int>();
        for (int n = 0; n < fragments.Count; n++)
        {
            if (fragments[n].Span is [0xFF, 0xD8 or 0x4F, ..])
            {
                starts.Add(n);
            }
        }

        return starts.Count == frameCount ? [.. starts] : null;
    }
}
