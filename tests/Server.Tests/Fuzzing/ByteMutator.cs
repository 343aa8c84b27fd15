using System.Buffers.Binary;
using System.Text;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Breaks bytes: flips bits, makes lengths lie, cuts, repeats, removes and splices stretches, plants delimiters and texts.</summary>
internal static class ByteMutator
{
    private static readonly uint[] Lengths = [0, 1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFF, 0x10000];

    private static readonly byte[][] Plants =
    [
        [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0], [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0],
        [0x40, 0, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], [0xE0, 0x7F, 0x10, 0, (byte)'O', (byte)'W', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x08, 0, 0x05, 0, (byte)'C', (byte)'S', 14, 0], "DICM"u8.ToArray(),
    ];

    /// <summary>One to six changes.</summary>
    public static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = (byte[])original.Clone();
        for (int n = random.Next(1, 7); n > 0 && bytes.Length > 8; n--)
        {
            bytes = Change(bytes, random);
        }

        return bytes;
    }

    private static byte[] Change(byte[] bytes, Random random)
    {
        // The head decides most: half of the changes fall into it.
        int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 1200) : bytes.Length);
        switch (random.Next(9))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 3 or 4:
                return Lie(bytes, at, random);
            case 5:
                return bytes[..at];
            case 6:
                int length = Math.Min(random.Next(1, 200), bytes.Length - at);
                return random.Next(2) == 0 ? [.. bytes[..at], .. bytes[(at + length)..]] : [.. bytes[..(at + length)], .. bytes[at..]];
            case 7:
                return [.. bytes[..at], .. Plants[random.Next(Plants.Length)], .. bytes[at..]];
            default:
                int from = random.Next(bytes.Length), count = Math.Min(random.Next(1, 64), Math.Min(bytes.Length - from, bytes.Length - at));
                bytes.AsSpan(from, count).CopyTo(bytes.AsSpan(at));
                return bytes;
        }
    }

    /// <summary>Overwrites the length of the next element in explicit form, or four bytes where none is found.</summary>
    private static byte[] Lie(byte[] bytes, int at, Random random)
    {
        uint length = Lengths[random.Next(Lengths.Length)];
        for (int n = at; n < Math.Min(at + 400, bytes.Length - 12); n++)
        {
            string letters = Encoding.Latin1.GetString(bytes, n + 4, 2);
            if (!letters.All(char.IsAsciiLetterUpper))
            {
                continue;
            }

            if (letters is "OB" or "OW" or "SQ" or "UN" or "UT" or "OF" or "OD" or "UC" or "SV")
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(n + 8), length);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(n + 6), (ushort)length);
            }

            return bytes;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), length);
        return bytes;
    }
}
