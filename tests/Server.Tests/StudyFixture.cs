using System.Net.Http.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>A server with a model and one phantom study: four phases, the scanner's subtraction, and two images on another frame of reference.</summary>
public sealed class StudyFixture : IAsyncLifetime, IAsyncDisposable
{
    private StudyPhases? _phases;

    private readonly TemporaryFolder _models = new();

    public StudyFixture()
    {
        LogisticBundle.Create().Write(Path.Combine(_models.Path, "logistic"));
        Server = new ServerFixture { ModelFolder = _models.Path };
    }

    public ServerFixture Server { get; }

    public string Study { get; private set; } = "";

    /// <summary>Labels of the true lesion, 1 inside.</summary>
    internal byte[] Truth { get; } = PhantomData.Patient.Truth.Voxels;

    internal IReadOnlyList<StudyPhase> Phases => _phases!.Phases;

    internal StudyPhase Peak => Phases[_phases!.PeakIndex];

    internal IReadOnlyList<string> ForeignImages { get; private set; } = [];

    internal string SubtractionImage { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        var files = PhantomData.FilesOf(PhantomData.Patient);
        Study = await Server.StoreAsync(files);
        SubtractionImage = files[^1].Dataset.GetString(DicomTag.SOPInstanceUID)!;
        var foreign = files[..2].AsStudy("another table position");
        foreign.ForEach(f => f.Dataset.Set(DicomTag.StudyInstanceUID, Study).Set(DicomTag.SeriesDescription, "T2 TSE"));
        await Server.StoreAsync(foreign);
        ForeignImages = [.. foreign.Select(f => f.Dataset.GetString(DicomTag.SOPInstanceUID)!)];
        _phases = await Server.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{Study}/phases");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _models.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Segments the study and returns the draft.</summary>
    internal Task<SegmentationInfo> SegmentAsync(SegmentationRequest request) => Server.Client.SegmentAsync(request);

    internal Task<IReadOnlyList<DicomDataset>> HeadersAsync() =>
        Server.Services.GetRequiredService<IInstanceSource>().ReadHeadersAsync(Study, CancellationToken.None);

    /// <summary>The bytes of a saved segmentation, as a DICOMweb client gets them.</summary>
    internal Task<byte[]> DicomOfAsync(SegmentationInfo saved) => Server.DicomOfAsync(saved);
}
