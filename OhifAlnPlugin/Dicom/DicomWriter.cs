using System.Buffers;
using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <summary>Writes data sets (PS3.5 chapter 7). Sequences keep the kind of length they have; group lengths are computed anew.</summary>
internal sealed partial class DicomWriter : IDisposable
{
    private const uint UndefinedLength = uint.MaxValue;
    private const int BufferLength = 64 * 1024;
    private const int LongestShortValue = 0xFFFE;
    private const int ItemHeadLength = 8;

    private readonly Stream stream;
    private readonly bool isExplicit;
    private readonly bool isBigEndian;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int filled;

    public DicomWriter(Stream stream, DicomTransferSyntax syntax) =>
        (this.stream, isExplicit, isBigEndian) = (stream, syntax.IsExplicitVR, syntax.IsBigEndian);

    /// <summary>Writes all elements of a data set.</summary>
    public void Write(DicomDataset dataset)
    {
        foreach (DicomItem item in dataset)
        {
            switch (item)
            {
                case DicomElement { Tag.IsGroupLength: true, VR: DicomVR.UL } groupLength:
                    WriteGroupLength(dataset, groupLength.Tag);
                    break;
                case DicomElement element:
                    WriteHead(element.Tag, element.VR, PaddedLength(element.Value));
                    WriteValue(element);
                    break;
                case DicomSequence sequence:
                    WriteSequence(sequence);
                    break;
                case DicomFragmentSequence fragments:
                    WriteFragments(fragments);
                    break;
                case DicomStreamedElement streamed:
                    WriteStreamed(streamed);
                    break;
            }
        }
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush()
    {
        stream.Write(buffer, 0, filled);
        filled = 0;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private static long PaddedLength(ReadOnlyMemory<byte> value) => (value.Length + 1L) & ~1L;

    private void WriteGroupLength(DicomDataset dataset, DicomTag tag)
    {
        long length = 0;
        foreach (DicomItem item in dataset)
        {
            length += item.Tag.Group == tag.Group && !item.Tag.IsGroupLength ? LengthOf(item) : 0;
        }

        WriteHead(tag, DicomVR.UL, sizeof(uint));
        WriteUInt32(checked((uint)length));
    }

    private void WriteSequence(DicomSequence sequence)
    {
        WriteHead(sequence.Tag, DicomVR.SQ, sequence.HasUndefinedLength ? UndefinedLength : ContentLength(sequence));
        foreach (DicomDataset item in sequence.Items)
        {
            WriteTagAndLength(DicomTag.Item, item.HasUndefinedLength ? UndefinedLength : LengthOf(item));
            Write(item);
            if (item.HasUndefinedLength)
            {
                WriteTagAndLength(DicomTag.ItemDelimitationItem, 0);
            }
        }

        if (sequence.HasUndefinedLength)
        {
            WriteTagAndLength(DicomTag.SequenceDelimitationItem, 0);
        }
    }

    private void WriteFragments(DicomFragmentSequence sequence)
    {
        WriteHead(sequence.Tag, sequence.VR, UndefinedLength);
        WriteFragment(sequence.OffsetTable);
        foreach (ReadOnlyMemory<byte> fragment in sequence.Fragments)
        {
            WriteFragment(fragment);
        }

        WriteTagAndLength(DicomTag.SequenceDelimitationItem, 0);
    }

    private void WriteFragment(ReadOnlyMemory<byte> fragment)
    {
        WriteTagAndLength(DicomTag.Item, PaddedLength(fragment));
        WriteBytes(fragment.Span);
        if ((fragment.Length & 1) == 1)
        {
            WriteBytes([0]);
        }
    }

    private void WriteValue(DicomElement element)
    {
        WriteBytes(isBigEndian ? ByteOrder.Swap(element.Value, element.VR).Span : element.Value.Span);
        if ((element.Value.Length & 1) == 1)
        {
            WriteBytes([element.VR.Padding()]);
        }
    }

    private void WriteHead(DicomTag tag, DicomVR vr, long length)
    {
        if (!isExplicit)
        {
            WriteTagAndLength(tag, length);
            return;
        }

        bool isShort = vr.HasShortLength() && length <= LongestShortValue;
        Span<byte> head = Claim(isShort ? 8 : 12);
        WriteTag(head, tag);

        // A value too long for its 16-bit length field is written as unknown (PS3.5 section 6.2.2).
        BinaryPrimitives.WriteUInt16BigEndian(head[4..], (ushort)(vr.HasShortLength() && !isShort ? DicomVR.UN : vr));
        if (isShort)
        {
            WriteUInt16(head[6..], (ushort)length);
            return;
        }

        head[6..8].Clear();
        WriteUInt32(head[8..], checked((uint)length));
    }

    private void WriteTagAndLength(DicomTag tag, long length)
    {
        Span<byte> head = Claim(8);
        WriteTag(head, tag);
        WriteUInt32(head[4..], checked((uint)length));
    }

    private void WriteTag(Span<byte> target, DicomTag tag)
    {
        WriteUInt16(target, tag.Group);
        WriteUInt16(target[2..], tag.Element);
    }

    private void WriteUInt16(Span<byte> target, ushort value)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, value);
        }
    }

    private void WriteUInt32(uint value) => WriteUInt32(Claim(4), value);

    private void WriteUInt32(Span<byte> target, uint value)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, value);
        }
    }

    private Span<byte> Claim(int count)
    {
        if (filled + count > BufferLength)
        {
            Flush();
        }

        filled += count;
        return buffer.AsSpan(filled - count, count);
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferLength / 2)
        {
            Flush();
            stream.Write(bytes);
            return;
        }

        bytes.CopyTo(Claim(bytes.Length));
    }

    private long LengthOf(DicomDataset dataset)
    {
        long length = 0;
        foreach (DicomItem item in dataset)
        {
            length += LengthOf(item);
        }

        return length;
    }

    private long LengthOf(DicomItem item) => item switch
    {
        DicomElement element => HeadLength(item.VR, PaddedLength(element.Value)) + PaddedLength(element.Value),
        DicomSequence sequence => HeadLength(DicomVR.SQ, 0) + ContentLength(sequence) + (sequence.HasUndefinedLength ? 8 : 0),
        DicomFragmentSequence fragments => HeadLength(item.VR, 0) + 16 + PaddedLength(fragments.OffsetTable) + fragments.Fragments.Sum(f => 8 + PaddedLength(f)),
        DicomStreamedElement streamed => HeadLength(item.VR, streamed.Length) + StreamedLength(streamed),
        _ => throw new InvalidOperationException($"{item.GetType()} is no kind of item."),
    };

    private long ContentLength(DicomSequence sequence)
    {
        long length = 0;
        foreach (DicomDataset item in sequence.Items)
        {
            length += 8 + LengthOf(item) + (item.HasUndefinedLength ? 8 : 0);
        }

        return length;
    }

    private int HeadLength(DicomVR vr, long valueLength) =>
        !isExplicit || (vr.HasShortLength() && valueLength <= LongestShortValue) ? 8 : 12;
}
