using System.Net.Http.Json;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A study as the server's own interface tells of it, to compare with what is on the screen.</summary>
/// <param name="Client">A client of the server.</param>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="Patient">The patient's name as the study list shows it.</param>
internal sealed record StudyOnServer(HttpClient Client, string StudyInstanceUid, string Patient)
{
    /// <summary>The outlines saved for the study, newest first.</summary>
    public async Task<IReadOnlyList<SavedOutline>> SavedAsync() =>
        await Client.GetFromJsonAsync<List<SavedOutline>>($"/api/studies/{StudyInstanceUid}/segmentations") ?? [];

    /// <summary>The labels of a saved outline by the SOP Instance UID of the slice.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> LabelsAsync(SavedOutline outline)
    {
        byte[] voxels = await Client.GetByteArrayAsync($"/api/segmentations/{outline.Id}/labelmap");
        int size = outline.Rows * outline.Columns;
        voxels.Length.ShouldBe(size * outline.SopInstanceUids.Count);
        return outline.SopInstanceUids.Select((uid, k) => (uid, k)).ToDictionary(slice => slice.uid, slice => voxels[(slice.k * size)..((slice.k + 1) * size)]);
    }
}

/// <summary>What the tests need of a saved outline.</summary>
internal sealed record SavedOutline(
    string Id, bool Saved, string SeriesInstanceUid, IReadOnlyList<string> SopInstanceUids, int Rows, int Columns, string AlgorithmType, string SopInstanceUid);
