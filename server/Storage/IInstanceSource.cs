using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Where the analysis gets its images from: the own store, or another site's archive.</summary>
internal interface IInstanceSource
{
    /// <summary>Every study, newest first.</summary>
    Task<IReadOnlyList<StudySummary>> ListStudiesAsync(CancellationToken cancellation);

    /// <summary>The headers (data sets without pixel data) of a study's instances, by series number, then instance number.</summary>
    /// <returns>Empty when the study is unknown.</returns>
    Task<IReadOnlyList<DicomDataset>> ReadHeadersAsync(string studyInstanceUid, CancellationToken cancellation);

    /// <summary>One instance with its pixel data; null when it is unknown.</summary>
    Task<DicomFile?> ReadInstanceAsync(string studyInstanceUid, string seriesInstanceUid, string sopInstanceUid, CancellationToken cancellation);

    /// <summary>The study of a series; null when the series is unknown.</summary>
    Task<string?> FindStudyOfSeriesAsync(string seriesInstanceUid, CancellationToken cancellation);

    /// <summary>Where an instance is; null when it is unknown.</summary>
    Task<InstanceScope?> LocateAsync(string sopInstanceUid, CancellationToken cancellation);
}
