using Microsoft.Extensions.Configuration;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Tests.Dicom.Series;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>One browser and one server for all tests of a class, with a way to bring in studies.</summary>
public sealed class ReadingRoom : IAsyncLifetime, IAsyncDisposable
{
    private const ulong CohortSeed = 20;

    private readonly Chromium _chromium = new();
    private readonly string _phantoms = Directory.CreateTempSubdirectory("aln-phantoms-").FullName;
    private readonly string? _models;
    private ViewerServer? _server;

    /// <summary>A room whose server has the models of the product.</summary>
    public ReadingRoom()
    {
    }

    /// <summary>A room whose server has other models.</summary>
    /// <param name="models">Their folder.</param>
    internal ReadingRoom(string models) => _models = models;

    /// <summary>Settings of the server beyond the usual ones.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The server under test.</summary>
    public ViewerServer Server => _server ?? throw new InvalidOperationException("The server is not running.");

    public async Task InitializeAsync()
    {
        if (Chromium.ExecutablePath is null)
        {
            return;
        }

        await _chromium.InitializeAsync();
        _server = await ViewerServer.StartAsync(models: _models, customise: builder => builder.Configuration.AddInMemoryCollection(Settings));
    }

    /// <summary>Opens the study list in a browser that has never been here.</summary>
    /// <param name="language">Language of the browser; without it that of the computer.</param>
    internal Task<ReadingPage> FreshBrowserAsync(string? language = null) => ReadingPage.OpenStudyListAsync(_chromium, Server.Url, language);

    /// <summary>An empty page in a browser that has never been here.</summary>
    internal Task<IPage> FreshPageAsync() => _chromium.FreshPageAsync();

    /// <summary>As <see cref="FreshBrowserAsync()"/>, on a screen of some size.</summary>
    internal Task<ReadingPage> FreshBrowserAsync(int width, int height) => ReadingPage.OpenStudyListAsync(_chromium, Server.Url, language: null, width, height);

    /// <summary>Makes a phantom patient and stores the study; patients differ by their number.</summary>
    internal async Task<StudyOnServer> StorePhantomAsync(int number, PhantomOptions options, bool onlyFirstSeries = false)
    {
        (string folder, string study) = WritePhantom(number, options);
        IEnumerable<string> series = Directory.EnumerateDirectories(Directory.EnumerateDirectories(folder).Single()).Order(StringComparer.Ordinal);
        await Server.StoreAsync(series.Take(onlyFirstSeries ? 1 : int.MaxValue).SelectMany(Directory.EnumerateFiles));
        return new StudyOnServer(Server.Client, study, $"PHANTOM, {number:0000}");
    }

    /// <summary>Makes a phantom patient as files, and returns their folder and the study.</summary>
    internal (string Folder, string StudyInstanceUid) WritePhantom(int number, PhantomOptions options)
    {
        PhantomPatient patient = PhantomPatient.Render(PatientPlan.Cohort(CohortSeed, number, options).Last(), options);
        string folder = Path.Combine(_phantoms, $"{number}");
        PhantomFolder.Write(folder, patient);
        return (folder, new PhantomStudy(patient).StudyInstanceUid);
    }

    /// <summary>Opens the study list of another server in a browser that has never been here.</summary>
    internal Task<ReadingPage> FreshBrowserAsync(Uri server) => ReadingPage.OpenStudyListAsync(_chromium, server, language: null);

    /// <summary>Makes a phantom patient and stores all phases as the frames of one enhanced image.</summary>
    internal async Task<StudyOnServer> StoreEnhancedAsync(int number, PhantomOptions options)
    {
        PhantomPatient patient = PhantomPatient.Render(PatientPlan.Cohort(CohortSeed, number, options).Last(), options);
        DicomDataset[][] phases = [.. new PhantomStudy(patient).Instances().Select(i => i.File.Dataset).Where(d => d.GetStrings(DicomTag.ImageType)[0] != "DERIVED")
            .GroupBy(d => d.GetString(DicomTag.SeriesInstanceUID)).Select(g => g.ToArray())];
        string file = Path.Combine(_phantoms, $"enhanced-{number}.dcm");
        await using (FileStream stream = File.Create(file))
        {
            new DicomFile(EnhancedMr.Of(phases, [.. patient.Series.Phases.Select(p => p.TimeSeconds)])).Write(stream);
        }

        await Server.StoreAsync([file]);
        return new StudyOnServer(Server.Client, new PhantomStudy(patient).StudyInstanceUid, $"PHANTOM, {number:0000}");
    }

    /// <summary>Stores the images of a phantom once more, as a later study of the same patient.</summary>
    internal async Task<string> StoreLaterStudyAsync(int number, string date)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_phantoms, $"{number}-{date}")).FullName;
        string study = "";
        foreach ((int n, string path) in Directory.EnumerateFiles(Path.Combine(_phantoms, $"{number}"), "*.dcm", SearchOption.AllDirectories).Index())
        {
            DicomDataset dataset = DicomFile.Read(path).Dataset;
            foreach (DicomTag tag in (DicomTag[])[DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.SOPInstanceUID, DicomTag.FrameOfReferenceUID])
            {
                dataset.Set(tag, DicomUid.FromName($"{date}/{dataset.GetString(tag)}"));
            }

            study = dataset.Set(DicomTag.StudyDate, date).GetString(DicomTag.StudyInstanceUID)!;
            await using FileStream file = File.Create(Path.Combine(folder, $"{n}.dcm"));
            new DicomFile(dataset).Write(file);
        }

        await Server.StoreAsync(Directory.EnumerateFiles(folder));
        return study;
    }

    /// <summary>Stores a study that lies in a folder.</summary>
    internal async Task<StudyOnServer> StoreAsync(string folder, string patient)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories)];
        await Server.StoreAsync(files);
        string study = DicomFile.Read(files[0], new DicomReadOptions { StopBeforePixelData = true }).Dataset.GetString(DicomTag.StudyInstanceUID)
            ?? throw new InvalidOperationException($"{files[0]} names no study.");
        return new StudyOnServer(Server.Client, study, patient);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_phantoms, recursive: true);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
