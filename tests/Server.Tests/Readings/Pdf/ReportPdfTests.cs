using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Readings.Pdf;
using OhifAlnPlugin.Server.Readings.Reports;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Readings.Pdf;

/// <summary>The report as PDF, read back by poppler.</summary>
public sealed class ReportPdfTests
{
    private static readonly TrueTypeFont Font = ReportFont.Open(path: null);

    [PopplerFact]
    public void Everything_that_a_reader_must_know_can_be_read_from_the_pdf()
    {
        string text = TextOf(Report());

        foreach (string expected in (string[])
            [
                "RESEARCH USE ONLY", "DOE, Jane", "High ALN burden predicted: radscore 0.71, above the cut-off 0.48.", "Outside the training data", "Outside the intended use: The tumour is larger than 50 mm.",
                "Primary tumour, left breast: 4.25 ml, longest diameter 31 mm", "Roundness of the tumour", "+0.120", "−0.050", "Menopausal status: post", "Accepted by Reader One, 2026-01-31 12:30 UTC",
                "Demonstration, version 2", new string('a', 8), "found automatically (Half-maximum 1.1)", "Research use only. A demonstration.",
            ])
        {
            text.ShouldContain(expected);
        }
    }

    [PopplerFact]
    public void A_name_in_a_script_that_the_font_lacks_is_shown_by_boxes_and_said()
    {
        string text = TextOf(Report() with { Patient = new ReportedPatient("王, 小东", "7", null, null), Reader = "Ærø Łukasz" });

        text.ShouldContain("□, □□");
        text.ShouldContain("□ stands for a character that this report's font does not have");
        text.ShouldContain("Ærø Łukasz");
        TextOf(Report()).ShouldNotContain("□");
    }

    [PopplerFact]
    public void A_long_report_goes_on_on_a_second_page()
    {
        string reason = string.Join(" ", Enumerable.Repeat("The value lies outside everything seen in training.", 40));
        string text = TextOf(Report() with { Trust = new ReportedTrust("outside", [reason, reason], [], []) });

        text.ShouldContain("2 of 2");
        text.ShouldContain("Accepted by Reader One");
    }

    [PopplerFact]
    public void The_outline_and_the_score_are_seen_in_the_rendered_page()
    {
        string folder = Path.Combine(Reference.RepositoryRoot, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        string pdf = Path.Combine(folder, "report.pdf"), ppm = Path.Combine(folder, "report");
        File.WriteAllBytes(pdf, ReportPdf.Draw(Report(), Font));

        ExternalTool.Run("pdftoppm", "-r", "80", "-png", pdf, ppm).ExitCode.ShouldBe(0);
        ExternalTool.Run("pdftoppm", "-r", "40", pdf, ppm).ExitCode.ShouldBe(0);

        byte[] page = File.ReadAllBytes(ppm + "-1.ppm");
        int orange = 0;
        for (int at = page.Length - (331 * 468 * 3); at >= 0 && at + 2 < page.Length; at += 3)
        {
            orange += page[at] > 150 && page[at + 1] is > 60 and < 190 && page[at + 2] < 90 ? 1 : 0;
        }

        orange.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes() => ReportPdf.Draw(Report(), Font).ShouldBe(ReportPdf.Draw(Report(), Font));

    [Fact]
    public void A_report_carries_only_the_glyphs_that_it_shows() => ReportPdf.Draw(Report() with { KeyImage = null }, Font).Length.ShouldBeLessThan(60_000);

    [Fact]
    public void A_font_that_cannot_be_used_is_refused_by_its_path()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "no font at all, but long enough to look like one");

        Should.Throw<InvalidDataException>(() => ReportFont.Open(path)).Message.ShouldContain(path);
        File.Delete(path);
        Should.Throw<InvalidDataException>(() => ReportFont.Open(path)).Message.ShouldContain("Readings:ReportFont");
    }

    internal static ReadingReport Report() => new(
        Guid.Parse("11111111-2222-3333-4444-555555555555"),
        "Reader One",
        new DateTimeOffset(2026, 1, 31, 12, 30, 0, TimeSpan.Zero),
        new ReportedPatient("DOE, Jane", "P-7", "1970-02-03", "F"),
        new ReportedStudy("1.2.3", "2026-01-30", "A-1", "Breast MRI", "This model scores features as they are extracted, whatever the centre."),
        ReportSentences.Prediction(0.71, 0.48, isHigh: true),
        0.71,
        0.05,
        new ReportedRange(0.62, 0.78, BurdenChanges: false, null),
        0.48,
        "Youden index on the training cohort",
        HighBurden: true,
        0.4,
        [
            new("original_shape_Sphericity", "Sphericity", "roundness of the tumour", 0.61, "1", 0.12, 12),
            new("original_firstorder_Entropy", "Entropy", "how mixed the signal in the tumour is", 3.2, "1", 0.24, 91),
            new("original_shape_MeshVolume", "Volume", "how large the tumour is", 4250, "mm³", -0.05, 45),
        ],
        new ReportedTrust("outside", ["Entropy lies above everything seen in training."], ["The tumour is larger than 50 mm."], []),
        [new(1, "Primary tumour", Scored: true, "left", 4.25, 31.2, "ALN VOI 1", "1.2.3.9"), new(2, "Satellite", Scored: false, "left", 0.2, 8.1, "ALN VOI 2", "1.2.3.10")],
        [new(0, 0), new(90, 140), new(180, 172), new(270, 150), new(360, 131)],
        [new("menopausal_status", "Menopausal status", "post")],
        [new("combined", "Combined model", 0.66, 0.5, HighBurden: true)],
        new ReportedOutline(AlgorithmType.Automatic, "Half-maximum 1.1"),
        new ReportedModel("Demonstration", "2", new string('a', 64), "92 synthetic phantoms.", Demonstration: true),
        "OhifAlnPlugin 0.1.0",
        "Research use only. A demonstration.")
    {
        Objects = new StoredObjects("1.2.3.1", "1.2.3.2", "1.2.3.3", null),
        KeyImage = new ReportedPicture(PngEncoder.Encode(KeyPicture.Draw(PhantomData.Patient.Series.Peak, PhantomData.Patient.Truth)), 320, 320, "Peak phase, slice 12 of 24: largest cross-section of the outline"),
    };

    private static string TextOf(ReadingReport report)
    {
        string text = "";
        ExternalTool.WithFile(ReportPdf.Draw(report, Font), path =>
        {
            (int code, text) = ExternalTool.Run("pdftotext", "-layout", "-enc", "UTF-8", path, "-");
            code.ShouldBe(0, text);
        });
        return string.Join(" ", text.Split((char[])[' ', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>A test with the programs of poppler; says so when it is skipped for want of them. In CI it never skips: it fails.</summary>
internal sealed class PopplerFactAttribute : FactAttribute
{
    public PopplerFactAttribute() => Skip = ExternalTool.IsInstalled("pdftotext") || Interop.Lack.IsCi ? null : "Needs the programs of poppler (Debian: poppler-utils).";
}
