namespace OhifAlnPlugin.Server.Storage;

/// <summary>Bytes received that are no instance by themselves, on the disk until the request is over.</summary>
internal sealed class SpooledFile : IDisposable
{
    private SpooledFile(string path, long length) => (Path, Length) = (path, length);

    /// <summary>Where the bytes are.</summary>
    public string Path { get; }

    /// <summary>How many.</summary>
    public long Length { get; }

    /// <summary>Copies <paramref name="content"/> to <paramref name="path"/>.</summary>
    public static async Task<SpooledFile> WriteAsync(string path, Stream content, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false);
            await content.CopyToAsync(file, cancellation);
            return new SpooledFile(path, file.Length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens the bytes for reading.</summary>
    public Stream Open() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    public void Dispose() => File.Delete(Path);
}
