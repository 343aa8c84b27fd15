using Microsoft.Extensions.Configuration;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Tests.Interop;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>OHIF, our server and the archive apart from each other: OHIF on nginx, the images in a real Orthanc.</summary>
[Collection("Browser")]
public sealed class OtherViewerTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly Chromium _chromium = new();
    private readonly OtherViewer _viewer = new();
    private OrthancProcess? _orthanc;
    private ViewerServer? _server;

    private OrthancProcess Orthanc => _orthanc!;

    private ViewerServer Server => _server!;

    public async Task InitializeAsync()
    {
        if (Lack.OfOtherViewer is not null)
        {
            return;
        }

        try
        {
            await StartAsync();
        }
        catch
        {
            // xunit does not dispose of what did not start, and the others would go on running.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _viewer.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _orthanc?.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [OtherViewerFact]
    public async Task A_study_of_the_archive_is_read_in_an_OHIF_that_somebody_else_hosts_and_the_SEG_is_in_the_archive()
    {
        var options = new PhantomOptions { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };
        PhantomStudy phantom = new(PhantomPatient.Render(PatientPlan.Cohort(20, 1, options).Last(), options));
        await Orthanc.StoreAsync(phantom.Instances().Select(instance => BytesOf(instance.File)));
        var study = new StudyOnServer(Server.Client, phantom.StudyInstanceUid, "PHANTOM, 0001");
        await RequirePolicyAsync();

        await using ReadingPage reading = await ReadingPage.OpenStudyListAsync(_chromium, _viewer.Url, others: Server.Url);
        await reading.PictureAsync("elsewhere-study-list");
        await reading.OpenStudyAsync(study.Patient);
        await reading.PressAsync("segment");
        (await reading.WaitForAsync(reading.Verdict)).ShouldContain("radscore");
        await reading.PictureAsync("elsewhere-scored");
        IReadOnlyDictionary<string, byte[]> seen = await reading.ReadLabelsAsync();
        await reading.PressAsync("save");
        await reading.WaitForAsync(reading.OutlineState.Filter(new LocatorFilterOptions { HasText = "Saved, " }));
        reading.Faults.ShouldBeEmpty();

        SavedOutline saved = (await study.SavedAsync()).ShouldHaveSingleItem();
        DicomFile seg = DicomFile.Read(new MemoryStream(await Orthanc.FileAsync(saved.SopInstanceUid)));
        seg.Dataset.GetString(DicomTag.SOPClassUID).ShouldBe(DicomUid.SegmentationStorage);
        IReadOnlyDictionary<string, byte[]> kept = await study.LabelsAsync(saved);
        foreach ((string slice, byte[] labels) in seen)
        {
            kept.GetValueOrDefault(slice, new byte[labels.Length]).ShouldBe(labels, slice);
        }
    }

    private async Task StartAsync()
    {
        await _chromium.InitializeAsync();
        _orthanc = await OrthancProcess.StartAsync();
        _server = await ViewerServer.StartAsync(customise: builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DicomWebSource:Url"] = Orthanc.DicomWeb.ToString(),
            ["Security:Origins"] = _viewer.Url.GetLeftPart(UriPartial.Authority),
        }));
        await _viewer.StartAsync(Server.Url);
    }

    /// <summary>The viewer's own web server sends the same strict policy as ours does, with our server in it.</summary>
    private async Task RequirePolicyAsync()
    {
        using var client = new HttpClient();
        using HttpResponseMessage page = await client.GetAsync(_viewer.Url);
        ViewerAssets assets = await ViewerAssets.EnsureAsync();
        string ours = ContentSecurityPolicy.For(await File.ReadAllTextAsync(Path.Combine(assets.OhifFolder, "index.html")));
        page.Headers.GetValues("Content-Security-Policy").Single()
            .ShouldBe(ours.Replace("connect-src 'self' data: blob:", $"connect-src 'self' data: blob: {Server.Url.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal));
    }

    private static byte[] BytesOf(DicomFile file)
    {
        using var bytes = new MemoryStream();
        file.Write(bytes);
        return bytes.ToArray();
    }
}

/// <summary>A test with nginx, Orthanc and a real browser; says so when it is skipped for want of one. In CI it never skips: it fails.</summary>
internal sealed class OtherViewerFactAttribute : FactAttribute
{
    public OtherViewerFactAttribute() => Skip = Lack.OfOtherViewer;
}
