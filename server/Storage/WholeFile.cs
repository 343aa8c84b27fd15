namespace OhifAlnPlugin.Server.Storage;

/// <summary>Writes files that appear whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file and takes its place; of a failure nothing is left.</summary>
    /// <param name="path">The file; an earlier one is replaced.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, durably: false);

    /// <summary>As <see cref="Write(string, Action{Stream})"/>, and on the disk when it returns.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteDurably(string path, Action<Stream> write) => Write(path, write, durably: true);

    private static void Write(string path, Action<Stream> write, bool durably)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (FileStream file = File.Create(temporary))
            {
                write(file);
                if (durably)
                {
                    file.Flush(flushToDisk: true);
                }
            }

            File.Move(temporary, path, overwrite: true);
            if (durably)
            {
                DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
            }
        }
        catch
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw;
        }
    }
}
