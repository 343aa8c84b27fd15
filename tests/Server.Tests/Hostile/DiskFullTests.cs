using System.Text.Json;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Hostile;

public sealed class DiskFullTests
{
    [MountFact]
    public async Task A_full_disk_refuses_uploads_with_their_reason_serves_reads_and_takes_uploads_again_once_there_is_room()
    {
        using var disk = new SmallDisk(mebibytes: 48);
        string study = TestImage.NewUid(), data = Path.Combine(disk.Path, "data");
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data);
        using AlnProcess alive = server;
        using var client = new HttpClient { BaseAddress = url };
        byte[] first = TestImage.File(study);
        (await client.StowAsync(first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        disk.FillUpTo(DataFolder.Reserve + (512 * 1024));
        int stored = 1 + await StoreUntilRefusedAsync(client, study, refusals: 20);
        disk.FillUpTo(bytesLeft: 0);
        (await StoreUntilRefusedAsync(client, study, refusals: 20)).ShouldBe(0);
        Directory.GetFiles(Path.Combine(data, "incoming"), "*", SearchOption.AllDirectories).Length.ShouldBe(1, "the lock alone");
        (await client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(stored);
        using (HttpResponseMessage kept = await client.GetAsync($"/dicomweb/studies/{study}"))
        {
            (await kept.PartsAsync()).Length.ShouldBe(stored);
        }

        disk.Free();
        (await client.StowAsync(TestImage.File(study))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(stored + 1);
        Directory.GetFiles(Path.Combine(data, "instances"), "*", SearchOption.AllDirectories).Length.ShouldBe(stored + 1);
        server.IsAlive.ShouldBeTrue();
    }

    /// <returns>How many uploads were stored before the refusals began, each of which says why.</returns>
    private static async Task<int> StoreUntilRefusedAsync(HttpClient client, string study, int refusals)
    {
        int stored = 0;
        for (int refused = 0; refused < refusals;)
        {
            using HttpResponseMessage answer = await client.StowAsync(TestImage.File(study));
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                (++stored).ShouldBeLessThan(1000, "the disk does not fill up");
                continue;
            }

            refused++;
            answer.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
            ReasonOf(await answer.JsonAsync()).ShouldBe("42752", "A700H, out of resources");
        }

        return stored;
    }

    private static string? ReasonOf(JsonElement answer) =>
        (answer.TryGetProperty("00081198", out JsonElement failed) ? failed : answer.GetProperty("0008119A")).GetProperty("Value")[0].Value("00081197");
}
