using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <content>Values that are copied from elsewhere.</content>
internal sealed partial class DicomWriter
{
    private void WriteStreamed(DicomStreamedElement element)
    {
        if (isBigEndian && element.VR.UnitBytes() > 1)
        {
            throw new NotSupportedException($"{element.Tag} is copied as it is, so it cannot be written big endian.");
        }

        if (element.IsEncapsulated)
        {
            WriteHead(element.Tag, element.VR, UndefinedLength);
            WriteFragment(OffsetTable(element));
            foreach (DicomContent frame in element.Parts)
            {
                WriteTagAndLength(DicomTag.Item, Padded(frame.Length));
                Copy(frame);
                Pad(frame.Length);
            }

            WriteTagAndLength(DicomTag.SequenceDelimitationItem, 0);
            return;
        }

        WriteHead(element.Tag, element.VR, Padded(element.Length));
        foreach (DicomContent part in element.Parts)
        {
            Copy(part);
        }

        Pad(element.Length);
    }

    private static long Padded(long length) => (length + 1) & ~1L;

    private static long StreamedLength(DicomStreamedElement element) => element.IsEncapsulated
        ? 16 + OffsetTable(element).Length + element.Parts.Sum(part => ItemHeadLength + Padded(part.Length))
        : Padded(element.Length);

    /// <summary>Where each frame's item begins, counted from the first; empty where 32 bits are too few, as the standard allows.</summary>
    private static byte[] OffsetTable(DicomStreamedElement element)
    {
        byte[] table = new byte[sizeof(uint) * element.Parts.Count];
        long offset = 0;
        for (int frame = 0; frame < element.Parts.Count; frame++)
        {
            if (offset > uint.MaxValue)
            {
                return [];
            }

            BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(sizeof(uint) * frame), (uint)offset);
            offset += ItemHeadLength + Padded(element.Parts[frame].Length);
        }

        return table;
    }

    private void Copy(DicomContent content)
    {
        Flush();
        using Stream source = content.Open();
        source.CopyTo(stream);
    }

    private void Pad(long length)
    {
        if ((length & 1) == 1)
        {
            WriteBytes([0]);
        }
    }
}
