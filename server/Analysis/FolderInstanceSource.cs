using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>DICOM files in a folder and below it, read where they lie; other files are passed over.</summary>
internal sealed class FolderInstanceSource : IInstanceSource
{
    private readonly Dictionary<string, List<(DicomDataset Header, string Path)>> _studies = [];

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
            [.. s.Value.Select(i => i.Header.GetString(DicomTag.Modality)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            s.Value.Select(i => i.Header.GetString(DicomTag.SeriesInstanceUID)).Distinct().Count(),
            s.Value.Count))]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DicomDataset>> ReadHeadersAsync(string studyInstanceUid, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DicomDataset>>(_studies.TryGetValue(studyInstanceUid, out var instances) ? [.. instances.Select(i => i.Header)] : []);

    /// <inheritdoc/>
    public Task<DicomFile?> ReadInstanceAsync(string studyInstanceUid, string seriesInstanceUid, string sopInstanceUid, CancellationToken cancellation)
    {
        string? path = _studies.GetValueOrDefault(studyInstanceUid)?
            .Find(i => i.Header.GetString(DicomTag.SOPInstanceUID) == sopInstanceUid && i.Header.GetString(DicomTag.SeriesInstanceUID) == seriesInstanceUid).Path;
        return Task.FromResult(path is null ? null : DicomFile.Read(path));
    }

    /// <inheritdoc/>
    public Task<InstanceScope?> LocateAsync(string sopInstanceUid, CancellationToken cancellation) =>
        Task.FromResult(_studies.SelectMany(s => s.Value).Where(i => i.Header.GetString(DicomTag.SOPInstanceUID) == sopInstanceUid)
            .Select(i => new InstanceScope(i.Header.GetString(DicomTag.StudyInstanceUID)!, i.Header.GetString(DicomTag.SeriesInstanceUID), sopInstanceUid)).FirstOrDefault());

    private void Add(string path)
    {
        try
        {
            var header = DicomFile.Read(path, DicomReadOptions.Header).Dataset;
            if (header.GetString(DicomTag.StudyInstanceUID) is { } study && header.Contains(DicomTag.SOPInstanceUID))
            {
                (_studies.TryGetValue(study, out var instances) ? instances : _studies[study] = []).Add((header, path));
            }
        }
        catch (Exception e) when (e is DicomFormatException or IOException or UnauthorizedAccessException)
        {
            PassedOver.Add((path, e.Message));
        }
    }
}
