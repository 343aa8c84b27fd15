using System.Globalization;
using OhifAlnPlugin.Server.Readings.Reports;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>The figures of a report: the scale, the curve, and a row of the contributions.</summary>
internal static class ReportFigures
{
    private const double Small = 7.5;

    /// <summary>The score on its scale from 0 to 1, with cut-off, spread of the networks, and range under a moved outline.</summary>
    public static void Scale(PdfPage page, double x, double y, double width, ReadingReport report)
    {
        double At(double score) => x + (width * Math.Clamp(score, 0, 1));
        double middle = y + 12;
        page.Bar(At(report.Stability.Low), middle - 6, Math.Max(1, At(report.Stability.High) - At(report.Stability.Low)), 12, PdfInk.Band);
        page.Line([(x, middle), (x + width, middle)], PdfInk.Quiet, 1);
        foreach (double tick in (ReadOnlySpan<double>)[0, 0.25, 0.5, 0.75, 1])
        {
            page.Line([(At(tick), middle - 3), (At(tick), middle + 3)], PdfInk.Quiet);
            string label = Text($"{tick:0.##}");
            page.Text(At(tick) - (page.Measure(label, Small) * tick), middle + 14, label, Small, PdfInk.Quiet);
        }

        PdfColour ink = report.HighBurden ? PdfInk.High : PdfInk.Low;
        page.Line([(At(report.Radscore - report.Spread), middle), (At(report.Radscore + report.Spread), middle)], ink, 2.2);
        page.Bar(At(report.Radscore) - 4, middle - 4, 8, 8, ink);
        page.Line([(At(report.CutOff), middle - 10), (At(report.CutOff), middle + 8)], PdfInk.Text, 1.2, dashed: true);
        string legend = Text($"■ radscore {report.Radscore:0.00}{(report.Spread > 0 ? Text($" (networks ± {report.Spread:0.00})") : "")}    ┆ cut-off {report.CutOff:0.00}    shaded: outline moved by one voxel, {report.Stability.Low:0.00} to {report.Stability.High:0.00}");
        page.Text(x, middle + 26, legend, Small, PdfInk.Quiet);
    }

    /// <summary>Enhancement over time.</summary>
    public static void Curve(PdfPage page, double x, double y, double width, double height, IReadOnlyList<ReportedCurvePoint> curve)
    {
        (double Time, double Value)[] points = [.. curve.Where(p => p.EnhancementPercent is not null).Select(p => (p.TimeSeconds, p.EnhancementPercent!.Value))];
        if (points.Length < 2)
        {
            page.Text(x, y + 14, "The curve is not defined: the signal before the contrast agent is 0.", Small, PdfInk.Quiet);
            return;
        }

        double left = x + 30, bottom = y + height - 14, last = points.Max(p => p.Time), low = Math.Min(0, points.Min(p => p.Value)), high = Math.Max(1, points.Max(p => p.Value)) * 1.08;
        double X(double time) => left + ((x + width - 8 - left) * time / last);
        double Y(double value) => bottom - ((bottom - y - 4) * (value - low) / (high - low));
        double step = Step(high - low);
        for (double value = Math.Ceiling(low / step) * step; value <= high; value += step)
        {
            page.Line([(left, Y(value)), (x + width - 8, Y(value))], PdfInk.Faint, 0.4);
            string label = Text($"{value:0} %");
            page.Text(left - 4 - page.Measure(label, 6.5), Y(value) + 2, label, 6.5, PdfInk.Quiet);
        }

        page.Line([.. points.Select(p => (X(p.Time), Y(p.Value)))], PdfInk.Text, 1.4);
        foreach ((double time, double value) in points)
        {
            page.Bar(X(time) - 2, Y(value) - 2, 4, 4, PdfInk.Text);
            string label = Text($"{time:0} s");
            page.Text(Math.Min(X(time) - (page.Measure(label, 6.5) / 2), x + width - page.Measure(label, 6.5)), bottom + 10, label, 6.5, PdfInk.Quiet);
        }
    }

    /// <summary>A feature with its value, and a bar to the right where it raises the score, to the left where it lowers it.</summary>
    public static void Contribution(PdfPage page, double x, double y, double width, ReportedContribution feature, double most)
    {
        double axis = x + width - 110, reach = 70;
        page.Text(x, y + 2, Upper(feature.Explanation), 8.5, PdfInk.Text);
        string unit = feature.Unit == "1" ? "" : $" {feature.Unit}";
        page.Text(x, y + 12, Text($"{feature.Label} {feature.Value:G4}{unit}, percentile {feature.Percentile:0} of the training cases"), 7, PdfInk.Quiet);
        double length = reach * Math.Abs(feature.Contribution) / most;
        bool raises = feature.Contribution >= 0;
        page.Bar(raises ? axis : axis - length, y - 4, Math.Max(0.6, length), 10, raises ? PdfInk.High : PdfInk.Low);
        page.Line([(axis, y - 7), (axis, y + 14)], PdfInk.Faint);
        string value = Text($"{feature.Contribution:+0.000;−0.000}");
        page.Text(x + width - page.Measure(value, 8.5), y + 4, value, 8.5, raises ? PdfInk.High : PdfInk.Low, bold: true);
    }

    /// <summary>A round distance of lines, about four in a range.</summary>
    private static double Step(double range)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(range / 4)));
        return power * new[] { 1.0, 2, 5, 10 }.First(f => f * power >= range / 4);
    }

    private static string Upper(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
