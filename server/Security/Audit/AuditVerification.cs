using System.Text;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>What the check of a trail found.</summary>
/// <param name="Records">Records that are whole and in their place, up to the first bad one.</param>
/// <param name="Head">The last of them.</param>
/// <param name="Fault">The first thing wrong, as a sentence; null when there is nothing.</param>
internal sealed record AuditVerdict(long Records, AuditHead Head, string? Fault);

/// <summary>Checks a trail from its first record to its last.</summary>
internal static class AuditVerification
{
    /// <summary>Checks the trail, its head, and a head that was noted elsewhere.</summary>
    /// <param name="files">The trail.</param>
    /// <param name="anchor">A head noted earlier, out of reach of whoever can write in the data folder; null without one.</param>
    /// <remarks>Whoever can rewrite the whole folder can also forge a whole chain with its head; only an anchor kept elsewhere shows that.</remarks>
    public static AuditVerdict Verify(AuditFiles files, AuditHead? anchor)
    {
        if (AuditHead.ReadFrom(files.Head) is not { } head)
        {
            return new AuditVerdict(0, AuditHead.None, $"The file {files.Head} does not hold the head of a trail.");
        }

        AuditHead[] marks = anchor is null ? [head] : [head, anchor];
        AuditHead last = AuditHead.None;
        foreach (string line in Lines(files))
        {
            AuditRecord? record = AuditLine.Read(line);
            if (FaultOf(record, line, last) is { } fault)
            {
                return new AuditVerdict(last.Number, last, fault);
            }

            last = new AuditHead(record!.Number, record.Digest);
            if (Array.Find(marks, mark => mark.Number == last.Number && mark.Hash != last.Hash) is { } other)
            {
                return new AuditVerdict(last.Number - 1, last, $"Record {last.Number} is not the one that was noted: its hash is {last.Hash}, noted was {other.Hash}.");
            }
        }

        long expected = marks.Max(mark => mark.Number);
        return new AuditVerdict(last.Number, last, last.Number < expected ? $"Records {last.Number + 1} to {expected} are missing at the end." : null);
    }

    /// <summary>The records of a trail in their order, those that can be read.</summary>
    public static IEnumerable<AuditRecord> Read(AuditFiles files) => Lines(files).Select(AuditLine.Read).OfType<AuditRecord>();

    private static string? FaultOf(AuditRecord? record, string line, AuditHead last)
    {
        long expected = last.Number + 1;
        if (record is null)
        {
            return $"Record {expected} was changed: it cannot be read.";
        }

        if (AuditLine.HashOf(line) != record.Digest)
        {
            return $"Record {expected} was changed: its content does not fit its hash.";
        }

        if (record.Number != expected)
        {
            return $"Record {expected} is missing or moved: record {record.Number} stands in its place.";
        }

        return record.Previous == last.Hash ? null : $"Record {last.Number} or {expected} was replaced: record {expected} follows one with the hash {record.Previous}, but record {last.Number} has {last.Hash}.";
    }

    /// <summary>The whole lines; a last one without its end is still being written, or is what a crash left, and does not count.</summary>
    private static IEnumerable<string> Lines(AuditFiles files)
    {
        if (!File.Exists(files.Trail))
        {
            yield break;
        }

        using var file = new FileStream(files.Trail, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        long rest = file.Length;
        while (reader.ReadLine() is { } line)
        {
            rest -= line.Length + 1;
            if (rest >= 0)
            {
                yield return line;
            }
        }
    }
}
