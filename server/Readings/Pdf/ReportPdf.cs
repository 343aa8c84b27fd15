using System.Globalization;
using OhifAlnPlugin.Server.Readings.Reports;

namespace OhifAlnPlugin.Server.Readings.Pdf;

/// <summary>The report as a PDF: what a reader wants to see on one page, in the panel's order.</summary>
internal sealed class ReportPdf
{
    private const double Left = 42, Right = PdfPage.Width - 42, Bottom = PdfPage.Height - 58, Wide = Right - Left;
    private const double Small = 8, Normal = 9.5;
    private const int MostContributions = 10;

    private readonly List<PdfPage> _pages = [];
    private readonly TrueTypeFont _font;
    private readonly ReadingReport _report;
    private double _y;

    private ReportPdf(ReadingReport report, TrueTypeFont font)
    {
        (_report, _font) = (report, font);
        NewPage();
    }

    private PdfPage Page => _pages[^1];

    /// <summary>Draws a report; the same report gives the same bytes.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="font">The font.</param>
    public static byte[] Draw(ReadingReport report, TrueTypeFont font)
    {
        var pdf = new ReportPdf(report, font);
        pdf.Head();
        pdf.Score();
        pdf.ImageAndCurve();
        pdf.Contributions();
        pdf.Clinical();
        pdf.Method();
        pdf.Feet();
        return PdfFile.Write(pdf._pages, font, "ALN burden, report (research use only)", report.AcceptedAt);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void NewPage()
    {
        _pages.Add(new PdfPage(_font));
        Page.Text(Left, 50, "ALN burden from breast DCE-MRI", 15, PdfInk.Text, bold: true);
        double width = Page.Measure("RESEARCH USE ONLY", Normal) + 16;
        Page.Frame(Right - width, 36, width, 20, PdfInk.High, 1.2);
        Page.Text(Right - width + 8, 50, "RESEARCH USE ONLY", Normal, PdfInk.High, bold: true);
        Page.Line([(Left, 64), (Right, 64)], PdfInk.Faint);
        _y = 80;
    }

    /// <summary>Goes to a new page where a part does not fit any more.</summary>
    private void Need(double height)
    {
        if (_y + height > Bottom)
        {
            NewPage();
        }
    }

    private void Heading(string text, double withWhatFollows)
    {
        Need(18 + withWhatFollows);
        Page.Text(Left, _y + 4, text, Normal, PdfInk.Text, bold: true);
        _y += 18;
    }

    private void Paragraph(string text, PdfColour colour, double size = Normal, bool bold = false, double indent = 0)
    {
        Need(size * 1.4);
        _y = Page.Paragraph(Left + indent, _y, Wide - indent, text, size, colour, bold);
    }

    private void Head()
    {
        ReportedPatient patient = _report.Patient;
        ReportedStudy study = _report.Study;
        (string Name, string? Value)[][] columns =
        [
            [("Patient", patient.Name), ("Patient ID", patient.Id), ("Born, sex", string.Join(", ", new[] { patient.BirthDate, patient.Sex }.Where(t => t is not null)))],
            [("Study date", study.Date), ("Accession", study.AccessionNumber), ("Study", study.Description)],
        ];
        foreach ((int n, var column) in columns.Index())
        {
            double y = _y, x = Left + (n * Wide / 2);
            foreach ((string name, string? value) in column)
            {
                Page.Text(x, y, name, Small, PdfInk.Quiet);
                y = Math.Max(y + 13, Page.Paragraph(x + 56, y, (Wide / 2) - 64, string.IsNullOrEmpty(value) ? "–" : value, Normal, PdfInk.Text));
            }
        }

        _y += 46;
        Page.Line([(Left, _y), (Right, _y)], PdfInk.Faint);
        _y += 22;
    }

    private void Score()
    {
        _y = Page.Paragraph(Left, _y, Wide, _report.Sentence, 13, _report.HighBurden ? PdfInk.High : PdfInk.Low, bold: true);
        ReportFigures.Scale(Page, Left, _y, Wide, _report);
        _y += 58;
        ReportedTrust trust = _report.Trust;
        string sign = trust.Band switch { "inside" => "●", "edge" => "▲", "outside" => "■", _ => "○" };
        Paragraph($"{sign} {string.Join(" ", [$"{ReportSentences.Place(trust.Band)}.", .. trust.Reasons])}", PdfInk.Text);
        foreach (string objection in trust.Objections)
        {
            Paragraph($"■ Outside the intended use: {objection}", PdfInk.High, bold: true);
        }

        foreach (string remark in new[] { _report.Stability.Note }.OfType<string>().Concat(trust.Warnings))
        {
            Paragraph(remark, PdfInk.Quiet, Small);
        }

        _y += 6;
    }

    private void ImageAndCurve()
    {
        const double Side = 218, Gap = 18;
        Need(Side + 24);
        double top = _y;
        if (_report.KeyImage is { } picture)
        {
            double scale = Side / Math.Max(picture.WidthMm, picture.HeightMm);
            (double width, double height) = (picture.WidthMm * scale, picture.HeightMm * scale);
            Page.Picture(Left, top, width, height, picture.Png);
            Page.Paragraph(Left, top + height + 10, Side, picture.Caption, 7, PdfInk.Quiet);
        }

        double x = Left + Side + Gap, y = top + 8;
        foreach (LesionSize lesion in _report.Lesions)
        {
            y = Page.Paragraph(x, y, Right - x, ReportSentences.Lesion(lesion), Normal, PdfInk.Text, bold: lesion.Scored && _report.Lesions.Count > 1);
        }

        y = Page.Paragraph(x, y + 2, Right - x, $"Outline {ReportSentences.Outline(_report.Outline)}.", Small, PdfInk.Quiet);
        Page.Text(x, y + 10, "Enhancement of the outlined tumour over time", Small, PdfInk.Text, bold: true);
        ReportFigures.Curve(Page, x, y + 16, Right - x, Math.Max(70, top + Side - y - 30), _report.Curve);
        _y = Math.Max(top + Side, y + 90) + 26;
    }

    private void Contributions()
    {
        ReportedContribution[] sorted = [.. _report.Contributions.OrderByDescending(c => Math.Abs(c.Contribution))];
        Heading(Text($"What moved the score from {_report.Baseline:0.00} (before knowing the patient) to {_report.Radscore:0.00}"), 14);
        double most = Math.Max(1e-6, sorted.Select(c => Math.Abs(c.Contribution)).DefaultIfEmpty().Max());
        foreach (ReportedContribution feature in sorted.Take(MostContributions))
        {
            Need(24);
            ReportFigures.Contribution(Page, Left, _y, Wide, feature, most);
            _y += 24;
        }

        if (sorted.Length > MostContributions)
        {
            Paragraph(Text($"{sorted.Length - MostContributions} more features together: {sorted.Skip(MostContributions).Sum(c => c.Contribution):+0.00;−0.00}. The structured report lists all."), PdfInk.Quiet, Small);
        }
    }

    private void Clinical()
    {
        if (_report.Clinical.Count == 0 && _report.Models.Count == 0)
        {
            return;
        }

        _y += 4;
        Heading("Clinical values given, and predictions with them", 14);
        if (_report.Clinical.Count > 0)
        {
            Paragraph(string.Join(" · ", _report.Clinical.Select(c => $"{c.Label}: {c.Value}")), PdfInk.Text);
        }

        foreach (ReportedModelPrediction model in _report.Models)
        {
            Paragraph(Text($"{model.Name}: probability of high burden {model.Probability:0.00}, cut-off {model.CutOff:0.00} ({(model.HighBurden ? "high" : "low")})"), PdfInk.Text);
        }
    }

    private void Method()
    {
        _y += 4;
        Heading($"Accepted by {_report.Reader}, {ReportSentences.Time(_report.AcceptedAt)}", 60);
        Paragraph(Text($"Model: {_report.Model.Name}, version {_report.Model.Version}, SHA-256 {_report.Model.Digest}. Trained on: {_report.Model.TrainingData} Cut-off: {_report.CutOffRule}."), PdfInk.Quiet, Small);
        Paragraph($"{_report.Study.Centre} {_report.Software}. Study {_report.Study.StudyInstanceUid}. Structured report {_report.Objects.Report}, outline {_report.Objects.Segmentation}.", PdfInk.Quiet, Small);
    }

    private void Feet()
    {
        bool lacks = _pages.Any(page => page.LacksGlyphs);
        foreach ((int n, PdfPage page) in _pages.Index())
        {
            page.Line([(Left, Bottom + 8), (Right, Bottom + 8)], PdfInk.Faint);
            double y = page.Paragraph(Left, Bottom + 20, Wide - 60, $"{_report.Notice} Not a medical device: no result may guide the care of a patient.", Small, PdfInk.High);
            page.Text(Right - 40, Bottom + 20, $"{n + 1} of {_pages.Count}", Small, PdfInk.Quiet);
            if (lacks)
            {
                page.Text(Left, y, "□ stands for a character that this report's font does not have; the structured report (DICOM SR) has the full text.", 7, PdfInk.Quiet);
            }
        }
    }
}
