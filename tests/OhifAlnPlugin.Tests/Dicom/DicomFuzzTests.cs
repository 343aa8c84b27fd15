using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Tests.Dicom.Objects;

namespace OhifAlnPlugin.Tests.Dicom;

/// <summary>Broken input of every kind: whatever happens, nothing but a DicomFormatException comes out.</summary>
public sealed class DicomFuzzTests
{
    private const int Rounds = 1500;

    [Theory]
    [InlineData(DicomUid.ImplicitVRLittleEndian)]
    [InlineData(DicomUid.ExplicitVRLittleEndian)]
    [InlineData(DicomUid.ExplicitVRBigEndian)]
    [InlineData(DicomUid.DeflatedExplicitVRLittleEndian)]
    [InlineData(DicomUid.RLELossless)]
    public void Broken_files_are_refused_or_read(string syntax)
    {
        DicomDataset dataset = DicomSamples.Dataset().Set(DicomTag.Columns, 2).Set(DicomTag.BitsAllocated, 16);
        if (syntax == DicomUid.RLELossless)
        {
            byte[] frame = new byte[72];
            (frame[0], frame[4], frame[8]) = (2, 64, 68);
            (frame[64], frame[68]) = (0xFD, 0xFD);
            dataset.Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, [frame]));
        }

        Fuzz(DicomSamples.Bytes(dataset, DicomTransferSyntax.Of(syntax)), seed: 11, UseImage).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Broken_segmentations_are_refused_or_read()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("oblique");
        using var stream = new MemoryStream();
        SegmentationWriter.Write(
            SegmentationSamples.Description(), [(SegmentationSamples.Lesion(1), SegmentationSamples.Volume(grid, 1))], SegmentationSamples.Sources(grid)).Write(stream);

        Fuzz(stream.ToArray(), seed: 12, file => SegmentationObject.Read(file).ToLabelMap(grid)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Broken_json_is_refused_or_read()
    {
        byte[] json = Encoding.UTF8.GetBytes(Json(DicomSamples.Dataset()));
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] broken = Break(json, new Random(round));
            try
            {
                using JsonDocument document = JsonDocument.Parse(broken, DicomJson.DocumentOptions);
                Json(DicomJson.Read(document.RootElement));
            }
            catch (Exception e) when (e is JsonException or DicomFormatException)
            {
                refused++;
            }
        }

        refused.ShouldBeInRange(1, Rounds - 1);
    }

    [ReferenceFact]
    public void Broken_real_files_are_refused_or_read()
    {
        string[] files = [.. ((string[])["dicom_transfer_syntaxes", "dicom_seg", "enhanced_mr"])
            .SelectMany(folder => Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm"))
            .Where(file => new FileInfo(file).Length < 200_000)];

        foreach (string file in files)
        {
            Fuzz(File.ReadAllBytes(file), seed: 13, UseImage, rounds: 15);
        }
    }

    private static int Fuzz(byte[] file, int seed, Action<DicomFile> use, int rounds = Rounds)
    {
        int refused = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] broken = Break(file, new Random((seed * 100_000) + round));
            try
            {
                use(DicomSamples.Read(broken));
            }
            catch (DicomFormatException)
            {
                refused++;
            }
        }

        return refused;
    }

    /// <summary>Flips bits, overwrites lengths with extremes, cuts, repeats or removes stretches.</summary>
    private static byte[] Break(byte[] original, Random random)
    {
        byte[] bytes = (byte[])original.Clone();
        int start = Math.Min(bytes.Length - 1, random.Next(4) == 0 ? 0 : 132);
        for (int n = random.Next(1, 5); n > 0; n--)
        {
            int at = random.Next(start, bytes.Length);
            switch (random.Next(6))
            {
                case 0 or 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F);
                    break;
                case 3:
                    bytes = bytes[..Math.Max(1, at)];
                    start = Math.Min(start, bytes.Length - 1);
                    break;
                case 4:
                    int length = Math.Min(random.Next(1, 40), bytes.Length - at);
                    bytes = [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return bytes;
    }

    private static void UseImage(DicomFile file)
    {
        Json(file.Dataset);
        file.Write(Stream.Null);
        if (DicomPixelData.Find(file) is not { } pixels)
        {
            return;
        }

        for (int frame = 0; frame < Math.Min(2, pixels.FrameCount); frame++)
        {
            pixels.ToFloats(frame);
        }
    }

    private static string Json(DicomDataset dataset)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            DicomJson.Write(writer, dataset);
        }

        JsonDocument.Parse(stream.ToArray(), DicomJson.DocumentOptions).Dispose();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
