using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Readings;

/// <summary>Decisions that a killed server left in the middle.</summary>
public sealed class ReadingRecoveryTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ReadingFixture _fixture = new();

    private ServerFixture Server => _fixture.Server;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_decision_whose_report_was_stored_counts_after_the_next_start_and_its_pdf_is_made()
    {
        string study = await _fixture.NewStudyAsync();
        ReadingAnswer accepted = await _fixture.AcceptAsync((await _fixture.SegmentAsync(study)).Id);
        DicomDataset pdf = (await _fixture.ObjectsAsync(study, "DOC")).ShouldHaveSingleItem();
        await Server.Services.GetRequiredService<InstanceStore>().DeleteAsync(
            new InstanceScope(study, pdf.GetString(DicomTag.SeriesInstanceUID), pdf.GetString(DicomTag.SOPInstanceUID)), CancellationToken.None);

        await Server.RestartAsync(MakePrepared);
        await WaitUntilAsync(async () => (await _fixture.ReadingsAsync(study)).State is not null);

        (await _fixture.ReadingsAsync(study)).State!.Id.ShouldBe(accepted.Id);
        (await _fixture.ModalitiesAsync(study)).ShouldBe(["DOC", "MR", "SEG", "SR"]);
        (await Server.Client.GetByteArrayAsync($"/api/studies/{study}/readings/{accepted.Id}/report.pdf")).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task A_decision_whose_report_was_not_stored_is_forgotten_and_can_be_taken_again()
    {
        string study = await _fixture.NewStudyAsync();
        ReadingAnswer accepted = await _fixture.AcceptAsync((await _fixture.SegmentAsync(study)).Id);
        foreach (string modality in (string[])["SR", "DOC"])
        {
            DicomDataset written = (await _fixture.ObjectsAsync(study, modality)).ShouldHaveSingleItem();
            await Server.Services.GetRequiredService<InstanceStore>().DeleteAsync(new InstanceScope(study, written.GetString(DicomTag.SeriesInstanceUID)), CancellationToken.None);
        }

        await Server.RestartAsync(MakePrepared);
        await WaitUntilAsync(() => Task.FromResult(Server.Services.GetRequiredService<ReadingFolder>().Prepared().Count == 0));

        (await _fixture.ReadingsAsync(study)).State.ShouldBeNull();
        (await _fixture.AcceptAsync(accepted.SegmentationId)).SegmentationId.ShouldBe(accepted.SegmentationId);
        (await _fixture.ModalitiesAsync(study)).ShouldBe(["DOC", "MR", "SEG", "SR"]);
    }

    [Fact]
    public async Task A_server_killed_while_results_are_accepted_has_a_report_for_each_reading_and_a_reading_for_each_report()
    {
        using var data = new TemporaryFolder();
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("killed while accepting");
        string study = files[0].Dataset.GetString(DicomTag.StudyInstanceUID)!, draft = "";
        foreach (int delay in (int[])[-1, 20, 120, 260])
        {
            (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data.Path, ("Worklist__Automatic", "false"));
            using AlnProcess running = server;
            using var client = new HttpClient { BaseAddress = url };
            if (delay < 0)
            {
                await client.StowAsync([.. files.Select(BytesOf)]);
                draft = (await client.SegmentAsync(new SegmentationRequest(study))).Id;
            }

            Task<HttpResponseMessage> accepting = client.PostAsJsonAsync($"/api/segmentations/{draft}/accept", new AcceptRequest($"Reader {delay}"));
            await Task.WhenAny(accepting, Task.Delay(delay < 0 ? 60_000 : delay));
            running.Kill();
            await accepting.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        (AlnProcess last, Uri address) = await AlnProcess.ServeAsync(data.Path, ("Worklist__Automatic", "false"));
        using AlnProcess after = last;
        using var reader = new HttpClient { BaseAddress = address };
        using HttpResponseMessage again = await reader.PostAsJsonAsync($"/api/segmentations/{draft}/accept", new AcceptRequest("Reader after"));
        again.IsSuccessStatusCode.ShouldBeTrue(await again.Content.ReadAsStringAsync());
        var readings = (await reader.GetFromJsonAsync<ReadingsAnswer>($"/api/studies/{study}/readings"))!;
        string[] reports = [.. (await reader.QidoAsync($"/studies/{study}/instances?Modality=SR")).Select(i => i.GetProperty("00080018").GetProperty("Value")[0].GetString()!)];
        reports.ShouldBe(readings.Readings.Select(r => r.ReportSopInstanceUid!), ignoreOrder: true);
        (await reader.QidoAsync($"/studies/{study}/instances?Modality=DOC")).Length.ShouldBe(reports.Length);
        readings.Readings.Select(r => r.Reader).ShouldContain("Reader -1");
    }

    private static byte[] BytesOf(DicomFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    /// <summary>The data folder as a server leaves it that is killed before the reading counts.</summary>
    private static void MakePrepared(string dataFolder)
    {
        string path = Directory.GetFiles(Path.Combine(dataFolder, "readings"), "000001-*.json", SearchOption.AllDirectories).Single();
        var id = Guid.ParseExact(Path.GetFileNameWithoutExtension(path)[7..], "N");
        File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, $"{id}.prepared"));
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        for (DateTime end = DateTime.UtcNow.AddSeconds(20); !await condition(); await Task.Delay(50))
        {
            (DateTime.UtcNow < end).ShouldBeTrue("what was waited for did not happen");
        }
    }
}
