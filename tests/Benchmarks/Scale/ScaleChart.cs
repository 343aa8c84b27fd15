using System.Globalization;
using System.Text;

namespace OhifAlnPlugin.Benchmarks.Scale;

/// <summary>The curves of search times over the size of the index, both axes logarithmic, as an SVG picture.</summary>
internal static class ScaleChart
{
    private const double Left = 90, Right = 640, Top = 60, Bottom = 420;
    private const double LeastTime = 0.1, MostTime = 100, LeastSize = 10_000, MostSize = 1_000_000;
    private const double Limit = 50;

    private static readonly string[] Colours = ["#0072b2", "#56b4e9", "#009e73", "#8fbc3f", "#999999", "#d55e00", "#e69f00", "#cc79a7"];

    /// <summary>Draws the picture.</summary>
    public static string Draw(IReadOnlyList<ScaleStep> steps)
    {
        var svg = new StringBuilder();
        svg.AppendLine("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 490" font-family="sans-serif" font-size="14">""");
        svg.AppendLine("""<rect width="860" height="490" fill="#ffffff"/>""");
        Text(svg, Left, 28, "QIDO-RS search times by size of the index (95th percentile, over HTTP)", "start", "font-weight=\"bold\" font-size=\"16\"");
        Axes(svg, steps);
        Line(svg, Left, Y(Limit), Right, Y(Limit), "#c00000", "stroke-dasharray=\"6 4\"");
        Text(svg, Left + 8, Y(Limit) - 6, "goal: 50 ms", "start", "fill=\"#c00000\"");
        for (int query = 0; query < ScaleQueries.All.Count; query++)
        {
            Curve(svg, steps, query);
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Axes(StringBuilder svg, IReadOnlyList<ScaleStep> steps)
    {
        foreach (double time in (double[])[0.1, 0.3, 1, 3, 10, 30, 100])
        {
            Line(svg, Left, Y(time), Right, Y(time), "#dddddd");
            Text(svg, Left - 8, Y(time) + 5, Invariant($"{time} ms"), "end");
        }

        foreach (ScaleStep step in steps)
        {
            Line(svg, X(step.Instances), Top, X(step.Instances), Bottom, "#dddddd");
            Text(svg, X(step.Instances), Bottom + 22, step.Instances.ToString("N0", CultureInfo.InvariantCulture), "middle");
        }

        Line(svg, Left, Bottom, Right, Bottom, "#000000");
        Line(svg, Left, Top, Left, Bottom, "#000000");
        Text(svg, (Left + Right) / 2, Bottom + 50, "instances in the index", "middle");
    }

    private static void Curve(StringBuilder svg, IReadOnlyList<ScaleStep> steps, int query)
    {
        string colour = Colours[query % Colours.Length];
        string points = string.Join(' ', steps.Select(step => Invariant($"{X(step.Instances):0.0},{Y(step.P95Milliseconds[query]):0.0}")));
        svg.AppendLine(Invariant($"""<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"/>"""));
        foreach (ScaleStep step in steps)
        {
            svg.AppendLine(Invariant($"""<circle cx="{X(step.Instances):0.0}" cy="{Y(step.P95Milliseconds[query]):0.0}" r="4" fill="{colour}"/>"""));
        }

        double y = Top + 12 + (query * 24);
        Line(svg, Right + 18, y, Right + 44, y, colour, "stroke-width=\"2.5\"");
        Text(svg, Right + 52, y + 5, ScaleQueries.All[query].Name, "start");
    }

    private static double X(double size) => Left + ((Right - Left) * Math.Log(size / LeastSize) / Math.Log(MostSize / LeastSize));

    private static double Y(double time) => Bottom - ((Bottom - Top) * Math.Log(Math.Clamp(time, LeastTime, MostTime) / LeastTime) / Math.Log(MostTime / LeastTime));

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string colour, string more = "") =>
        svg.AppendLine(Invariant($"""<line x1="{x1:0.0}" y1="{y1:0.0}" x2="{x2:0.0}" y2="{y2:0.0}" stroke="{colour}" {more}/>"""));

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, string more = "") =>
        svg.AppendLine(Invariant($"""<text x="{x:0.0}" y="{y:0.0}" text-anchor="{anchor}" {more}>{text}</text>"""));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
