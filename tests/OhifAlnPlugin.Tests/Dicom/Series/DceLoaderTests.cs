using System.Buffers.Binary;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;

namespace OhifAlnPlugin.Tests.Dicom.Series;

public sealed class DceLoaderTests
{
    private const int Pixels = 5 * 6;

    [Fact]
    public void Pixels_are_rescaled_slice_by_slice_and_stacked_in_order_of_position()
    {
        LoadedSeries loaded = Load([10, 40, 30], (d, phase, k) => d.Set(DicomTag.RescaleSlope, 1 + k).Set(DicomTag.RescaleIntercept, -2.0));
        loaded.Series.Phases[1].Volume.Voxels.Where((_, n) => n % Pixels == 7).ShouldBe([(40f + 7) - 2, (2 * 47f) - 2, (3 * 47f) - 2, (4 * 47f) - 2]);
        (loaded.Series.PreContrastIndex, loaded.Series.PeakIndex).ShouldBe((0, 1));
        loaded.Explanation.ShouldBe("Pre-contrast = phase 1 (series 2 \"t1 dyn pre\"), peak = phase 2 (series 3 \"t1 dyn pass 1\"), 00:00 after the first post-contrast phase.");
        loaded.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_darker_later_phase_and_a_close_second_peak_are_named()
    {
        LoadedSeries loaded = Load([100, 60, 300, 299]);
        loaded.Series.PeakIndex.ShouldBe(2);
        loaded.Explanation.ShouldContain("01:30 after the first");
        loaded.Warnings.Count.ShouldBe(2);
        loaded.Warnings[0].ShouldContain("lower in phase 2");
        loaded.Warnings[1].ShouldContain("Phase 4 enhances almost as strongly");
        loaded.Alternatives.ShouldBe([new PeakAlternative(3, loaded.Warnings[1])]);
    }

    [Fact]
    public void Where_phases_enhance_alike_the_one_150_s_after_the_first_is_offered()
    {
        // Four post-contrast phases of 90 s: their middles are 45, 135, 225 and 315 s after the first begins.
        LoadedSeries loaded = Load([10, 299, 200, 300, 100]);
        loaded.Series.PeakIndex.ShouldBe(3);
        loaded.Alternatives.Select(a => a.PeakIndex).ShouldBe([1, 2]);
        loaded.Alternatives[1].Reason.ShouldContain("150 s");
        Load([10, 200, 250, 300, 100]).Alternatives.ShouldBeEmpty();
    }

    [Fact]
    public void A_reader_can_choose_the_phases()
    {
        LoadedSeries loaded = Load([10, 40, 30], choice: new PhaseChoice(PreContrastIndex: 1, PeakIndex: 2));
        (loaded.Series.PreContrastIndex, loaded.Series.PeakIndex).ShouldBe((1, 2));
        loaded.Explanation.ShouldContain("chosen by the reader");
        Should.Throw<DceException>(() => Load([10, 40, 30], choice: new PhaseChoice(PreContrastIndex: 2))).Problem.ShouldBe(DceProblems.BadPhaseChoice);
    }

    [Fact]
    public void Compressed_pixels_that_are_not_decoded_are_named_with_their_transfer_syntax()
    {
        List<DicomDataset> images = Images([10, 40], null);
        images[3].Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, default, [new byte[] { 1, 2 }]));
        DceException refusal = Should.Throw<DceException>(() => DceLoader.Load(
            DceLayout.Find(images), uid => new DicomFile(images.Find(d => d.GetString(DicomTag.SOPInstanceUID) == uid)!, DicomTransferSyntax.Of(DicomUid.JPEG2000Lossless))));
        refusal.Problem.ShouldBe(DceProblems.TransferSyntaxNotDecoded);
        refusal.Message.ShouldContain("1.2.840.10008.1.2.4.90");
    }

    [Fact]
    public void An_image_of_another_size_than_announced_is_refused()
    {
        List<DicomDataset> images = Images([10, 40], null);
        DceLayout layout = DceLayout.Find(images);
        images[2].Set(DicomTag.Rows, 3).Set(DicomTag.Columns, 10);
        Should.Throw<DceException>(() => Load(layout, images)).Message.ShouldContain("10×3 pixels where its header announced 5×6");
    }

    [Fact]
    public void Loading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        List<DicomDataset> images = Images([10, 40], null);
        Should.Throw<OperationCanceledException>(() => DceLoader.Load(DceLayout.Find(images), uid => Open(images, uid), cancellation: cancelled.Token));
    }

    [ReferenceFact]
    public void The_real_study_peaks_in_its_first_pass()
    {
        LoadedSeries loaded = DukeStudy.Load();
        loaded.Series.PeakIndex.ShouldBe(1);
        loaded.Selection.EnhancementScores.Skip(1).Select(s => Math.Round(s, 1)).ShouldBe([223.9, 214.1, 211.2, 210.9], 0.5);
        loaded.Series.Peak[106, 62, 10].ShouldBeGreaterThan(2 * loaded.Series.PreContrast[106, 62, 10]);
        loaded.Warnings.ShouldBeEmpty();
    }

    private static LoadedSeries Load(int[] signals, Action<DicomDataset, int, int>? change = null, PhaseChoice? choice = null)
    {
        List<DicomDataset> images = Images(signals, change);
        return DceLoader.Load(DceLayout.Find(images) with { Choice = choice }, uid => Open(images, uid));
    }

    private static LoadedSeries Load(DceLayout layout, List<DicomDataset> images) => DceLoader.Load(layout, uid => Open(images, uid));

    private static DicomFile Open(List<DicomDataset> images, string uid) => new(images.Find(d => d.GetString(DicomTag.SOPInstanceUID) == uid)!);

    /// <summary>One series per phase; pixel n of a slice holds the phase's signal + n.</summary>
    private static List<DicomDataset> Images(int[] signals, Action<DicomDataset, int, int>? change)
    {
        List<DicomDataset> images = DceHeaders.SeriesPerPhase(signals.Length);
        for (int n = 0; n < images.Count; n++)
        {
            (int phase, int k) = (n / DceHeaders.Slices, n % DceHeaders.Slices);
            byte[] bytes = new byte[Pixels * 2];
            for (int at = 0; at < Pixels; at++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at * 2), (ushort)(signals[phase] + at));
            }

            images[n].Set(DicomTag.SamplesPerPixel, 1).Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
                .Set(DicomTag.BitsAllocated, 16).Set(DicomTag.BitsStored, 16).Set(DicomTag.HighBit, 15).Set(DicomTag.PixelRepresentation, 0)
                .SetBytes(DicomTag.PixelData, DicomVR.OW, bytes);
            change?.Invoke(images[n], phase, k);
        }

        return images;
    }
}
