using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;

namespace OhifAlnPlugin.Server.Pixels;

/// <summary>
/// A process of its own that decodes one frame at a time. Codecs meet whatever was stored: here a crash, a frame that never ends or
/// one that eats memory costs this process, never the server. It ends when its standard input closes, so also with a killed server.
/// </summary>
internal sealed class CodecProcess : IDisposable
{
    private const int OldestNode = 20;
    private const long LongestGreeting = 0;

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30), MemoryPoll = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly PixelOptions _options;

    private bool _ended;

    private CodecProcess(Process process, PixelOptions options) => (_process, _options) = (process, options);

    /// <summary>The decoder's script.</summary>
    public static string Script => Path.Combine(AppContext.BaseDirectory, "decoder", "main.mjs");

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>When it last finished a frame, by <see cref="Environment.TickCount64"/>.</summary>
    public long IdleSince { get; private set; } = Environment.TickCount64;

    /// <summary>Whether it can take another frame: it lives, and codecs have not kept so much memory that it is better begun anew.</summary>
    public bool IsUsable => !_ended && !_process.HasExited && WorkingSet() < _options.ProcessBytes / 2;

    /// <summary>Starts a process and waits for its greeting.</summary>
    /// <exception cref="CodecUnavailableException">There is no Node.js, it is too old, or the script does not start.</exception>
    public static async Task<CodecProcess> StartAsync(PixelOptions options, IReadOnlyDictionary<string, string> packages)
    {
        var child = new CodecProcess(Start(options, packages), options);
        try
        {
            CodecMessage greeting = await CodecMessage.ReadAsync(child._process.StandardOutput.BaseStream, LongestGreeting).WaitAsync(StartTime);
            if (!Version.TryParse(greeting.Header.Node, out Version? version) || version.Major < OldestNode)
            {
                throw new CodecUnavailableException($"Node.js {OldestNode} or later is needed; '{options.Node}' is {greeting.Header.Node}.");
            }

            return child;
        }
        catch (Exception failure)
        {
            child.Dispose();
            throw failure as CodecUnavailableException ?? new CodecUnavailableException($"The decoder did not start with '{options.Node}'; Node.js {OldestNode} or later is needed.", failure);
        }
    }

    /// <summary>Decodes a frame. When it fails with anything but <see cref="DicomFormatException"/>, the process ended without a fault of ours.</summary>
    /// <exception cref="DicomFormatException">The codec refuses the frame, or went over a limit and was ended.</exception>
    /// <exception cref="IOException">The process is gone.</exception>
    public async Task<DecodedImage> DecodeAsync(Codestream frame)
    {
        Task<CodecMessage> exchange = ExchangeAsync(frame);
        if (await WatchAsync(exchange) is { } excess)
        {
            Kill();
            await ((Task)exchange).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new DicomFormatException(excess);
        }

        (CodecHeader answer, ReadOnlyMemory<byte> samples) = await exchange;
        IdleSince = Environment.TickCount64;
        return answer.Error is null
            ? new DecodedImage(answer.Width, answer.Height, answer.Components, answer.IsPlanar, samples)
            : throw new DicomFormatException($"The {frame.Kind} codec refuses the compressed frame: {answer.Error}.");
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static Process Start(PixelOptions options, IReadOnlyDictionary<string, string> packages)
    {
        string[] arguments = [$"--max-old-space-size={options.ProcessMebibytes}", Script, JsonSerializer.Serialize(packages), $"{options.ProcessMebibytes}"];
        var start = new ProcessStartInfo(options.Node, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Nothing of the server's environment is for codecs to see; only what finding and starting a program needs is kept.
        foreach (string name in start.Environment.Keys.Except(["PATH", "SystemRoot"], StringComparer.OrdinalIgnoreCase).ToArray())
        {
            start.Environment.Remove(name);
        }

        try
        {
            Process process = Process.Start(start) ?? throw new CodecUnavailableException($"'{options.Node}' did not start.");
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception missing)
        {
            throw new CodecUnavailableException(
                $"Decoding needs Node.js {OldestNode} or later, and '{options.Node}' was not found: install it, or name its program in the setting {PixelOptions.Section}:{nameof(PixelOptions.Node)}.", missing);
        }
    }

    private async Task<CodecMessage> ExchangeAsync(Codestream frame)
    {
        await new CodecMessage(new CodecHeader { Codec = frame.Kind.ToString() }, frame.Bytes).WriteAsync(_process.StandardInput.BaseStream);
        return await CodecMessage.ReadAsync(_process.StandardOutput.BaseStream, _options.FrameBytes);
    }

    /// <summary>Waits for the answer, or for the sentence that says which limit the process went over.</summary>
    private async Task<string?> WatchAsync(Task exchange)
    {
        long start = Environment.TickCount64;
        while (await Task.WhenAny(exchange, Task.Delay(MemoryPoll)) != exchange)
        {
            if (Environment.TickCount64 - start > _options.FrameSeconds * 1000)
            {
                return $"The compressed frame was not decoded within {_options.FrameSeconds} s, the limit.";
            }

            if (WorkingSet() > _options.ProcessBytes)
            {
                return $"Decoding the compressed frame needed more than {_options.ProcessMebibytes} MiB, the limit.";
            }
        }

        return null;
    }

    private long WorkingSet()
    {
        try
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It has just ended; the exchange says so.
            return 0;
        }
    }

    private void Kill()
    {
        _ended = true;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
