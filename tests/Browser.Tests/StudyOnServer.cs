using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

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

    /// <summary>The modalities of the study's series that a search finds, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> ModalitiesAsync()
    {
        JsonElement series = await Client.GetFromJsonAsync<JsonElement>($"/dicomweb/studies/{StudyInstanceUid}/series");
        return [.. series.EnumerateArray().Select(s => s.GetProperty("00080060").GetProperty("Value")[0].GetString()!).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The labels of a saved outline by the slice: its SOP Instance UID, with the frame behind it in a multi-frame image.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> LabelsAsync(SavedOutline outline)
    {
        byte[] voxels = await Client.GetByteArrayAsync($"/api/segmentations/{outline.Id}/labelmap");
        int size = outline.Rows * outline.Columns;
        voxels.Length.ShouldBe(size * outline.SopInstanceUids.Count);
        return outline.Slices.Select((slice, k) => (slice, k)).ToDictionary(s => s.slice, s => voxels[(s.k * size)..((s.k + 1) * size)]);
    }

    /// <summary>Lets the server outline and score the study by itself, as it does with studies that arrive.</summary>
    public async Task ProcessAsync()
    {
        using HttpResponseMessage started = await Client.PostAsync($"/api/studies/{StudyInstanceUid}/processing", content: null);
        started.EnsureSuccessStatusCode();
        for (DateTime end = DateTime.UtcNow.AddMinutes(2); DateTime.UtcNow < end; await Task.Delay(100))
        {
            using HttpResponseMessage states = await Client.PostAsJsonAsync("/api/worklist", new { studyInstanceUids = new[] { StudyInstanceUid } });
            if ((await states.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("state").GetString() == "ready")
            {
                return;
            }
        }

        throw new TimeoutException("The study did not become ready.");
    }

    /// <summary>The map of a feature inside what the server outlines by itself, by the SOP Instance UID of the slice; NaN outside.</summary>
    public async Task<IReadOnlyDictionary<string, float[]>> MapAsync(string feature)
    {
        string segmentation = await ResultAsync("/api/segmentations", new { studyInstanceUid = StudyInstanceUid }, "segmentationId");
        string id = await ResultAsync("/api/feature-maps", new { segmentationId = segmentation, feature }, "featureMapId");
        MapOnServer map = await Client.GetFromJsonAsync<MapOnServer>($"/api/feature-maps/{id}") ?? throw new InvalidOperationException("The map has no description.");
        float[] values = MemoryMarshal.Cast<byte, float>(await Client.GetByteArrayAsync($"/api/feature-maps/{id}/values")).ToArray();
        int size = map.Rows * map.Columns;
        return map.SopInstanceUids.Select((uid, k) => (uid, k)).ToDictionary(slice => slice.uid, slice => values[(slice.k * size)..((slice.k + 1) * size)]);
    }

    /// <summary>Asks for work and waits for its result.</summary>
    private async Task<string> ResultAsync(string path, object request, string result)
    {
        using HttpResponseMessage answer = await Client.PostAsJsonAsync(path, request);
        answer.EnsureSuccessStatusCode();
        for (DateTime end = DateTime.UtcNow.AddMinutes(2); DateTime.UtcNow < end; await Task.Delay(50))
        {
            JsonElement job = await Client.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
            if (job.GetProperty("state").GetString() == "succeeded")
            {
                return job.GetProperty("result").GetProperty(result).GetString()!;
            }
        }

        throw new TimeoutException($"{path} did not succeed.");
    }
}

/// <summary>What the tests need of a feature map.</summary>
internal sealed record MapOnServer(IReadOnlyList<string> SopInstanceUids, int Rows, int Columns);

/// <summary>What the tests need of a saved outline.</summary>
internal sealed record SavedOutline(
    string Id,
    bool Saved,
    string SeriesInstanceUid,
    IReadOnlyList<string> SopInstanceUids,
    IReadOnlyList<int>? FrameNumbers,
    int Rows,
    int Columns,
    string AlgorithmType,
    string SopInstanceUid)
{
    /// <summary>Its slices: the SOP Instance UID of each, with the frame behind it in a multi-frame image.</summary>
    public IEnumerable<string> Slices => SopInstanceUids.Select((uid, k) => FrameNumbers is { } frames ? $"{uid} frame {frames[k]}" : uid);
}
