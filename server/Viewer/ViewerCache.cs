namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The user's folder where fetched packages stay, so that a second start needs no network.</summary>
internal static class ViewerCache
{
    /// <summary>Environment variable that names another folder.</summary>
    public const string Variable = "ALN_CACHE";

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// <c>ALN_CACHE</c>, else <c>XDG_CACHE_HOME/aln</c>, else <c>~/.cache/aln</c> (on Windows <c>%LOCALAPPDATA%\aln</c>,
    /// on macOS <c>~/Library/Caches/aln</c>).
    /// </summary>
    public static string DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "aln");
        }

        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
        {
            return Path.Combine(xdg, "aln");
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches", "aln") : Path.Combine(home, ".cache", "aln");
    }

    /// <summary>Holds off other processes that prepare the same thing until the result is disposed.</summary>
    public static async Task<IDisposable> LockAsync(string folder, string name, CancellationToken cancellation)
    {
        CreateFolder(folder);
        string path = Path.Combine(folder, name + ".lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockPoll, cancellation);
            }
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ViewerException(
                $"The folder '{folder}' for the viewer's files cannot be created: {e.Message} Name another one in the environment variable {Variable}.", e);
        }
    }
}
