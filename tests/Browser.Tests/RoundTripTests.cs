using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.Segmentation;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>Asymmetric VOIs of two lesions that go from the server to the real OHIF and back, again and again, in every orientation.</summary>
[Collection("Browser")]
public sealed partial class RoundTripTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    private const int Trips = 5;

    [BrowserTheory]
    [InlineData("axial descending")]
    [InlineData("sagittal")]
    [InlineData("coronal")]
    [InlineData("oblique descending")]
    public async Task A_VOI_survives_five_trips_to_the_viewer_and_back(string orientation)
    {
        StudyOnServer study = await StoredAsync(orientation);
        IReadOnlyDictionary<string, byte[]> expected = await DrawnAsync(study);
        for (int trip = 0; trip < Trips; trip++)
        {
            await using ReadingPage reading = await room.FreshBrowserAsync();
            await reading.OpenStudyAsync(study.Patient);
            await Assertions.Expect(reading.OutlineState).ToHaveTextAsync(SavedState());
            await reading.WaitForVoxelsAsync(count => count > 0);
            ShouldBeTheSame(await reading.ReadLabelsAsync(), expected, $"trip {trip + 1}, in the viewer");

            int before = await reading.CountVoxelsAsync();
            await reading.PressAsync(trip % 2 == 0 ? "tool-brush" : "tool-eraser");
            var start = new Voxel(4 + (3 * trip), 5 + (2 * trip));
            await reading.DragAsync(Viewport.Peak, start, start with { Column = start.Column + 3 });
            await reading.WaitForVoxelsAsync(count => count != before);
            expected = await reading.ReadLabelsAsync();
            await reading.PressAsync("save");
            await Assertions.Expect(reading.OutlineState).ToHaveTextAsync(SavedState());

            IReadOnlyList<SavedOutline> saved = await study.SavedAsync();
            saved.Count.ShouldBe(trip + 2);
            IReadOnlyDictionary<string, byte[]>[] kept = await Task.WhenAll(saved.Select(study.LabelsAsync));
            kept.ShouldContain(labels => AreTheSame(labels, expected), $"trip {trip + 1}, on the server");
        }
    }

    private static void ShouldBeTheSame(IReadOnlyDictionary<string, byte[]> actual, IReadOnlyDictionary<string, byte[]> expected, string where) =>
        AreTheSame(actual, expected).ShouldBeTrue(where);

    private static bool AreTheSame(IReadOnlyDictionary<string, byte[]> actual, IReadOnlyDictionary<string, byte[]> expected) =>
        actual.Count == expected.Count && expected.All(slice => actual.TryGetValue(slice.Key, out byte[]? labels) && labels.AsSpan().SequenceEqual(slice.Value));

    private async Task<StudyOnServer> StoredAsync(string orientation)
    {
        string folder = Directory.CreateTempSubdirectory("aln-oriented-").FullName;
        try
        {
            List<DicomFile> files = OrientedStudy.Classic(orientation);
            files.ForEach(file => file.Dataset.Set(DicomTag.PatientName, $"Oriented^{orientation}"));
            OrientedStudy.Write(folder, files);
            return await room.StoreAsync(folder, $"Oriented, {orientation}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Saves two lesions of random voxels in one half of the slices, by the server's own interface.</summary>
    private static async Task<IReadOnlyDictionary<string, byte[]>> DrawnAsync(StudyOnServer study)
    {
        JsonElement phases = await study.Client.GetFromJsonAsync<JsonElement>($"/api/studies/{study.StudyInstanceUid}/phases");
        string[] slices = [.. phases.GetProperty("phases")[phases.GetProperty("peakIndex").GetInt32()].GetProperty("sopInstanceUids").EnumerateArray().Select(uid => uid.GetString()!)];
        var random = new Random(3);
        int size = OrientedStudy.Columns * OrientedStudy.Rows;
        byte[] labels = [.. Enumerable.Range(0, slices.Length * size).Select(n => (byte)(n > 2 * size && n < 5 * size && random.Next(3) == 0 ? 1 + (n % 7 == 0 ? 1 : 0) : 0))];
        var description = new
        {
            studyInstanceUid = study.StudyInstanceUid, sopInstanceUids = slices, rows = OrientedStudy.Rows, columns = OrientedStudy.Columns, edited = true,
            segments = new[] { new { number = 1, label = "First lesion" }, new { number = 2, label = "Second lesion" } },
        };
        using var form = new MultipartFormDataContent { { JsonContent.Create(description), "description" }, { new ByteArrayContent(labels), "labelmap", "labelmap" } };
        using HttpResponseMessage answer = await study.Client.PutAsync($"/api/segmentations/{Guid.NewGuid()}", form);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return slices.Select((uid, k) => (uid, k)).ToDictionary(s => s.uid, s => labels[(s.k * size)..((s.k + 1) * size)]);
    }

    [GeneratedRegex("^Saved, ")]
    private static partial Regex SavedState();
}
