using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>What is known of a study in the archive: its instances, those that rejection notes hide, and headers as far as they were read.</summary>
/// <param name="Instances">All its instances.</param>
/// <param name="Rejected">SOP Instance UIDs that rejection notes in the study name.</param>
internal sealed record RemoteStudy(IReadOnlyList<RemoteInstance> Instances, IReadOnlySet<string> Rejected)
{
    private readonly Dictionary<string, RemoteInstance> _bySop = Instances.DistinctBy(instance => instance.SopInstanceUid).ToDictionary(instance => instance.SopInstanceUid);

    /// <summary>When the archive was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Headers of all visible instances; null until they are asked for. The same list as long as nothing changes.</summary>
    public IReadOnlyList<DicomDataset>? Headers { get; init; }

    /// <summary>Headers by the key of their instance, to be taken over when the study changes.</summary>
    public IReadOnlyDictionary<string, DicomDataset> HeadersByKey { get; init; } = new Dictionary<string, DicomDataset>();

    /// <summary>A visible instance; null when there is none of this name.</summary>
    public RemoteInstance? Find(string sopInstanceUid) => Rejected.Contains(sopInstanceUid) ? null : _bySop.GetValueOrDefault(sopInstanceUid);

    /// <summary>Whether all instances of a series are hidden.</summary>
    public bool IsHidden(string seriesInstanceUid) =>
        Rejected.Count > 0 && Instances.Where(instance => instance.SeriesInstanceUid == seriesInstanceUid).Select(instance => instance.SopInstanceUid).ToArray() is { Length: > 0 } all && all.All(Rejected.Contains);

    /// <summary>Whether another list holds exactly the same.</summary>
    public bool IsSameAs(IReadOnlyList<RemoteInstance> others) => Instances.Count == others.Count && Instances.Zip(others).All(pair => pair.First.Key == pair.Second.Key);
}
