using System.Buffers.Binary;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>An ICC profile of the colour space sRGB (IEC 61966-2-1), written from its definition.</summary>
public static class SrgbProfile
{
    private const int HeaderLength = 128;
    private const int CurvePoints = 1024;

    private static readonly Lazy<byte[]> Made = new(Make);

    /// <summary>The profile: version 2.1, three colourants adapted to D50 and one tone curve of 1024 points.</summary>
    /// <remarks>ICC.1:2001-04.</remarks>
    public static ReadOnlyMemory<byte> Bytes => Made.Value;

    private static byte[] Make()
    {
        byte[] curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB")),
            ("cprt", [.. "text\0\0\0\0"u8, .. "No copyright\0"u8]),
            ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.4360747, 0.2225045, 0.0139322)),
            ("gXYZ", Xyz(0.3850649, 0.7168786, 0.0971045)),
            ("bXYZ", Xyz(0.1430804, 0.0606169, 0.7141733)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        using var profile = new MemoryStream();
        profile.Write(new byte[HeaderLength + 4 + (12 * tags.Length)]);
        byte[] table = new byte[4 + (12 * tags.Length)];
        BinaryPrimitives.WriteInt32BigEndian(table, tags.Length);
        int curveAt = 0;
        for (int n = 0; n < tags.Length; n++)
        {
            (string tag, byte[] data) = tags[n];
            bool isShared = ReferenceEquals(data, curve) && curveAt > 0;
            int at = isShared ? curveAt : (int)profile.Length;
            Span<byte> entry = table.AsSpan(4 + (12 * n));
            System.Text.Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], at);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], data.Length);
            if (!isShared)
            {
                curveAt = ReferenceEquals(data, curve) ? at : curveAt;
                profile.Write(data);
                profile.Write(new byte[-data.Length & 3]);
            }
        }

        byte[] bytes = profile.ToArray();
        Header(bytes.Length).CopyTo(bytes, 0);
        table.CopyTo(bytes, HeaderLength);
        return bytes;
    }

    private static byte[] Header(int length)
    {
        byte[] header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, length);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), 0x02100000);
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        foreach ((int at, ushort part) in (ReadOnlySpan<(int, ushort)>)[(24, 2026), (26, 1), (28, 1)])
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(at), part);
        }

        "acsp"u8.CopyTo(header.AsSpan(36));
        Numbers(0.9642, 1, 0.8249).CopyTo(header, 68);
        return header;
    }

    private static byte[] Description(string name)
    {
        // An ASCII description, an empty Unicode one and an empty Macintosh one.
        byte[] count = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(count, name.Length + 1);
        return [.. "desc\0\0\0\0"u8, .. count, .. System.Text.Encoding.ASCII.GetBytes(name), 0, .. new byte[8], .. new byte[3], .. new byte[67]];
    }

    private static byte[] Xyz(double x, double y, double z) => [.. "XYZ \0\0\0\0"u8, .. Numbers(x, y, z)];

    /// <summary>Three numbers as s15Fixed16.</summary>
    private static byte[] Numbers(double x, double y, double z)
    {
        byte[] bytes = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(bytes, (int)Math.Round(x * 65536));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), (int)Math.Round(y * 65536));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), (int)Math.Round(z * 65536));
        return bytes;
    }

    /// <summary>Encoded value to linear light: v / 12.92 up to 0.04045, else ((v + 0.055) / 1.055)^2.4.</summary>
    private static byte[] Curve()
    {
        byte[] curve = new byte[12 + (2 * CurvePoints)];
        "curv"u8.CopyTo(curve);
        BinaryPrimitives.WriteInt32BigEndian(curve.AsSpan(8), CurvePoints);
        for (int n = 0; n < CurvePoints; n++)
        {
            double v = n / (CurvePoints - 1.0), linear = v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(curve.AsSpan(12 + (2 * n)), (ushort)Math.Round(linear * ushort.MaxValue));
        }

        return curve;
    }
}
