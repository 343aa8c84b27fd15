using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using Xunit.Abstractions;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Broken files and JSON against the library itself: whatever comes in, only a <see cref="DicomFormatException"/> comes out.</summary>
public sealed class ReaderFuzzTests(ITestOutputHelper output)
{
    private const int MostFrames = 3;

    [Fact]
    public void A_broken_file_is_read_or_refused()
    {
        var report = new FuzzReport("DICOM in the library");
        Parallel.ForEach(FuzzOptions.Numbers(share: 1), new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            byte[] file = DicomMutator.Input(number, "2.25.77");
            report.Input();
            Try(report, number, "read", () => Use(DicomFile.Read(new MemoryStream(file))));
            Try(report, number, "header", () => DicomPixelLocation.Find(DicomFile.Read(new MemoryStream(file), DicomReadOptions.Header), new MemoryStream(file)));
        });
        report.Conclude(output.WriteLine, $", {Environment.WorkingSet >> 20} MiB resident in the end");
    }

    [Fact]
    public void Broken_dicom_json_is_read_or_refused()
    {
        var report = new FuzzReport("DICOM JSON in the library");
        string[] sound = [.. DicomSeeds.All.Select(file => Json(DicomFile.Read(new MemoryStream(file)).Dataset)).Where(json => json.Length < 50_000)];
        foreach (int number in FuzzOptions.Numbers(share: 0.1))
        {
            Random random = FuzzOptions.RandomOf(number);
            byte[] json = TextMutator.Json(sound[random.Next(sound.Length)], random);
            report.Input();
            Try(report, number, "JSON", () =>
            {
                using JsonDocument document = JsonDocument.Parse(json, DicomJson.DocumentOptions);
                Json(DicomJson.Read(document.RootElement));
            });
        }

        report.Conclude(output.WriteLine);
    }

    private static void Use(DicomFile file)
    {
        string json = Json(file.Dataset);
        using JsonDocument parsed = JsonDocument.Parse(json, DicomJson.DocumentOptions);
        using (var copy = new MemoryStream())
        {
            file.Write(copy);
            copy.Position = 0;
            CountOf(DicomFile.Read(copy)).ShouldBe(CountOf(file));
        }

        if (DicomPixelData.Find(file) is { IsDecodable: true } pixels)
        {
            for (int frame = 0; frame < Math.Min(MostFrames, pixels.FrameCount); frame++)
            {
                pixels.DecodeFrame(frame);
            }
        }

        if (file.Dataset.Contains(DicomTag.SegmentSequence))
        {
            SegmentationObject.Read(file);
        }
    }

    /// <summary>Elements of the data set; a stray one of group 0002 is written before the others and then read as File Meta Information.</summary>
    private static int CountOf(DicomFile file) => file.Dataset.Count(item => item.Tag.Group > 0x0002);

    private static void Try(FuzzReport report, int number, string step, Action action)
    {
        var clock = Stopwatch.StartNew();
        string outcome = "fine";
        try
        {
            action();
        }
        catch (Exception refusal) when (refusal is DicomFormatException or DceException || (refusal is JsonException && step == "JSON"))
        {
            outcome = "refused";
        }
        catch (Exception wrong)
        {
            outcome = wrong.GetType().Name;
            report.Finding(number, $"{step}: {wrong}");
        }

        report.Outcome($"{step} {outcome}", clock.Elapsed, number);
    }

    private static string Json(DicomDataset dataset)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            DicomJson.Write(writer, dataset);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
