namespace OhifAlnPlugin.Imaging;

/// <summary>
/// Fills polygons on the pixels of a slice by the even-odd rule: a pixel is inside when a ray from its centre crosses the outlines
/// an odd number of times. Several outlines are combined by exclusive or, so that an outline inside another one is a hole, and a
/// keyhole (one outline that runs to the hole and back on the same line) is a hole as well.
/// </summary>
/// <remarks>
/// An edge counts for the rows whose centre lies in [lower end, upper end), and a crossing for the pixels whose centre lies at it or
/// beyond: polygons that share an edge neither overlap nor leave a gap.
/// </remarks>
/// <param name="sizeX">Pixels of a row.</param>
/// <param name="sizeY">Rows.</param>
public sealed class PolygonFill(int sizeX, int sizeY)
{
    /// <summary>Most crossings of edges and rows: a handful for each point of a real outline, thousands for each point of a hostile one.</summary>
    private const long MaxCrossings = 200_000_000;

    /// <summary>One where the inside begins or ends, seen along a row.</summary>
    private readonly bool[] turns = new bool[sizeX * sizeY];
    private long crossings;

    /// <summary>Adds an outline; it is closed from its last point to its first.</summary>
    /// <param name="points">Its points in pixels: the centre of the first pixel is (0, 0).</param>
    /// <exception cref="InvalidDataException">The outlines cross the rows too often to be the outlines of anything.</exception>
    public void Add(ReadOnlySpan<(double X, double Y)> points)
    {
        for (int n = 0; n < points.Length; n++)
        {
            (double X, double Y) a = points[n], b = points[(n + 1) % points.Length];
            (a, b) = a.Y <= b.Y ? (a, b) : (b, a);
            int first = (int)Math.Max(0, Math.Ceiling(a.Y)), end = (int)Math.Min(sizeY, Math.Ceiling(b.Y));
            crossings += Math.Max(0, end - first);
            if (crossings > MaxCrossings)
            {
                throw new InvalidDataException($"The outlines of a slice cross its rows more than {MaxCrossings} times: they are no outlines of anything.");
            }

            for (int row = first; row < end; row++)
            {
                double x = Math.Ceiling(a.X + ((row - a.Y) / (b.Y - a.Y) * (b.X - a.X)));
                if (x < sizeX)
                {
                    turns[(row * sizeX) + (int)Math.Max(0, x)] ^= true;
                }
            }
        }
    }

    /// <summary>Writes what is inside.</summary>
    /// <param name="slice">Shape (sizeX·sizeY,), x fastest; 1 inside, 0 outside.</param>
    public void CopyTo(Span<byte> slice)
    {
        bool inside = false;
        for (int n = 0; n < turns.Length; n++)
        {
            inside = turns[n] ^ (n % sizeX != 0 && inside);
            slice[n] = inside ? (byte)1 : (byte)0;
        }
    }
}
