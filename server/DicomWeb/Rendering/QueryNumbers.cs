using System.Globalization;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>Reads numbers of a query; what is none becomes a sentence that names parameter, value and limit.</summary>
internal static class QueryNumbers
{
    /// <summary>A whole number in a range.</summary>
    public static int Whole(string name, string text, int low, int high) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= low && value <= high
            ? value
            : throw RenderingProblems.Invalid($"{name} '{Problems.Shortened(text)}' is no whole number from {low} to {high}.");

    /// <summary>A decimal number.</summary>
    public static double Decimal(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw RenderingProblems.Invalid($"{name} '{Problems.Shortened(text)}' is no decimal number.");

    /// <summary>The only value of a parameter; null when it is absent.</summary>
    public static string? Single(this IQueryCollection query, string name) => query[name] is { Count: > 0 } values
        ? values is [{ } value]
            ? value
            : throw RenderingProblems.Invalid($"{name} is given {values.Count} times; once is allowed.")
        : null;
}
