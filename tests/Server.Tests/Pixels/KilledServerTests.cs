using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>Decoding processes never outlive the server.</summary>
public sealed class KilledServerTests
{
    [CodecToolsReferenceFact]
    public async Task The_decoding_processes_of_a_killed_server_end()
    {
        using var data = new TemporaryFolder();
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data.Path);
        using AlnProcess running = server;
        using var client = new HttpClient { BaseAddress = url };
        byte[] file = await File.ReadAllBytesAsync(Reference.PathOf("images", "enhanced_mr", "emri_small_jpeg_ls_lossless.dcm"));
        (await client.StowAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        DicomDataset image = DicomFile.Read(new MemoryStream(file)).Dataset;
        string address = $"/dicomweb/studies/{image.GetString(DicomTag.StudyInstanceUID)}/series/{image.GetString(DicomTag.SeriesInstanceUID)}/instances/{image.GetString(DicomTag.SOPInstanceUID)}";
        using HttpResponseMessage decoded = await client.GetAsync(address + "/frames/1", "application/octet-stream");
        decoded.StatusCode.ShouldBe(HttpStatusCode.OK);
        int[] children = ChildrenOf(running.Id);
        children.ShouldNotBeEmpty();

        running.Kill();
        for (int n = 0; n < 100 && children.Any(IsAlive); n++)
        {
            await Task.Delay(50);
        }

        children.ShouldAllBe(child => !IsAlive(child));
    }

    private static int[] ChildrenOf(int process) =>
        [.. Directory.GetDirectories($"/proc/{process}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];

    private static bool IsAlive(int process) => File.Exists($"/proc/{process}/status") && !File.ReadAllText($"/proc/{process}/status").Contains("State:\tZ", StringComparison.Ordinal);
}
