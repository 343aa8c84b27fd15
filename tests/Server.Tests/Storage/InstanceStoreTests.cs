using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Tests.Storage;

public sealed class InstanceStoreTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly string _study = TestImage.NewUid();
    private readonly string _series = TestImage.NewUid();
    private readonly InstanceStore _store;

    public InstanceStoreTests() => _store = new InstanceStore(DataFolder.Open(_data.Path), NullLogger<InstanceStore>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _data.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task Headers_come_without_pixel_data_in_order_of_their_number()
    {
        foreach (int number in (int[])[3, 1, 2])
        {
            (await StoreAsync(TestImage.Dataset(_study, _series, number: number))).ShouldBe(StoreOutcome.Stored);
        }

        IReadOnlyList<DicomDataset> headers = await _store.ReadHeadersAsync(_study, CancellationToken.None);
        headers.Select(header => header.GetInt(DicomTag.InstanceNumber)).ShouldBe([1, 2, 3]);
        headers.ShouldAllBe(header => !header.Contains(DicomTag.PixelData));
        (await _store.ReadHeadersAsync("1.2.3", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_is_read_with_its_pixel_data_under_its_full_address_only()
    {
        DicomDataset image = TestImage.Dataset(_study, _series);
        string instance = image.GetString(DicomTag.SOPInstanceUID)!;
        await StoreAsync(image);

        DicomFile? found = await _store.ReadInstanceAsync(_study, _series, instance, CancellationToken.None);
        found!.Dataset.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(image.GetBytes(DicomTag.PixelData).ToArray());
        (await _store.ReadInstanceAsync(_study, "1.2.3", instance, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Studies_are_summed_up()
    {
        await StoreAsync(TestImage.Dataset(_study, _series, number: 1));
        await StoreAsync(TestImage.Dataset(_study, _series, number: 2));
        await StoreAsync(TestImage.Dataset(_study).Set(DicomTag.Modality, "SEG"));

        StudySummary study = (await _store.ListStudiesAsync(CancellationToken.None)).Single();
        study.StudyInstanceUid.ShouldBe(_study);
        study.Modalities.ShouldBe(["MR", "SEG"]);
        study.SeriesCount.ShouldBe(2);
        study.InstanceCount.ShouldBe(3);
    }

    [Fact]
    public async Task Deleting_counts_and_an_empty_store_lists_nothing()
    {
        await StoreAsync(TestImage.Dataset(_study, _series, number: 1));
        await StoreAsync(TestImage.Dataset(_study, _series, number: 2));
        (await _store.DeleteAsync(new InstanceScope(_study, _series), CancellationToken.None)).ShouldBe(2);
        (await _store.DeleteAsync(new InstanceScope(_study), CancellationToken.None)).ShouldBe(0);
        (await _store.ListStudiesAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_waits_for_whoever_is_reading_the_headers()
    {
        const int Images = 60;
        for (int number = 0; number < Images; number++)
        {
            await StoreAsync(TestImage.Dataset(_study, _series, number: number));
        }

        Task<IReadOnlyList<DicomDataset>>[] reading = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => _store.ReadHeadersAsync(_study, CancellationToken.None)))];
        await Task.WhenAny(reading[0], Task.Delay(1));
        await _store.DeleteAsync(new InstanceScope(_study), CancellationToken.None);

        (await Task.WhenAll(reading)).ShouldAllBe(headers => headers.Count == Images || headers.Count == 0);
    }

    [Fact]
    public async Task A_second_store_on_the_same_folder_leaves_the_first_ones_uploads_alone()
    {
        using StagedFile upload = await _store.StageAsync(new MemoryStream(TestImage.File(_study)), CancellationToken.None);
        await using (var second = new InstanceStore(DataFolder.Open(_data.Path), NullLogger<InstanceStore>.Instance))
        {
            File.Exists(upload.Path).ShouldBeTrue();
            (await second.StoreAsync(new DicomFile(TestImage.Dataset(_study, _series)), CancellationToken.None)).ShouldBe(StoreOutcome.Stored);
        }

        (await _store.ReadHeadersAsync(_study, CancellationToken.None)).Count.ShouldBe(1);
    }

    private Task<StoreOutcome> StoreAsync(DicomDataset dataset) => _store.StoreAsync(new DicomFile(dataset), CancellationToken.None);
}
