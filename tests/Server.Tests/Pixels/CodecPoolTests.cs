using System.Diagnostics;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>What befalls decoding processes stays with the frame that they were decoding.</summary>
public sealed class CodecPoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CodecToolsReferenceFact]
    public void A_process_that_was_killed_while_idle_is_replaced_unnoticed()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1 });
        byte[] expected = Decode(pool, Frame);
        int killed = pool.IdleProcesses.ShouldHaveSingleItem();
        Signal("KILL", killed);

        Decode(pool, Frame).ShouldBe(expected);
        pool.IdleProcesses.ShouldHaveSingleItem().ShouldNotBe(killed);
    }

    [CodecToolsReferenceFact]
    public async Task A_process_that_is_killed_while_it_decodes_is_replaced_and_the_frame_tried_again()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1 });
        byte[] expected = Decode(pool, Frame);
        int stopped = pool.IdleProcesses.ShouldHaveSingleItem();
        Signal("STOP", stopped);
        Task<byte[]> decoding = Task.Run(() => Decode(pool, Frame));
        await Task.Delay(200);
        decoding.IsCompleted.ShouldBeFalse();
        Signal("KILL", stopped);

        (await decoding).ShouldBe(expected);
    }

    [CodecToolsReferenceFact]
    public void A_process_that_hangs_costs_its_frame_the_time_limit_and_is_ended()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1, FrameSeconds = 4 });
        Decode(pool, Frame);
        int stopped = pool.IdleProcesses.ShouldHaveSingleItem();
        Signal("STOP", stopped);

        Should.Throw<DicomFormatException>(() => Decode(pool, Frame)).Message.ShouldBe("The compressed frame was not decoded within 4 s, the limit.");
        WaitForEndOf(stopped);
        Decode(pool, Frame).Length.ShouldBe(2 * 64 * 64);
    }

    [CodecToolsFact]
    public void A_bomb_runs_into_the_memory_limit_and_the_next_frame_decodes()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1, ProcessMebibytes = 256 });
        Codestream bomb = Compressed(5600, 5600, "gdcmconv", "--j2k"), small = Compressed(64, 64, "gdcmconv", "--j2k");
        bomb.Bytes.Length.ShouldBeLessThan((int)bomb.DecodedLength / 100);

        Should.Throw<DicomFormatException>(() => Decode(pool, bomb)).Message.ShouldMatch("256 MiB|memory|bad_alloc");
        Decode(pool, small).ShouldAllBe(value => value == 0);
    }

    [CodecToolsFact]
    public void A_frame_larger_than_the_limit_never_reaches_a_process()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { ProcessMebibytes = 256 });
        Codestream huge = Compressed(64, 64, "gdcmconv", "--j2k") with { Width = 30_000, Height = 30_000 };
        Should.Throw<DicomFormatException>(() => Decode(pool, huge)).Message.ShouldBe("The frame has 1800000000 bytes when decoded; the limit is 67108864.");
        pool.IdleProcesses.ShouldBeEmpty();
    }

    [CodecToolsReferenceFact]
    public void Broken_frames_of_every_kind_fail_alone()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1, FrameSeconds = 5 });
        byte[] expected = Decode(pool, Frame);
        var random = new Random(7);
        int refused = 0;
        foreach (Codestream frame in FramesOfEveryKind())
        {
            for (int n = 0; n < 25; n++)
            {
                byte[] broken = frame.Bytes.ToArray();
                for (int flips = random.Next(1, 12); flips > 0; flips--)
                {
                    broken[random.Next(2, broken.Length - 2)] ^= (byte)(1 << random.Next(8));
                }

                refused += IsRefused(pool, frame with { Bytes = broken }) ? 1 : 0;
            }
        }

        refused.ShouldBeGreaterThan(10);
        Decode(pool, Frame).ShouldBe(expected);
    }

    [CodecToolsReferenceFact]
    public async Task Ten_at_once_get_their_own_frames()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 2 });
        string path = Reference.PathOf("images", "enhanced_mr", "emri_small_jpeg_2k_lossless.dcm");
        float[][] expected = FramesOf(DicomPixelData.Open(Reference.PathOf("images", "enhanced_mr", "emri_small.dcm"))!);
        DicomPixelData pixels = DicomPixelData.Open(path, pool)!;
        float[][] decoded = await Task.WhenAll(Enumerable.Range(0, 10).Select(frame => Task.Run(() => pixels.ToFloats(frame))));
        decoded.ShouldBe(expected);
        pool.IdleProcesses.Count.ShouldBeInRange(1, 2);
    }

    [CodecToolsReferenceFact]
    public async Task A_cancelled_caller_leaves_at_once_and_the_process_goes_on()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1 });
        byte[] expected = Decode(pool, Frame);
        int process = pool.IdleProcesses.ShouldHaveSingleItem();
        Signal("STOP", process);
        using var leaving = new CancellationTokenSource();
        Task<byte[]> decoding = Task.Run(() => Decode(pool, Frame, leaving.Token)), waiting = Task.Run(() => Decode(pool, Frame, leaving.Token));
        await Task.Delay(200);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(decoding);
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        Signal("CONT", process);

        Decode(pool, Frame).ShouldBe(expected);
        pool.IdleProcesses.ShouldHaveSingleItem().ShouldBe(process);
    }

    [CodecToolsReferenceFact]
    public async Task A_full_queue_sends_callers_away_but_not_analyses()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1, QueueLength = 1 });
        byte[] expected = Decode(pool, Frame);
        int process = pool.IdleProcesses.ShouldHaveSingleItem();
        Signal("STOP", process);
        Task<byte[]> decoding = Task.Run(() => Decode(pool, Frame)), waiting = Task.Run(() => Decode(pool, Frame));
        await Task.Delay(300);
        ProblemException refusal = Should.Throw<ProblemException>(() => Decode(pool, Frame));
        refusal.Problem.Status.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        refusal.RetryAfterSeconds.ShouldNotBeNull();
        Task<byte[]> analysis = Task.Run(() => pool.Patient.Decode(Frame, CancellationToken.None).Samples.ToArray());
        await Task.Delay(100);
        Signal("CONT", process);

        (await Task.WhenAll(decoding, waiting, analysis)).ShouldAllBe(samples => samples.SequenceEqual(expected));
    }

    [CodecToolsReferenceFact]
    public async Task Idle_processes_end()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Processes = 1, IdleSeconds = 1 });
        Decode(pool, Frame);
        int process = pool.IdleProcesses.ShouldHaveSingleItem();
        for (int n = 0; n < 50 && pool.IdleProcesses.Count > 0; n++)
        {
            await Task.Delay(100);
        }

        pool.IdleProcesses.ShouldBeEmpty();
        WaitForEndOf(process);
    }

    [ReferenceFact]
    public void Without_node_a_sentence_says_what_to_install()
    {
        using CodecPool pool = CodecFixture.New(new PixelOptions { Node = "no-such-node" });
        DicomPixelData pixels = DicomPixelData.Open(Reference.PathOf("images", "dicom_transfer_syntaxes", "MR_small_jpeg_ls_lossless.dcm"), pool)!;
        pixels.IsDecodable.ShouldBeFalse();
        Should.Throw<DicomFormatException>(() => pixels.DecodeFrame(0)).Message.ShouldContain("needs a codec. Decoding needs Node.js 20 or later, and 'no-such-node' was not found");
        DicomPixelData.Open(Reference.PathOf("images", "dicom_transfer_syntaxes", "MR_small_RLE.dcm"), pool)!.IsDecodable.ShouldBeTrue();
    }

    private static Codestream Frame => FrameOf(Reference.PathOf("images", "dicom_transfer_syntaxes", "MR_small_jpeg_ls_lossless.dcm"));

    private static Codestream FrameOf(string path) => Codestream.Read(DicomPixelData.Open(path)!.GetFrame(0));

    private static float[][] FramesOf(DicomPixelData pixels) => [.. Enumerable.Range(0, pixels.FrameCount).Select(pixels.ToFloats)];

    private static byte[] Decode(CodecPool pool, Codestream frame, CancellationToken cancellation = default) => pool.Decode(frame, cancellation).Samples.ToArray();

    private static bool IsRefused(CodecPool pool, Codestream frame)
    {
        try
        {
            pool.Decode(frame, CancellationToken.None);
            return false;
        }
        catch (DicomFormatException)
        {
            return true;
        }
    }

    private IEnumerable<Codestream> FramesOfEveryKind()
    {
        string original = CodecTools.Convert("gdcmconv", Reference.PathOf("images", "dicom_transfer_syntaxes", "MR_small.dcm"), NewFile(), "--raw");
        string bytes = CodecTools.Write(new byte[64 * 64], 64, 64, 8, NewFile());
        yield return FrameOf(CodecTools.Convert("dcmcjpeg", bytes, NewFile(), "+eb"));
        yield return FrameOf(CodecTools.Convert("dcmcjpeg", original, NewFile(), "+e1"));
        yield return FrameOf(CodecTools.Convert("dcmcjpls", original, NewFile()));
        yield return FrameOf(CodecTools.Convert("gdcmconv", original, NewFile(), "--j2k"));
        yield return FrameOf(Reference.PathOf("images", "dicom_transfer_syntaxes", "HTJ2KLossless_08_RGB.dcm"));
    }

    private Codestream Compressed(int rows, int columns, string program, params string[] options) =>
        FrameOf(CodecTools.Convert(program, CodecTools.Write(new byte[2 * rows * columns], rows, columns, 16, NewFile()), NewFile(), options));

    private static void Signal(string signal, int process) => Process.Start("kill", [$"-{signal}", $"{process}"]).WaitForExit();

    private static void WaitForEndOf(int process)
    {
        for (int n = 0; n < 100 && Directory.Exists($"/proc/{process}"); n++)
        {
            Thread.Sleep(50);
        }

        Directory.Exists($"/proc/{process}").ShouldBeFalse();
    }

    private string NewFile() => Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.dcm");
}
