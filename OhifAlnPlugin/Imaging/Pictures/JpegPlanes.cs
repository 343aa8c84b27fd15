using System.Buffers;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>One component of a JPEG: samples padded to whole units.</summary>
/// <param name="Samples">The samples, row by row.</param>
/// <param name="Stride">Samples from one row to the next.</param>
/// <param name="BlocksPerUnit">Blocks of a minimum coded unit in each direction: 1 or 2.</param>
internal readonly record struct JpegPlane(byte[] Samples, int Stride, int BlocksPerUnit);

/// <summary>
/// A picture as the components of a JPEG: grey, or Y, Cb and Cr (ITU T.871), each padded to whole minimum coded units by its last
/// column and row. Dispose it to give the memory back.
/// </summary>
internal sealed class JpegPlanes : IDisposable
{
    private readonly JpegPlane[] _planes;
    private readonly List<byte[]> _rented = [];

    private JpegPlanes(Picture picture, int side)
    {
        (UnitColumns, UnitRows) = ((picture.Width + side - 1) / side, (picture.Height + side - 1) / side);
        _planes = new JpegPlane[picture.Channels];
    }

    /// <summary>Components: 1 or 3.</summary>
    public int Count => _planes.Length;

    /// <summary>Minimum coded units side by side.</summary>
    public int UnitColumns { get; }

    /// <summary>Minimum coded units above each other.</summary>
    public int UnitRows { get; }

    public ref readonly JpegPlane this[int index] => ref _planes[index];

    /// <summary>Splits a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">Pixels of a minimum coded unit in each direction: 8, or 16 where colour differences are kept for every 2 × 2 pixels.</param>
    public static JpegPlanes Of(Picture picture, int side)
    {
        var planes = new JpegPlanes(picture, side);
        int stride = planes.UnitColumns * side, rows = planes.UnitRows * side;
        if (picture.Channels == Picture.Grey)
        {
            bool fits = stride == picture.Width && rows == picture.Height;
            planes._planes[0] = new(fits ? picture.Samples : planes.Padded(picture, stride, rows), stride, 1);
            return planes;
        }

        byte[] y = planes.Rent(stride * rows), cb = planes.Rent(stride * rows), cr = planes.Rent(stride * rows);
        ToYCbCr(picture, y, cb, cr, stride);
        foreach (byte[] plane in (byte[][])[y, cb, cr])
        {
            Pad(plane, picture.Width, picture.Height, stride, rows);
        }

        planes._planes[0] = new(y, stride, side / 8);
        planes._planes[1] = side == 8 ? new(cb, stride, 1) : new(planes.Halved(cb, stride, rows), stride / 2, 1);
        planes._planes[2] = side == 8 ? new(cr, stride, 1) : new(planes.Halved(cr, stride, rows), stride / 2, 1);
        return planes;
    }

    public void Dispose() => _rented.ForEach(plane => ArrayPool<byte>.Shared.Return(plane));

    private byte[] Rent(int length)
    {
        byte[] plane = ArrayPool<byte>.Shared.Rent(length);
        _rented.Add(plane);
        return plane;
    }

    private byte[] Padded(Picture picture, int stride, int rows)
    {
        byte[] plane = Rent(stride * rows);
        for (int row = 0; row < picture.Height; row++)
        {
            picture.Samples.AsSpan(row * picture.Width, picture.Width).CopyTo(plane.AsSpan(row * stride));
        }

        Pad(plane, picture.Width, picture.Height, stride, rows);
        return plane;
    }

    private static void Pad(byte[] plane, int width, int height, int stride, int rows)
    {
        for (int row = 0; row < height; row++)
        {
            plane.AsSpan((row * stride) + width, stride - width).Fill(plane[(row * stride) + width - 1]);
        }

        ReadOnlySpan<byte> last = plane.AsSpan((height - 1) * stride, stride);
        for (int row = height; row < rows; row++)
        {
            last.CopyTo(plane.AsSpan(row * stride));
        }
    }

    /// <summary>Y = 0.299 R + 0.587 G + 0.114 B, Cb = 128 + (B − Y) / 1.772, Cr = 128 + (R − Y) / 1.402 in 16-bit fixed point.</summary>
    private static void ToYCbCr(Picture picture, byte[] y, byte[] cb, byte[] cr, int stride)
    {
        const int Half = 1 << 15, Centre = (128 << 16) + Half - 1;
        ReadOnlySpan<byte> rgb = picture.Samples;
        for (int row = 0, n = 0; row < picture.Height; row++)
        {
            for (int at = row * stride; at < (row * stride) + picture.Width; at++, n += 3)
            {
                int r = rgb[n], g = rgb[n + 1], b = rgb[n + 2];
                y[at] = (byte)(((19595 * r) + (38470 * g) + (7471 * b) + Half) >> 16);
                cb[at] = (byte)(((-11059 * r) - (21709 * g) + (32768 * b) + Centre) >> 16);
                cr[at] = (byte)(((32768 * r) - (27439 * g) - (5329 * b) + Centre) >> 16);
            }
        }
    }

    /// <summary>The means of 2 × 2 samples.</summary>
    private byte[] Halved(byte[] plane, int stride, int rows)
    {
        byte[] half = Rent(stride / 2 * (rows / 2));
        for (int row = 0, n = 0; row < rows; row += 2)
        {
            for (int at = row * stride; at < (row + 1) * stride; at += 2, n++)
            {
                half[n] = (byte)((plane[at] + plane[at + 1] + plane[at + stride] + plane[at + stride + 1] + 2) >> 2);
            }
        }

        return half;
    }
}
