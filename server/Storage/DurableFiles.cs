using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Makes file operations survive a crash of the machine: a rename is durable only once its folder has been flushed.</summary>
internal static partial class DurableFiles
{
    private const int ReadOnlyDirectory = 0x10000;

    /// <summary>Flushes the entries of a folder. Windows keeps them with the file and needs no such call.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SafeFileHandle handle = OpenFolder(path, OperatingSystem.IsLinux() ? ReadOnlyDirectory : 0);
        if (handle.IsInvalid || FlushDescriptor(handle) != 0)
        {
            throw new IOException($"Cannot flush the folder {path}.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushDescriptor(SafeFileHandle handle);
}
