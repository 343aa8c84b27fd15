using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>DICOM files in a folder and below it, read where they lie; other files are passed over.</summary>
internal sealed class FolderInstanceSource : IInstanceSource
{
    private readonly Dictionary<string, List<DicomDataset>> _studies = [];
    private readonly Dictionary<string, (InstanceScope Place, string Path)> _instances = [];

    private FolderInstanceSource()
    {
    }

    /// <summary>Files that are no DICOM or cannot be read, with the reason.</summary>
    public List<(string Path, string Reason)> PassedOver { get; } = [];

    /// <summary>Reads the headers of all files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static FolderInstanceSource Open(string folder, CancellationToken cancellation)
    {
        var source = new FolderInstanceSource();
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            source.Add(path);
        }

        return source;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StudySummary>> ListStudiesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StudySummary>>([.. _studies.Select(s => new StudySummary(
            s.Key,
            [.. s.Value.Select(i => i.GetString(DicomTag.Modality)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            s.Value.Select(i => i.GetString(DicomTag.SeriesInstanceUID)).Distinct().Count(),
            s.Value.Count))]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomDataset>> ReadHeadersAsync(string studyInstanceUid, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DicomDataset>>(_studies.TryGetValue(studyInstanceUid, out var instances) ? [.. instances] : []);

    /// <inheritdoc/>
    public Task<DicomFile?> ReadInstanceAsync(string studyInstanceUid, string seriesInstanceUid, string sopInstanceUid, CancellationToken cancellation)
    {
        bool isHere = _instances.TryGetValue(sopInstanceUid, out var found) && found.Place == new InstanceScope(studyInstanceUid, seriesInstanceUid, sopInstanceUid);
        return Task.FromResult(isHere ? DicomFile.Read(found.Path) : null);
    }

    /// <inheritdoc/>
    public Task<string?> FindStudyOfSeriesAsync(string seriesInstanceUid, CancellationToken cancellation) =>
        Task.FromResult(_instances.Values.Select(i => i.Place).FirstOrDefault(p => p.SeriesInstanceUid == seriesInstanceUid)?.StudyInstanceUid);

    /// <inheritdoc/>
    public Task<InstanceScope?> LocateAsync(string sopInstanceUid, CancellationToken cancellation) =>
        Task.FromResult<InstanceScope?>(_instances.GetValueOrDefault(sopInstanceUid).Place);

    private void Add(string path)
    {
        try
        {
            var header = DicomFile.Read(path, DicomReadOptions.Header).Dataset;
            if (header.GetString(DicomTag.StudyInstanceUID) is { } study && header.GetString(DicomTag.SOPInstanceUID) is { } sop
                && _instances.TryAdd(sop, (new InstanceScope(study, header.GetString(DicomTag.SeriesInstanceUID), sop), path)))
            {
                (_studies.TryGetValue(study, out var instances) ? instances : _studies[study] = []).Add(header);
            }
        }
        catch (Exception e) when (e is DicomFormatException or IOException or UnauthorizedAccessException)
        {
            PassedOver.Add((path, e.Message));
        }
    }
}
