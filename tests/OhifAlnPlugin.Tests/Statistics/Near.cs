namespace OhifAlnPlugin.Tests.Statistics;

/// <summary>Agreement with a golden number: relative where it is large, absolute near 0; NaN agrees with NaN, an infinity with itself.</summary>
internal static class Near
{
    public static void ShouldBeNear(this double found, double expected, double tolerance, string? what = null)
    {
        if (double.IsNaN(expected))
        {
            double.IsNaN(found).ShouldBeTrue($"{what}: {found:R} is not NaN");
            return;
        }

        if (double.IsInfinity(expected))
        {
            found.ShouldBe(expected, what);
            return;
        }

        double error = Math.Abs(found - expected) / Math.Max(1, Math.Abs(expected));
        (error <= tolerance).ShouldBeTrue($"{what}: {found:R} is not {expected:R} (error {error:E2}, tolerance {tolerance:E0})");
    }

    /// <summary>For p-values: relative agreement however small they are, down to 1e-300.</summary>
    public static void ShouldBeNearRelative(this double found, double expected, double tolerance, string? what = null)
    {
        if (!double.IsFinite(expected) || Math.Abs(expected) < 1e-300)
        {
            found.ShouldBeNear(expected, tolerance, what);
            return;
        }

        double error = Math.Abs((found / expected) - 1);
        (error <= tolerance).ShouldBeTrue($"{what}: {found:R} is not {expected:R} (relative error {error:E2}, tolerance {tolerance:E0})");
    }
}
