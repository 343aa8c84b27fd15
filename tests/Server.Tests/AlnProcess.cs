using System.Diagnostics;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>The real executable as a process of its own, for what a process inside the test cannot show: being killed, and what it prints.</summary>
internal sealed class AlnProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private AlnProcess(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts <c>aln serve</c> and waits until it listens.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="settings">Settings, as environment variables.</param>
    /// <returns>The process and the address it printed.</returns>
    public static Task<(AlnProcess Server, Uri Url)> ServeAsync(string dataFolder, params (string Name, string Value)[] settings) =>
        ServeAtAsync(new Uri("http://127.0.0.1:0"), dataFolder, settings);

    /// <summary>The same at an address, for instance the one that a killed server had.</summary>
    /// <param name="url">The address.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="settings">Settings, as environment variables.</param>
    public static async Task<(AlnProcess Server, Uri Url)> ServeAtAsync(Uri url, string dataFolder, params (string Name, string Value)[] settings)
    {
        var server = new AlnProcess(Start(["serve", "--urls", url.GetLeftPart(UriPartial.Authority), "--data", dataFolder], settings));
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (await server._process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) is { } address)
            {
                _ = server._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return (server, new Uri(address));
            }
        }

        throw new InvalidOperationException("The server ended before it listened: " + await server._process.StandardError.ReadToEndAsync(CancellationToken.None));
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments, []);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static Process Start(string[] arguments, (string Name, string Value)[] settings)
    {
        string executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "aln.exe" : "aln");
        var start = new ProcessStartInfo(executable, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
