using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln audit</c>: shows the audit trail of a store and checks that nobody has changed it.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Show or check the audit trail of a store.") { CreateVerify(), CreateList() };

    private static Command CreateVerify()
    {
        var data = CommonOptions.Data();
        var anchor = new Option<string?>("--anchor", "-a")
        {
            Description = "The head as an earlier check printed it, noted where nobody can change it together with the store.",
            HelpName = "NUMBER:HASH",
        };
        var command = new Command("verify", "Check every record: changed, removed or moved ones are named.") { data, anchor };
        command.SetAction(result => Verify(FilesIn(result.GetRequiredValue(data)), AnchorOf(result.GetValue(anchor))));
        return command;
    }

    private static Command CreateList()
    {
        var data = CommonOptions.Data();
        var study = new Option<string?>("--study", "-s") { Description = "Only records of this study.", HelpName = "UID" };
        var user = new Option<string?>("--user") { Description = "Only records of this user.", HelpName = "NAME" };
        var command = new Command("list", "Show the records, the oldest first.") { data, study, user };
        command.SetAction(result => List(FilesIn(result.GetRequiredValue(data)), result.GetValue(study), result.GetValue(user)));
        return command;
    }

    private static int Verify(AuditFiles files, AuditHead? anchor)
    {
        AuditVerdict verdict = AuditVerification.Verify(files, anchor);
        if (verdict.Fault is { } fault)
        {
            Console.WriteLine($"{fault} The {verdict.Records} records before it are whole.");
            return 1;
        }

        Console.WriteLine($"{verdict.Records} records, all whole and in their place. Head: {verdict.Head}");
        return 0;
    }

    private static int List(AuditFiles files, string? study, string? user)
    {
        foreach (AuditRecord record in AuditVerification.Read(files).Where(r => (study is null || r.Event.Study == study) && (user is null || r.Event.User == user)))
        {
            AuditEvent happened = record.Event;
            string[] about =
            [
                .. new[] { ("study", happened.Study), ("series", happened.Series), ("instance", happened.Instance), ("item", happened.Item), ("count", Number(happened.Count)), ("status", Number(happened.Status)), ("from", happened.From), ("reason", happened.Reason) }
                    .Where(part => part.Item2 is not null).Select(part => $"{part.Item1} {part.Item2}"),
            ];
            Console.WriteLine($"{record.Number,6}  {record.At:yyyy-MM-dd HH:mm:ss}  {happened.User,-16}  {Name(happened.Action),-17}  {Name(happened.Outcome),-8}  {string.Join("  ", about)}");
        }

        return 0;
    }

    private static AuditFiles FilesIn(string dataFolder)
    {
        var files = new AuditFiles(Path.Combine(Path.GetFullPath(dataFolder), AuditFiles.FolderName));
        return Directory.Exists(files.Folder) ? files : throw new CommandException($"there is no audit trail in {Path.GetFullPath(dataFolder)}: name the folder of the store with --data DIR.");
    }

    private static AuditHead? AnchorOf(string? text) =>
        text is null ? null : AuditHead.Parse(text) ?? throw new CommandException($"'{text}' is no head of a trail: write it as 'aln audit verify' printed it, NUMBER:HASH.");

    private static string Name<T>(T value) => JsonSerializer.Serialize(value).Trim('"');

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
