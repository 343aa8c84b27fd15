using System.Globalization;
using System.Net;
using System.Text;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Server.Radscore.Report;

/// <summary>A table of the page, built row by row; every text is encoded.</summary>
internal sealed class HtmlTable(string caption)
{
    private readonly StringBuilder _head = new();
    private readonly StringBuilder _body = new();

    /// <summary>Adds a heading row; a column of width above 1 spans several.</summary>
    public HtmlTable Head(params IEnumerable<(string Text, int Width)> cells)
    {
        _head.Append("<tr>").AppendJoin("", cells.Select(c => $"<th scope=\"{(c.Width > 1 ? "colgroup" : "col")}\"{(c.Width > 1 ? $" colspan=\"{c.Width}\" class=\"span\"" : "")}>{Encode(c.Text)}</th>")).Append("</tr>");
        return this;
    }

    /// <summary>Adds a row, its first cell being the name.</summary>
    public HtmlTable Row(string name, params IEnumerable<string> cells) => Append("", name, cells);

    /// <summary>Adds a row below another one, its name indented.</summary>
    public HtmlTable Under(string name, params IEnumerable<string> cells) => Append(" class=\"under\"", name, cells);

    /// <summary>As HTML with notes below.</summary>
    public string ToHtml(params IEnumerable<string> notes) =>
        $"<figure class=\"table\"><figcaption>{Encode(caption)}</figcaption><div class=\"scroll\"><table><thead>{_head}</thead><tbody>{_body}</tbody></table></div>{string.Concat(notes.Select(n => $"<p class=\"note\">{Encode(n)}</p>"))}</figure>";

    /// <summary>Text that may stand in HTML.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>p as journals print it.</summary>
    public static string P(double? p) => p switch
    {
        null or double.NaN => "–",
        < 0.001 => "<0.001",
        _ => p.Value.ToString("F3", CultureInfo.InvariantCulture),
    };

    /// <summary>A number with a fixed number of decimals; a dash where there is none.</summary>
    public static string Number(double? value, int decimals = 2) => value switch
    {
        null or double.NaN => "–",
        double.PositiveInfinity => "∞",
        _ => value.Value.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '−'),
    };

    /// <summary>A number of the clinical table, with as many digits as its size needs.</summary>
    public static string Plain(double value) => Number(value, Math.Abs(value) switch { >= 100 => 0, >= 10 => 1, _ => 2 });

    /// <summary>An estimate with its interval.</summary>
    public static string WithInterval(double value, ConfidenceInterval interval, int decimals = 2) =>
        double.IsNaN(value) ? "–" : $"{Number(value, decimals)} ({Number(interval.Low, decimals)}–{Number(interval.High, decimals)})";

    /// <summary>A rate with its exact interval, in per cent.</summary>
    public static string Rate(int part, int whole)
    {
        if (whole == 0)
        {
            return "–";
        }

        ConfidenceInterval interval = BinomialInterval.ClopperPearson(part, whole);
        return $"{Number(100.0 * part / whole, 0)} % ({Number(100 * interval.Low, 0)}–{Number(100 * interval.High, 0)})";
    }

    private HtmlTable Append(string style, string name, IEnumerable<string> cells)
    {
        _body.Append($"<tr{style}><th scope=\"row\">{Encode(name)}</th>").AppendJoin("", cells.Select(c => $"<td>{Encode(c)}</td>")).Append("</tr>");
        return this;
    }
}
