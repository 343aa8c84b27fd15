using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Readings;

/// <summary>A server with the product's own model, and readers who decide on phantom studies.</summary>
public sealed class ReadingFixture : IAsyncLifetime, IAsyncDisposable
{
    private int _studies;

    /// <summary>The server.</summary>
    public ServerFixture Server { get; } = new();

    public Task InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Stores a study of its own for a test.</summary>
    public async Task<string> NewStudyAsync(string patientName = "PHANTOM^Reading", string? patientId = null)
    {
        int number = Interlocked.Increment(ref _studies);
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy($"reading {number}");
        files.ForEach(f => f.Dataset.Set(DicomTag.SpecificCharacterSet, "ISO_IR 192").Set(DicomTag.PatientName, patientName).Set(DicomTag.PatientID, patientId ?? $"P-{number}").Set(DicomTag.StudyDate, "20240305"));
        return await Server.StoreAsync(files);
    }

    /// <summary>Outlines the tumour of a study.</summary>
    internal Task<SegmentationInfo> SegmentAsync(string study) => Server.Client.SegmentAsync(new SegmentationRequest(study));

    /// <summary>Accepts a segmentation.</summary>
    internal async Task<ReadingAnswer> AcceptAsync(string id, HttpStatusCode status = HttpStatusCode.Created, string reader = "Reader One", int? segment = null)
    {
        using HttpResponseMessage answer = await Server.Client.PostAsJsonAsync($"/api/segmentations/{id}/accept", new AcceptRequest(reader, segment));
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ReadingAnswer>())!;
    }

    /// <summary>Rejects a segmentation.</summary>
    internal async Task<ReadingAnswer> RejectAsync(string id, RejectRequest request)
    {
        using HttpResponseMessage answer = await Server.Client.PostAsJsonAsync($"/api/segmentations/{id}/reject", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ReadingAnswer>())!;
    }

    /// <summary>The readings of a study.</summary>
    internal async Task<ReadingsAnswer> ReadingsAsync(string study) => (await Server.Client.GetFromJsonAsync<ReadingsAnswer>($"/api/studies/{study}/readings"))!;

    /// <summary>The modalities of a study's series, as QIDO-RS tells them.</summary>
    internal async Task<string[]> ModalitiesAsync(string study) =>
        [.. (await Server.Client.QidoAsync($"/studies/{study}/series")).Select(s => s.GetProperty("00080060").GetProperty("Value")[0].GetString()!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Headers of the visible objects of a modality.</summary>
    internal async Task<IReadOnlyList<DicomDataset>> ObjectsAsync(string study, string modality) =>
        [.. (await Server.Services.GetRequiredService<IInstanceSource>().ReadHeadersAsync(study, CancellationToken.None)).Where(h => h.GetString(DicomTag.Modality) == modality)];

    /// <summary>The bytes of an object, as a DICOMweb client gets them.</summary>
    internal Task<byte[]> BytesOfAsync(DicomDataset header) => Server.BytesOfAsync(header.GetString(DicomTag.SOPInstanceUID)!);
}
