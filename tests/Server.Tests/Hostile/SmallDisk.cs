using System.Diagnostics;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>A small disk of its own (tmpfs), unmounted on disposal.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _point = new();

    public SmallDisk(int mebibytes) => Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", Path);

    public string Path => _point.Path;

    /// <summary>Takes all space but so much, with a file that <see cref="Free"/> removes.</summary>
    public void FillUpTo(long bytesLeft)
    {
        using FileStream filler = File.Open(System.IO.Path.Combine(Path, "filler"), FileMode.Append);
        byte[] block = new byte[4096];
        while (new DriveInfo(Path).AvailableFreeSpace >= bytesLeft + block.Length)
        {
            filler.Write(block);
            filler.Flush();
        }
    }

    public void Free() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    public void Dispose()
    {
        Run("umount", Path);
        _point.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}

/// <summary>A test that mounts a disk; without the right to, it is skipped and says so.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "Needs Linux and root: it mounts a small disk.";
}
