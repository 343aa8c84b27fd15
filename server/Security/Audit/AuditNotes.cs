using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>What a request turned out to be about, where its address does not say it. Outside a request (in a job, on the command line) nothing is noted.</summary>
internal sealed class AuditNotes(IHttpContextAccessor requests)
{
    private static readonly object Key = typeof(AuditNotes);

    /// <summary>What was noted in a request.</summary>
    public static IReadOnlyList<AuditNote> Of(HttpContext context) => context.Items[Key] as List<AuditNote> ?? [];

    /// <summary>Notes a study, series or instance.</summary>
    /// <param name="scope">What.</param>
    /// <param name="count">How many instances of it, where that matters.</param>
    /// <param name="failed">Whether it could not be done for these.</param>
    public void Note(InstanceScope scope, long? count = null, bool failed = false) => Add(new AuditNote(scope, Item: null, count, failed));

    /// <summary>Notes a study unless something of it has been noted.</summary>
    public void NoteStudy(string studyInstanceUid)
    {
        if (requests.HttpContext is { } context && !Of(context).Any(note => note.Scope.StudyInstanceUid == studyInstanceUid))
        {
            Note(new InstanceScope(studyInstanceUid));
        }
    }

    /// <summary>Notes a draft, result or saved object by the identifier that the interface uses; once is enough, and the last word counts.</summary>
    /// <param name="scope">What it belongs to.</param>
    /// <param name="item">The identifier.</param>
    public void Note(InstanceScope scope, string item)
    {
        if (requests.HttpContext?.Items[Key] is List<AuditNote> notes)
        {
            notes.RemoveAll(note => note.Item == item);
        }

        Add(new AuditNote(scope, item, Count: null, IsFailed: false));
    }

    private void Add(AuditNote note)
    {
        if (requests.HttpContext is not { } context)
        {
            return;
        }

        if (context.Items[Key] is not List<AuditNote> notes)
        {
            context.Items[Key] = notes = [];
        }

        notes.Add(note);
    }
}

/// <summary>One thing that a request is about.</summary>
internal sealed record AuditNote(InstanceScope Scope, string? Item, long? Count, bool IsFailed);
