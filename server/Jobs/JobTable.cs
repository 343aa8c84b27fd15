using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>One run of a job: the attempt number keeps a run that was given up from overwriting its successor.</summary>
/// <param name="Id">The job.</param>
/// <param name="Attempt">Which run of it, from 1.</param>
internal readonly record struct JobRun(Guid Id, int Attempt);

/// <summary>
/// The records of all jobs, one row each, in SQLite. Every change is one conditional statement, so several runners may
/// share the table, and a change of the state by one of them is what stops another.
/// </summary>
internal sealed class JobTable
{
    /// <summary>Name of the database in the data folder.</summary>
    public const string FileName = "jobs.sqlite";

    private const string Columns = "id, kind, state, progress, message, result, problem, created, updated, json_extract(command, '$.owner')";
    private readonly string _connectionString;
    private readonly TimeProvider _clock;

    /// <summary>Opens the table and makes it where there is none.</summary>
    /// <param name="path">Database file; its folder exists.</param>
    /// <param name="clock">Time of the records.</param>
    public JobTable(string path, TimeProvider clock)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        _clock = clock;
        Execute(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS jobs (
                id TEXT PRIMARY KEY, kind TEXT NOT NULL, command TEXT NOT NULL, attempt INTEGER NOT NULL, state TEXT NOT NULL,
                progress REAL NOT NULL, message TEXT NOT NULL, result TEXT, problem TEXT, created TEXT NOT NULL, updated TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, updated);
            """);
    }

    /// <summary>Puts a job in the queue; a job of the same id that has ended starts again.</summary>
    /// <param name="id">Identifier of the work.</param>
    /// <param name="kind">Kind of job.</param>
    /// <param name="command">Command as JSON.</param>
    /// <param name="queueLimit">Most jobs that may wait.</param>
    /// <returns>The run to start; null when the queue is full or the job waits or runs already.</returns>
    public JobRun? Queue(Guid id, string kind, string command, int queueLimit) =>
        Scalar(
            """
            INSERT INTO jobs (id, kind, command, attempt, state, progress, message, created, updated)
            SELECT $id, $kind, $command, 1, 'Queued', 0, 'Waiting for its turn', $now, $now
            WHERE (SELECT COUNT(*) FROM jobs WHERE state = 'Queued') < $limit
            ON CONFLICT (id) DO UPDATE SET command = excluded.command, attempt = attempt + 1, state = 'Queued', progress = 0,
                message = excluded.message, result = NULL, problem = NULL, created = excluded.created, updated = excluded.updated
            WHERE state NOT IN ('Queued', 'Running')
            RETURNING attempt
            """,
            ("$id", Text(id)), ("$kind", kind), ("$command", command), ("$limit", queueLimit)) is long attempt ? new JobRun(id, (int)attempt) : null;

    /// <summary>Marks a waiting run as running.</summary>
    /// <returns>Kind and command; null when the run was cancelled meanwhile.</returns>
    public (string Kind, string Command)? Start(JobRun run) =>
        First(
            "UPDATE jobs SET state = 'Running', message = 'Starting', updated = $now WHERE id = $id AND attempt = $attempt AND state = 'Queued' RETURNING kind, command",
            reader => ((string Kind, string Command)?)(reader.GetString(0), reader.GetString(1)),
            Of(run));

    /// <summary>Notes the progress of a run.</summary>
    /// <returns>Whether the run is still wanted.</returns>
    public bool Report(JobRun run, double fraction, string message) =>
        Execute(
            "UPDATE jobs SET progress = $progress, message = $message, updated = $now WHERE id = $id AND attempt = $attempt AND state = 'Running'",
            [.. Of(run), ("$progress", fraction), ("$message", message)]) == 1;

    /// <summary>Notes how a run ended; nothing happens when it was given up before.</summary>
    public void End(JobRun run, JobState state, string message, string? result, ProblemDetails? problem) =>
        Execute(
            """
            UPDATE jobs SET state = $state, progress = CASE $state WHEN 'Succeeded' THEN 1 ELSE progress END, message = $message,
                result = $result, problem = $problem, updated = $now
            WHERE id = $id AND attempt = $attempt AND state IN ('Queued', 'Running')
            """,
            [.. Of(run), ("$state", state.ToString()), ("$message", message), ("$result", result), ("$problem", Text(problem))]);

    /// <summary>Cancels a job that has not ended.</summary>
    /// <returns>The run that was cancelled; null when there was none.</returns>
    public JobRun? Cancel(Guid id) =>
        Scalar(
            "UPDATE jobs SET state = 'Cancelled', message = 'Cancelled', updated = $now WHERE id = $id AND state IN ('Queued', 'Running') RETURNING attempt",
            ("$id", Text(id))) is long attempt ? new JobRun(id, (int)attempt) : null;

    /// <summary>Marks all jobs that had not ended as failed: whoever ran them is gone.</summary>
    /// <returns>How many there were.</returns>
    public int FailUnfinished(string message, ProblemDetails problem) =>
        Execute(
            "UPDATE jobs SET state = 'Failed', message = $message, problem = $problem, updated = $now WHERE state IN ('Queued', 'Running')",
            ("$message", message), ("$problem", Text(problem)));

    /// <summary>Forgets jobs that ended before a time.</summary>
    public void Forget(DateTimeOffset before) =>
        Execute("DELETE FROM jobs WHERE state NOT IN ('Queued', 'Running') AND updated < $before", ("$before", Text(before)));

    /// <summary>The status of a job; null when there is none of this id.</summary>
    public JobStatus? Find(Guid id) => First($"SELECT {Columns} FROM jobs WHERE id = $id", ReadStatus, ("$id", Text(id)));

    private static JobStatus ReadStatus(SqliteDataReader row) => new(
        Guid.ParseExact(row.GetString(0), "D"),
        row.GetString(1),
        Enum.Parse<JobState>(row.GetString(2)),
        row.GetDouble(3),
        row.GetString(4),
        row.IsDBNull(5) ? null : JsonElement.Parse(row.GetString(5)),
        row.IsDBNull(6) ? null : JsonSerializer.Deserialize<ProblemDetails>(row.GetString(6), JobKind.Json),
        Time(row.GetString(7)),
        Time(row.GetString(8)))
    {
        Owner = row.IsDBNull(9) ? null : row.GetString(9),
    };

    private static (string, object?)[] Of(JobRun run) => [("$id", Text(run.Id)), ("$attempt", run.Attempt)];

    private static string Text(Guid id) => id.ToString("D");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    private static string? Text(ProblemDetails? problem) => problem is null ? null : JsonSerializer.Serialize(problem, JobKind.Json);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, null, System.Globalization.DateTimeStyles.RoundtripKind);

    private int Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Open();
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    private object? Scalar(string sql, params (string Name, object? Value)[] parameters)
    {
        using var connection = Open();
        using var command = Command(connection, sql, parameters);
        return command.ExecuteScalar();
    }

    private T? First<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        using var connection = Open();
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$now", Text(_clock.GetUtcNow()));
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
