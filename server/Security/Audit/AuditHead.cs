using System.Text;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>The last record that is known to be on the disk: without it nobody could tell a trail that was cut off from a short one.</summary>
/// <param name="Number">Number of the record; 0 before the first.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record AuditHead(long Number, string Hash)
{
    /// <summary>The head of a trail without records.</summary>
    public static AuditHead None { get; } = new(0, AuditLine.Origin);

    /// <summary>Reads a head as <see cref="ToString"/> writes it.</summary>
    /// <returns>The head; null when the text is none.</returns>
    public static AuditHead? Parse(string text) =>
        text.Trim().Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, out long n) && n >= 0 && hash.All(char.IsAsciiHexDigitLower)
            ? new AuditHead(n, hash)
            : null;

    /// <summary>Reads the head file; <see cref="None"/> where there is none.</summary>
    /// <returns>The head; null when the file holds something else.</returns>
    public static AuditHead? ReadFrom(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : None;

    /// <summary>Replaces the head file; complete or not at all.</summary>
    public void WriteTo(string path)
    {
        string temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.ASCII.GetBytes(ToString() + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public override string ToString() => $"{Number}:{Hash}";
}
