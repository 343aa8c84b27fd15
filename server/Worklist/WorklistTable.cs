using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>The entries of all studies, one row each, in SQLite: what is written survives the end of the process.</summary>
internal sealed class WorklistTable : IStudyMemory
{
    /// <summary>Name of the database in the data folder.</summary>
    public const string FileName = "worklist.sqlite";

    private const string Columns = "study, stage, since, signature, work, interruptions, job, segmentation, problem";

    private readonly string _connectionString;

    /// <summary>Opens the table and makes it where there is none.</summary>
    public WorklistTable(DataFolder data)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(data.Root, FileName), DefaultTimeout = 30 }.ToString();
        using SqliteConnection connection = Connect();
        connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS worklist (
                number INTEGER PRIMARY KEY, study TEXT NOT NULL UNIQUE, stage TEXT NOT NULL, since TEXT NOT NULL, signature TEXT, work TEXT,
                interruptions INTEGER NOT NULL, job TEXT, segmentation TEXT, problem TEXT);
            CREATE INDEX IF NOT EXISTS worklist_by_stage ON worklist (stage, since, number);
            """);
    }

    /// <summary>The entry of a study; null when it has none.</summary>
    public WorklistEntry? Find(string study) => Read("WHERE study = $study", ("$study", study)) is [var found] ? found : null;

    /// <summary>The entries of some studies; those without one are left out.</summary>
    public IReadOnlyList<WorklistEntry> Find(IReadOnlyList<string> studies) =>
        Read("WHERE study IN (SELECT value FROM json_each($studies))", ("$studies", JsonSerializer.Serialize(studies)));

    /// <summary>All entries of a stage, the longest waiting first.</summary>
    public IReadOnlyList<WorklistEntry> Of(Stage stage) => Read("WHERE stage = $stage ORDER BY since, number", ("$stage", stage.ToString()));

    /// <summary>The entry of a stage that waits longest; null when there is none.</summary>
    public WorklistEntry? FirstOf(Stage stage) => Read("WHERE stage = $stage ORDER BY since, number LIMIT 1", ("$stage", stage.ToString())) is [var found] ? found : null;

    /// <summary>What looks from outside saw, by study.</summary>
    public IReadOnlyDictionary<string, string?> Signatures()
    {
        using SqliteConnection connection = Connect();
        return connection.Query("SELECT study, signature FROM worklist", row => (Study: row.GetString(0), Signature: Text(row, 1))).ToDictionary(e => e.Study, e => e.Signature);
    }

    /// <summary>Keeps an entry in place of the one before.</summary>
    public void Keep(WorklistEntry entry)
    {
        using SqliteConnection connection = Connect();
        connection.Execute(
            $"""
            INSERT INTO worklist ({Columns}) VALUES ($study, $stage, $since, $signature, $work, $interruptions, $job, $segmentation, $problem)
            ON CONFLICT (study) DO UPDATE SET stage = excluded.stage, since = excluded.since, signature = excluded.signature, work = excluded.work,
                interruptions = excluded.interruptions, job = excluded.job, segmentation = excluded.segmentation, problem = excluded.problem
            """,
            transaction: null,
            ("$study", entry.Study), ("$stage", entry.Stage.ToString()), ("$since", entry.Since.UtcDateTime.ToString("O")), ("$signature", entry.Signature), ("$work", entry.Work),
            ("$interruptions", entry.Interruptions), ("$job", entry.Job?.ToString("D")), ("$segmentation", entry.Segmentation?.ToString("D")),
            ("$problem", entry.Problem is null ? null : JsonSerializer.Serialize(entry.Problem, JobKind.Json)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Studies()
    {
        using SqliteConnection connection = Connect();
        return connection.Query("SELECT study FROM worklist", row => row.GetString(0));
    }

    /// <inheritdoc/>
    public void Forget(string studyInstanceUid)
    {
        using SqliteConnection connection = Connect();
        connection.Execute("DELETE FROM worklist WHERE study = $study", transaction: null, ("$study", studyInstanceUid));
    }

    private List<WorklistEntry> Read(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteConnection connection = Connect();
        return connection.Query($"SELECT {Columns} FROM worklist {condition}", ReadEntry, transaction: null, parameters);
    }

    private static WorklistEntry ReadEntry(SqliteDataReader row) =>
        new(row.GetString(0), Enum.Parse<Stage>(row.GetString(1)), DateTimeOffset.Parse(row.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind))
        {
            Signature = Text(row, 3),
            Work = Text(row, 4),
            Interruptions = row.GetInt32(5),
            Job = Text(row, 6) is { } job ? Guid.ParseExact(job, "D") : null,
            Segmentation = Text(row, 7) is { } segmentation ? Guid.ParseExact(segmentation, "D") : null,
            Problem = Text(row, 8) is { } problem ? JsonSerializer.Deserialize<ProblemDetails>(problem, JobKind.Json) : null,
        };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
