using System.Globalization;
using OhifAlnPlugin.Radiomics;

namespace OhifAlnPlugin.Tests.Radiomics;

/// <summary>Compares an extraction with a column of reference values at the tolerances that the reference data suggest.</summary>
internal sealed class GoldenComparison(string goldenFile, string column)
{
    private static readonly string[] AxisFeatures = ["shape_Flatness", "shape_Elongation", "shape_LeastAxisLength", "shape_MinorAxisLength"];

    private const double DegenerateAxis = 1e-6;

    private readonly List<string> _differences = [];

    /// <summary>Features whose reference value itself moves under noise of rounding size.</summary>
    public HashSet<string> Fragile { get; init; } = [];

    /// <summary>Smallest relative tolerance that the preparation of the column allows.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Absolute differences up to this are rounding; more than usual where a ROI is constant and its spread is nothing but rounding.</summary>
    public double Rounding { get; init; } = 1e-14;

    /// <summary>Which rows are compared.</summary>
    public Predicate<string> Rows { get; init; } = _ => true;

    public int Compared { get; private set; }

    public void Compare(GoldenTable golden, Extraction extraction)
    {
        foreach ((string name, string expected) in golden.Column(column).Where(c => Rows(c.Key)))
        {
            if (name.StartsWith("diagnostics_", StringComparison.Ordinal))
            {
                CompareDiagnostic(name, expected, extraction);
            }
            else if (!Fragile.Contains(name))
            {
                CompareFeature(name, double.Parse(expected, CultureInfo.InvariantCulture), extraction);
            }
        }

        Compared.ShouldBeGreaterThan(0, $"{goldenFile} {column}");
        _differences.ShouldBeEmpty($"{goldenFile} {column}: {_differences.Count} of {Compared} differ");
    }

    private void CompareFeature(string name, double expected, Extraction extraction)
    {
        Compared++;
        if (!extraction.Features.TryGetValue(name, out double actual))
        {
            _differences.Add($"{name} is missing");
        }
        else if (!Agree(name, expected, actual))
        {
            _differences.Add($"{name}: {expected:R} but {actual:R} ({Math.Abs(actual - expected) / Math.Abs(expected):0.0e0})");
        }
    }

    private bool Agree(string name, double expected, double actual)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
        {
            return double.IsNaN(expected) && double.IsNaN(actual);
        }

        double tolerance = Math.Max(Tolerance, ToleranceOf(name));
        // Only the axes of a ROI without extent along them: they are 0 up to the rounding of an eigenvalue, whose root is taken.
        double absolute = Math.Abs(expected) < DegenerateAxis && AxisFeatures.Any(a => name.EndsWith(a, StringComparison.Ordinal)) ? DegenerateAxis : Rounding;
        return Math.Abs(actual - expected) <= Math.Max(absolute, tolerance * Math.Abs(expected));
    }

    private static double ToleranceOf(string name) =>
        name.StartsWith("log-sigma", StringComparison.Ordinal) || name.StartsWith("gradient", StringComparison.Ordinal) ? 1e-5
        : name.EndsWith("glcm_MCC", StringComparison.Ordinal) ? 1e-7
        : 0;

    private void CompareDiagnostic(string name, string expected, Extraction extraction)
    {
        if (name.Contains("_Configuration_", StringComparison.Ordinal) || name.Contains("_Versions_", StringComparison.Ordinal))
        {
            return;
        }

        Compared++;
        string? actual = extraction.Diagnostics.FirstOrDefault(d => d.Key == name).Value;
        if (actual is null || !Numbers(expected).Zip(Numbers(actual)).All(p => p.First is { } a && p.Second is { } b && Math.Abs(a - b) <= Math.Max(1e-9, Tolerance) * Math.Max(1, Math.Abs(a)))
            && actual != expected)
        {
            _differences.Add($"{name}: {expected} but {actual}");
        }
    }

    private static IEnumerable<double?> Numbers(string text) =>
        text.Trim('(', ')').Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : (double?)null);
}
