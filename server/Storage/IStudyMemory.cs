namespace OhifAlnPlugin.Server.Storage;

/// <summary>Something kept of studies beside their instances; it goes when the study goes.</summary>
internal interface IStudyMemory
{
    /// <summary>Every study of which something is kept.</summary>
    IReadOnlyList<string> Studies();

    /// <summary>Forgets a study.</summary>
    void Forget(string studyInstanceUid);
}
