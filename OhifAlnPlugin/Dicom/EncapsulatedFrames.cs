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
        int[] lengths = [.. fragments.Select(f => f.Length)];
        (int first, int end) = Fragments(lengths, n => fragments[n].Span is [0xFF, 0xD8 or 0x4F, ..], sequence.OffsetTable, dataset, frameCount, frame);
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

    /// <summary>Which fragments make a frame.</summary>
    /// <param name="lengths">Bytes of each fragment.</param>
    /// <param name="isStart">Whether a fragment begins with a start marker: FFD8 in the JPEG family, FF4F in JPEG 2000.</param>
    /// <param name="basicTable">The Basic Offset Table, or empty.</param>
    /// <param name="dataset">Holds the Extended Offset Table, if any.</param>
    /// <param name="frameCount">Frames of the image.</param>
    /// <param name="frame">Frame, 0-based.</param>
    /// <returns>The first fragment and the one after the last.</returns>
    /// <exception cref="DicomFormatException">There is no way to tell.</exception>
    public static (int First, int End) Fragments(
        IReadOnlyList<int> lengths, Func<int, bool> isStart, ReadOnlyMemory<byte> basicTable, DicomDataset dataset, int frameCount, int frame)
    {
        if (frameCount == 1)
        {
            return (0, lengths.Count);
        }

        if (lengths.Count == frameCount)
        {
            return (frame, frame + 1);
        }

        int[] starts = ByExtendedTable(lengths, dataset, frameCount) ?? ByBasicTable(lengths, basicTable, frameCount) ?? ByStartMarkers(lengths.Count, isStart, frameCount)
            ?? throw new DicomFormatException($"{DicomTag.PixelData} has {lengths.Count} fragments for {frameCount} frames and no usable offset table.");
        return (starts[frame], frame + 1 < frameCount ? starts[frame + 1] : lengths.Count);
    }

    private static int[]? ByExtendedTable(IReadOnlyList<int> lengths, DicomDataset dataset, int frameCount)
    {
        ReadOnlyMemory<byte> table = dataset.GetBytes(DicomTag.ExtendedOffsetTable);
        return table.Length < 8L * frameCount ? null : ByOffsets(lengths, frameCount, frame => BinaryPrimitives.ReadUInt64LittleEndian(table.Span[(8 * frame)..]));
    }

    private static int[]? ByBasicTable(IReadOnlyList<int> lengths, ReadOnlyMemory<byte> table, int frameCount) =>
        table.Length < 4L * frameCount ? null : ByOffsets(lengths, frameCount, frame => BinaryPrimitives.ReadUInt32LittleEndian(table.Span[(4 * frame)..]));

    /// <summary>Offsets count from the first fragment's item tag; each must be where a fragment begins, in ascending order.</summary>
    private static int[]? ByOffsets(IReadOnlyList<int> lengths, int frameCount, Func<int, ulong> offsetOf)
    {
        int[] starts = new int[frameCount];
        ulong position = 0;
        int frame = 0;
        for (int n = 0; n < lengths.Count && frame < frameCount; n++)
        {
            if (offsetOf(frame) == position)
            {
                starts[frame++] = n;
            }

            position += (ulong)(ItemHead + ((lengths[n] + 1L) & ~1L));
        }

        return frame == frameCount ? starts : null;
    }

    private static int[]? ByStartMarkers(int count, Func<int, bool> isStart, int frameCount)
    {
        int[] starts = [.. Enumerable.Range(0, count).Where(isStart)];
        return starts.Length == frameCount ? starts : null;
    }
}
