using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>The phases of public phantoms and of enhanced images of several manufacturers.</summary>
public sealed class ReferencePhasesTests
{
    [ReferenceFact]
    public void The_qiba_phantom_has_27_time_points_by_acquisition_time_while_the_content_time_stays()
    {
        string[] paths = [.. Directory.EnumerateFiles(Reference.PathOf("images", "dce_phantoms", "qiba_q4_dicom"), "*.dcm").Order(StringComparer.Ordinal)];
        DicomFile[] files = [.. paths.Select(p => DicomFile.Read(p))];
        DceLayout layout = DceLayout.Find(files.Select(f => f.Dataset).Reverse());
        layout.Phases.Count.ShouldBe(27);
        layout.Phases.Select(p => p.SopInstanceUids[0]).ShouldBe(files.Select(f => f.Dataset.GetString(DicomTag.SOPInstanceUID)!));
        layout.Phases.Zip(layout.Phases.Skip(1)).ShouldAllBe(pair => pair.Second.TimeSeconds > pair.First.TimeSeconds);
        layout.Explanation.ShouldContain("Acquisition Time");
        DceLoader.Load(layout, uid => files.First(f => f.Dataset.GetString(DicomTag.SOPInstanceUID) == uid)).Series.PeakIndex.ShouldBeGreaterThan(0);
    }

    [ReferenceTheory]
    [InlineData("QINBreast001-phantom.nrrd", 32)]
    [InlineData("DRO3min5secinf.nrrd", 36)]
    public void The_curves_of_a_phantom_keep_their_times_and_peak_in_every_tag_that_can_carry_them(string file, int phases)
    {
        (double[] seconds, double[][] values, int columns, int rows) = Curves(Reference.PathOf("images", "dce_phantoms", file));
        seconds.Length.ShouldBe(phases);
        (int Peak, double[] Times)[] found = [.. ((Action<DicomDataset, int>[])
        [
            (d, p) => d.Set(DicomTag.TriggerTime, 1000 * seconds[p]).Set(DicomTag.AcquisitionTime, "100000"),
            (d, p) => d.Set(DicomTag.AcquisitionTime, DceHeaders.Clock("100000", seconds[p])),
            (d, p) => d.Set(DicomTag.TemporalPositionIdentifier, p + 1).Set(DicomTag.TriggerTime, 1000 * seconds[p]),
        ]).Select(tell => Read(values, columns, rows, tell))];
        found[0].Times.ShouldBe([.. seconds.Select(s => s - seconds[0])], 0.002);
        found.ShouldAllBe(f => f.Peak == found[0].Peak && Math.Abs(f.Times.Last() - (seconds.Last() - seconds.First())) < 0.002);

        // Fewer than 50 voxels enhance: the score is the mean of the 50 strongest, or of all.
        int[] expected = [.. Enumerable.Range(1, phases - 1).OrderByDescending(p => values[p].Select((v, n) => v - values[0][n]).OrderDescending().Take(50).Average())];
        found[0].Peak.ShouldBeOneOf(expected[..2]);
    }

    [ReferenceFact]
    public void Enhanced_images_of_one_temporal_position_each_are_the_phases_of_their_series()
    {
        List<DicomDataset> objects = [.. Enumerable.Range(1, 4).Select(n => DicomFile.Read(Reference.PathOf("images", "enhanced_mr", $"In_Siemens_XA10_6_{n}.dcm")).Dataset)];
        Should.Throw<DceException>(() => DceLayout.Find(objects)).Message.ShouldContain("repetition time");
        objects.ForEach(AsFastT1);
        DceLayout layout = DceLayout.Find(objects);
        (layout.Phases.Count, layout.Geometry.SizeZ).ShouldBe((4, 6));
        layout.Explanation.ShouldContain("Temporal Position Identifier");
        layout.Phases.Select(p => p.SopInstanceUids.Distinct().Single()).ShouldBe(objects.Select(d => d.GetString(DicomTag.SOPInstanceUID)!));
        layout.Phases.ShouldAllBe(p => p.Slices.Select(s => s.FrameNumber).Order().SequenceEqual(new[] { 1, 2, 3, 4, 5, 6 }));
    }

