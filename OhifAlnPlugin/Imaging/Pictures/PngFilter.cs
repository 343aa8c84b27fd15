namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>The row filters of PNG (ISO/IEC 15948 clause 9), chosen row by row by the smallest sum of absolute differences.</summary>
/// <param name="length">Bytes of a row.</param>
/// <param name="step">Bytes of a pixel.</param>
internal sealed class PngFilter(int length, int step)
{
    private const int Kinds = 5;

    /// <summary>One candidate for each filter: its number, then the filtered row.</summary>
    private readonly byte[][] _rows = [.. Enumerable.Range(0, Kinds).Select(kind => new byte[length + 1])];

    /// <summary>Filters a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above; zeros for the first.</param>
    /// <returns>The filter's number and the filtered row, valid until the next call.</returns>
    public ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above)
    {
        row.CopyTo(_rows[0].AsSpan(1));
        Span<byte> sub = _rows[1].AsSpan(1, length), up = _rows[2].AsSpan(1, length), average = _rows[3].AsSpan(1, length), paeth = _rows[4].AsSpan(1, length);
        for (int n = 0; n < row.Length; n++)
        {
            int x = row[n], b = above[n], a = n < step ? 0 : row[n - step], c = n < step ? 0 : above[n - step];
            sub[n] = (byte)(x - a);
            up[n] = (byte)(x - b);
            average[n] = (byte)(x - ((a + b) >> 1));
            paeth[n] = (byte)(x - Paeth(a, b, c));
        }

        int best = 0;
        long smallest = long.MaxValue;
        for (int kind = 0; kind < Kinds; kind++)
        {
            _rows[kind][0] = (byte)kind;
            long sum = Sum(_rows[kind].AsSpan(1));
            (best, smallest) = sum < smallest ? (kind, sum) : (best, smallest);
        }

        return _rows[best];
    }

    /// <summary>Whichever of left, above and above left is nearest to left + above − above left.</summary>
    private static int Paeth(int a, int b, int c)
    {
        int toA = Math.Abs(b - c), toB = Math.Abs(a - c), toC = Math.Abs(a + b - c - c);
        return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }

    private static long Sum(ReadOnlySpan<byte> filtered)
    {
        long sum = 0;
        foreach (byte value in filtered)
        {
            sum += Math.Abs((int)(sbyte)value);
        }

        return sum;
    }
}
