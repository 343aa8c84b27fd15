using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class PolygonFillTests
{
    [Fact]
    public void A_square_between_pixel_centres_holds_the_centres_inside_it() =>
        Filled(6, 5, [(0.5, 0.5), (3.5, 0.5), (3.5, 2.5), (0.5, 2.5)]).ShouldBe(Pixels(
            "......",
            ".###..",
            ".###..",
            "......",
            "......"));

    [Fact]
    public void Of_an_outline_on_pixel_centres_the_lower_and_left_ends_count() =>
        Filled(4, 4, [(1, 1), (3, 1), (3, 3), (1, 3)]).ShouldBe(Pixels(
            "....",
            ".##.",
            ".##.",
            "...."));

    [Fact]
    public void An_outline_within_another_and_a_keyhole_are_the_same_hole()
    {
        (double X, double Y)[] outer = [(0.5, 0.5), (6.5, 0.5), (6.5, 5.5), (0.5, 5.5)], inner = [(2.5, 1.5), (2.5, 3.5), (4.5, 3.5), (4.5, 1.5)];
        (double X, double Y)[] keyhole = [.. outer, outer[0], .. inner, inner[0]];

        Filled(8, 7, outer, inner).ShouldBe(Filled(8, 7, keyhole));
        Filled(8, 7, outer, inner).Count(v => v == 1).ShouldBe((6 * 5) - (2 * 2));
    }

    [Fact]
    public void What_lies_beside_the_slice_is_left_out() =>
        Filled(3, 2, [(-5, -5), (1.5, -5), (1.5, 9), (-5, 9)]).ShouldBe(Pixels("##.", "##."));

    [Fact]
    public void Outlines_without_an_area_fill_nothing()
    {
        Filled(4, 4).ShouldAllBe(v => v == 0);
        Filled(4, 4, [(1, 1)]).ShouldAllBe(v => v == 0);
        Filled(4, 4, [(0, 0), (3, 3)]).ShouldAllBe(v => v == 0);
    }

    [Fact]
    public void Random_outlines_agree_with_the_sum_of_angles_around_each_pixel()
    {
        var random = new Random(5);
        for (int n = 0; n < 200; n++)
        {
            (double X, double Y)[] star = Star(random, 10 + (8 * random.NextDouble()), 9 + (6 * random.NextDouble()), 3 + (9 * random.NextDouble()), random.Next(3, 40));
            (double X, double Y)[] hole = Star(random, star[0].X, star[0].Y, 5, random.Next(3, 12));
            byte[] filled = Filled(31, 27, star, hole);
            for (int at = 0; at < filled.Length; at++)
            {
                (double X, double Y) pixel = (at % 31, at / 31);
                filled[at].ShouldBe((byte)(Surrounds(star, pixel) ^ Surrounds(hole, pixel) ? 1 : 0), $"outline {n}, pixel {pixel}");
            }
        }
    }

    [Fact]
    public void Outlines_that_cross_the_rows_without_end_are_refused()
    {
        var fill = new PolygonFill(2, 1000);
        (double X, double Y)[] teeth = [.. Enumerable.Range(0, 300_000).Select(n => (0.5, n % 2 == 0 ? -1.0 : 1001.0))];
        Should.Throw<InvalidDataException>(() => fill.Add(teeth)).Message.ShouldContain("200000000 times");
    }

    /// <summary>Whether a simple polygon winds around a point, by the sum of the angles that its edges make there.</summary>
    private static bool Surrounds((double X, double Y)[] polygon, (double X, double Y) at)
    {
        double sum = 0;
        for (int n = 0; n < polygon.Length; n++)
        {
            (double X, double Y) a = polygon[n], b = polygon[(n + 1) % polygon.Length];
            (double ax, double ay, double bx, double by) = (a.X - at.X, a.Y - at.Y, b.X - at.X, b.Y - at.Y);
            sum += Math.Atan2((ax * by) - (ay * bx), (ax * bx) + (ay * by));
        }

        return Math.Abs(sum) > Math.PI;
    }

    private static (double X, double Y)[] Star(Random random, double x, double y, double radius, int points) =>
        [.. Enumerable.Range(0, points).Select(n => (Angle: 2 * Math.PI * n / points, Reach: radius * (0.4 + (0.6 * random.NextDouble()))))
            .Select(p => (x + (p.Reach * Math.Cos(p.Angle)), y + (p.Reach * Math.Sin(p.Angle))))];

    private static byte[] Filled(int sizeX, int sizeY, params (double X, double Y)[][] outlines)
    {
        var fill = new PolygonFill(sizeX, sizeY);
        foreach ((double X, double Y)[] outline in outlines)
        {
            fill.Add(outline);
        }

        byte[] slice = new byte[sizeX * sizeY];
        fill.CopyTo(slice);
        return slice;
    }

    private static byte[] Pixels(params string[] rows) => [.. rows.SelectMany(r => r).Select(c => c == '#' ? (byte)1 : (byte)0)];
}
