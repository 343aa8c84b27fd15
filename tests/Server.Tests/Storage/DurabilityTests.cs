using System.Collections.Concurrent;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Storage;

public sealed class DurabilityTests
{
    private const int Kills = 4;
    private const int Clients = 8;

    [Fact]
    public async Task Killed_while_storing_it_keeps_what_it_acknowledged_and_nothing_else_is_left()
    {
        using var data = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<string, byte[]>();
        string study = TestImage.NewUid();
        for (int kill = 0; kill < Kills; kill++)
        {
            await StoreUntilKilledAsync(data.Path, study, acknowledged, enough: 15 * (kill + 1));
        }

        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(15 * Kills);
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data.Path);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = url };
            string[] indexed = [.. (await client.QidoAsync($"/studies/{study}/instances")).Select(i => i.Value("00080018")!)];
            acknowledged.Keys.ShouldBeSubsetOf(indexed);
            using HttpResponseMessage all = await client.GetAsync($"/dicomweb/studies/{study}");
            HashSet<string> contents = [.. (await all.PartsAsync()).Select(part => Convert.ToHexString(part.Body))];
            acknowledged.Values.ShouldAllBe(file => contents.Contains(Convert.ToHexString(file)));
            Directory.GetFiles(Path.Combine(data.Path, "instances"), "*", SearchOption.AllDirectories).Length.ShouldBe(indexed.Length);
            Directory.GetFiles(Path.Combine(data.Path, "incoming"), "*", SearchOption.AllDirectories).Length.ShouldBe(1, "the living server's lock alone");
        }
    }

    [Fact]
    public async Task A_removed_index_is_rebuilt_from_the_images()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        string study = TestImage.NewUid();
        byte[][] files = [TestImage.File(study, number: 1), TestImage.File(study, number: 2)];
        (await server.Client.StowAsync(files)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await server.RestartAsync(data => Array.ForEach(Directory.GetFiles(data, "index.sqlite*"), File.Delete));

        (await server.Client.QidoAsync($"/studies/{study}/instances")).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_stored_is_there_after_a_restart()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        byte[] file = TestImage.File();
        (await server.Client.StowAsync(file)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.RestartAsync();
        string study = (await server.Client.QidoAsync("/studies")).Single().Value("0020000D")!;
        using HttpResponseMessage kept = await server.Client.GetAsync($"/dicomweb/studies/{study}");
        (await kept.PartsAsync()).Single().Body.ShouldBe(file);
    }

    private static async Task StoreUntilKilledAsync(
        string dataFolder, string study, ConcurrentDictionary<string, byte[]> acknowledged, int enough)
    {
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(dataFolder);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = url };
            Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => StoreUntilRefusedAsync(client, study, acknowledged))];
            while (acknowledged.Count < enough && !clients.Any(c => c.IsCompleted))
            {
                await Task.Delay(1);
            }

            server.Kill();
            await Task.WhenAll(clients);
        }
    }

    private static async Task StoreUntilRefusedAsync(HttpClient client, string study, ConcurrentDictionary<string, byte[]> acknowledged)
    {
        while (true)
        {
            string instance = TestImage.NewUid();
            byte[] file = TestImage.File(study, instance: instance);
            try
            {
                using HttpResponseMessage answer = await client.StowAsync(file);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                acknowledged[instance] = file;
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}
