using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>The archive as the analysis sees it: the images come from there, and what is made of them goes there.</summary>
internal sealed class RemoteInstances(RemoteStudies studies, RemoteSearch search, RemoteRetrieval retrieval, RemoteWriting writing, RetrievedFiles files) : IInstanceSource, IInstanceWriter
{
    /// <summary>Studies, series or instances found at most.</summary>
    private const int MostStudies = 100_000;

    /// <summary>Instances retrieved before and after one that is asked for: the next slices are asked for next, in one direction or the other.</summary>
    private const int Neighbours = 8;

    /// <summary>The studies of the last days (<see cref="RemoteOptions.PollDays"/>), newest first: an archive's older ones are opened, not listed.</summary>
    public async Task<IReadOnlyList<StudySummary>> ListStudiesAsync(CancellationToken cancellation) =>
        [.. (await search.FindAsync(search.RecentStudies("00080061"), "a search for studies", MostStudies, cancellation))
            .Where(study => study.Uid(DicomTag.StudyInstanceUID) is not null)
            .OrderByDescending(study => study.Text(DicomTag.StudyDate) + study.Text(DicomTag.StudyTime), StringComparer.Ordinal)
            .Select(SummaryOf)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DicomDataset>> ReadHeadersAsync(string studyInstanceUid, CancellationToken cancellation) =>
        (await studies.ReadAsync(studyInstanceUid, cancellation)).Headers!;

    /// <inheritdoc/>
    public async Task<DicomFile?> ReadInstanceAsync(string studyInstanceUid, string seriesInstanceUid, string sopInstanceUid, CancellationToken cancellation)
    {
        RemoteStudy study = await studies.FindAsync(studyInstanceUid, cancellation);
        if (study.Find(sopInstanceUid) is not { } wanted || wanted.SeriesInstanceUid != seriesInstanceUid)
        {
            return null;
        }

        if (ReadRetrieved(wanted) is { } file)
        {
            return file;
        }

        await retrieval.RetrieveAsync(studyInstanceUid, MissingAround(study, wanted), cancellation);
        return ReadRetrieved(wanted);
    }

    /// <inheritdoc/>
    public async Task<string?> FindStudyOfSeriesAsync(string seriesInstanceUid, CancellationToken cancellation) =>
        await FindOneAsync($"series?SeriesInstanceUID={seriesInstanceUid}", "a search for a series", each => each.Uid(DicomTag.SeriesInstanceUID) == seriesInstanceUid, cancellation) is { } series
            ? series.Uid(DicomTag.StudyInstanceUID)
            : null;

    /// <inheritdoc/>
    public async Task<InstanceScope?> LocateAsync(string sopInstanceUid, CancellationToken cancellation)
    {
        JsonElement? found = await FindOneAsync($"instances?SOPInstanceUID={sopInstanceUid}", "a search for an instance", each => each.Uid(DicomTag.SOPInstanceUID) == sopInstanceUid, cancellation);
        if (found?.Uid(DicomTag.StudyInstanceUID) is not { } uid)
        {
            return null;
        }

        RemoteStudy study = await studies.FindAsync(uid, cancellation);
        if (!study.Instances.Any(instance => instance.SopInstanceUid == sopInstanceUid))
        {
            // It came since the study was listed.
            studies.Forget(uid);
            study = await studies.FindAsync(uid, cancellation);
        }

        return study.Find(sopInstanceUid) is { } visible ? new InstanceScope(uid, visible.SeriesInstanceUid, sopInstanceUid) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="Http.ProblemException">The archive did not keep it, or did not say so.</exception>
    public async Task<StoreOutcome> StoreAsync(DicomFile file, CancellationToken cancellation)
    {
        try
        {
            await writing.StoreAsync(file, cancellation);
            return StoreOutcome.Stored;
        }
        finally
        {
            // Also after a failure: the archive may have kept it before it broke off.
            if (file.Dataset.GetString(DicomTag.StudyInstanceUID) is { } study)
            {
                studies.Forget(study);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="Http.ProblemException">Always: nothing is removed from another site's archive.</exception>
    public Task<int> DeleteAsync(InstanceScope scope, CancellationToken cancellation) => throw RemoteProblems.NoDeletion();

    private static StudySummary SummaryOf(JsonElement study) => new(
        study.Uid(DicomTag.StudyInstanceUID)!,
        study.TryGetProperty(DicomTag.ModalitiesInStudy.ToHexString(), out JsonElement modalities) && modalities.TryGetProperty("Value", out JsonElement values)
            ? [.. values.EnumerateArray().Select(value => value.GetString()).OfType<string>().Order(StringComparer.Ordinal)]
            : [],
        int.TryParse(study.Text(DicomTag.NumberOfStudyRelatedSeries), out int series) ? series : 0,
        int.TryParse(study.Text(DicomTag.NumberOfStudyRelatedInstances), out int instances) ? instances : 0);

    /// <summary>An archive that does not know the parameter answers with everything: what is searched for is looked for in the answer.</summary>
    private async Task<JsonElement?> FindOneAsync(string resource, string what, Func<JsonElement, bool> isWanted, CancellationToken cancellation)
    {
        foreach (JsonElement each in await search.FindAsync(resource, what, MostStudies, cancellation))
        {
            if (isWanted(each))
            {
                return each;
            }
        }

        return null;
    }

    private IEnumerable<RemoteInstance> MissingAround(RemoteStudy study, RemoteInstance wanted)
    {
        RemoteInstance[] series = [.. study.Instances.Where(instance => instance.SeriesInstanceUid == wanted.SeriesInstanceUid && study.Find(instance.SopInstanceUid) is not null)];
        int at = Array.IndexOf(series, wanted);
        return series.Where((instance, n) => Math.Abs(n - at) <= Neighbours && !files.Contains(instance.Key));
    }

    /// <summary>A retrieved instance; a file that is broken or was removed meanwhile counts as none.</summary>
    private DicomFile? ReadRetrieved(RemoteInstance instance)
    {
        if (files.Find(instance.Key) is not { } path)
        {
            return null;
        }

        try
        {
            DicomFile file = DicomFile.Read(path);
            if (file.Dataset.GetString(DicomTag.SOPInstanceUID) == instance.SopInstanceUid)
            {
                return file;
            }
        }
        catch (Exception failure) when (failure is DicomFormatException or FileNotFoundException)
        {
            // Retrieved again by whoever asks next.
        }

        files.Remove(instance.Key);
        return null;
    }
}
