namespace OhifAlnPlugin.Server.Storage;

/// <summary>Deletes from the store, and with the last instance of a study what is kept of it beside.</summary>
internal sealed class StudyDeletion(InstanceStore store, IInstanceSource source, IEnumerable<IStudyMemory> memories)
{
    /// <summary>Removes everything in scope.</summary>
    /// <returns>How many instances there were.</returns>
    public async Task<int> DeleteAsync(InstanceScope scope, CancellationToken cancellation)
    {
        int count = await store.DeleteAsync(scope, cancellation);
        ForgetIfGone(scope.StudyInstanceUid);
        return count;
    }

    /// <summary>Forgets the studies that a crash left between both steps.</summary>
    public void Finish()
    {
        foreach (string study in memories.SelectMany(memory => memory.Studies()).Distinct())
        {
            ForgetIfGone(study);
        }
    }

    private void ForgetIfGone(string study)
    {
        // Studies of another archive are deleted there, and nothing is heard of it.
        if (source != store || store.Find(new InstanceScope(study) { IncludeRejected = true }).Count > 0)
        {
            return;
        }

        foreach (IStudyMemory memory in memories)
        {
            memory.Forget(study);
        }
    }
}