    [ReferenceFact]
    public void Every_other_enhanced_image_alone_is_refused_with_a_sentence()
    {
        foreach (string path in Directory.EnumerateFiles(Reference.PathOf("images", "enhanced_mr"), "*.dcm"))
        {
            DicomDataset image = DicomFile.Read(path, new DicomReadOptions { StopBeforePixelData = true }).Dataset;
            DceException refusal = Should.Throw<DceException>(() => DceLayout.Find([image]), path);
            refusal.Message.ShouldContain("no dynamic series", customMessage: path);
        }
    }

    private static void AsFastT1(DicomDataset image)
    {
        foreach (DicomDataset group in image.GetSequence(DicomTag.SharedFunctionalGroupsSequence).Concat(image.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence)))
        {
            foreach (DicomDataset timing in group.GetSequence(DicomTag.MRTimingAndRelatedParametersSequence))
            {
                timing.Set(DicomTag.RepetitionTime, 4.1);
            }

            foreach (DicomDataset echo in group.GetSequence(DicomTag.MREchoSequence))
            {
                echo.Set(DicomTag.EffectiveEchoTime, 1.4);
            }
        }

        image.Set(DicomTag.SeriesDescription, "ax dyn");
    }

    private static (int Peak, double[] Times) Read(double[][] values, int columns, int rows, Action<DicomDataset, int> tell)
    {
        double scale = 60000 / values.Max(v => v.Max());
        List<DicomDataset> images = [.. values.Select((v, p) => Image(v, scale, p, columns, rows, tell))];
        LoadedSeries loaded = DceLoader.Load(DceLayout.Find(images), uid => new DicomFile(images.Find(d => d.GetString(DicomTag.SOPInstanceUID) == uid)!));
        return (loaded.Series.PeakIndex, [.. loaded.Series.Phases.Select(p => p.TimeSeconds)]);
    }

    private static DicomDataset Image(double[] values, double scale, int phase, int columns, int rows, Action<DicomDataset, int> tell)
    {
        byte[] bytes = new byte[2 * values.Length];
        for (int n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * n), (ushort)Math.Round(Math.Max(0, values[n]) * scale));
        }

        DicomDataset image = DceHeaders.OneSeries((_, _, _) => { }, phases: 1)[0]
            .Set(DicomTag.SOPInstanceUID, $"1.2.3.9.{phase + 1}").Set(DicomTag.Rows, rows).Set(DicomTag.Columns, columns)
            .Set(DicomTag.SamplesPerPixel, 1).Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.BitsAllocated, 16).Set(DicomTag.BitsStored, 16).Set(DicomTag.HighBit, 15).Set(DicomTag.PixelRepresentation, 0)
            .SetBytes(DicomTag.PixelData, DicomVR.OW, bytes);
        tell(image, phase);
        return image;
    }

    /// <summary>Times (s) and values of a 4-D NRRD file with the time fastest; one slice.</summary>
    private static (double[] Seconds, double[][] Values, int Columns, int Rows) Curves(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int end = file.AsSpan().IndexOf("\n\n"u8);
        string[] header = Encoding.ASCII.GetString(file, 0, end).Split('\n');
        string Value(string key) => header.First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim();
        int[] sizes = [.. Value("sizes:").Split(' ').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        double[] seconds = [.. Value("MultiVolume.FrameLabels:=").Split(',').Select(s => double.Parse(s, CultureInfo.InvariantCulture) / 1000)];
        using var gzip = new GZipStream(new MemoryStream(file, end + 2, file.Length - end - 2), CompressionMode.Decompress);
        using var data = new MemoryStream();
        gzip.CopyTo(data);
        bool isDouble = Value("type:") == "double";
        double At(int n) => isDouble ? BinaryPrimitives.ReadDoubleLittleEndian(data.GetBuffer().AsSpan(8 * n)) : BinaryPrimitives.ReadUInt16LittleEndian(data.GetBuffer().AsSpan(2 * n));
        double[][] values = [.. seconds.Select((_, p) => Enumerable.Range(0, sizes[1] * sizes[2]).Select(n => At((n * sizes[0]) + p)).ToArray())];
        return (seconds, values, sizes[1], sizes[2]);
    }
}
