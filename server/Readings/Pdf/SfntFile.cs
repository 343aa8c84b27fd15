using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>The container of a font's tables (OpenType, "font file").</summary>
internal static class SfntFile
{
    /// <summary>Writes tables in the order of their names, with directory and checksums.</summary>
    public static byte[] Write(SortedDictionary<string, byte[]> tables)
    {
        int power = BitOperations.Log2((uint)tables.Count);
        int offset = 12 + (16 * tables.Count);
        byte[] file = new byte[offset + tables.Values.Sum(Padded)];
        Span<byte> head = file;
        BinaryPrimitives.WriteInt32BigEndian(head, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(head[4..], (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(head[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(head[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(head[10..], (ushort)((16 * tables.Count) - (16 << power)));
        int entry = 12;
        foreach ((string name, byte[] table) in tables)
        {
            table.CopyTo(file, offset);
            Encoding.ASCII.GetBytes(name, head[entry..]);
            BinaryPrimitives.WriteUInt32BigEndian(head[(entry + 4)..], Checksum(head.Slice(offset, Padded(table))));
            BinaryPrimitives.WriteInt32BigEndian(head[(entry + 8)..], offset);
            BinaryPrimitives.WriteInt32BigEndian(head[(entry + 12)..], table.Length);
            (offset, entry) = (offset + Padded(table), entry + 16);
        }

        return file;
    }

    private static int Padded(byte[] table) => (table.Length + 3) & ~3;

    private static uint Checksum(ReadOnlySpan<byte> padded)
    {
        uint sum = 0;
        for (int at = 0; at < padded.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(padded[at..]));
        }

        return sum;
    }
}
