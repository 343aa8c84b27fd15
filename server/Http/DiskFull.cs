namespace OhifAlnPlugin.Server.Http;

/// <summary>Recognises "no space left" in the error numbers of the platforms.</summary>
internal static class DiskFull
{
    private const int LinuxNoSpace = 28;
    private const int LinuxQuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool Is(IOException exception) => exception.HResult is LinuxNoSpace or LinuxQuotaExceeded or WindowsDiskFull;
}
