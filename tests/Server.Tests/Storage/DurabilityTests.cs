using System.Collections.Concurrent;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using Xunit.Abstractions;

namespace OhifAlnPlugin.Server.Tests.Storage;

public sealed class DurabilityTests(ITestOutputHelper output)
{
    private const int Clients = 8;
    private const int Seed = 1;
    private const int Page = 5000;
    private const int LongestLifeMilliseconds = 400;

    /// <summary>Five, or as many as <c>ALN_KILLS</c> says.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("ALN_KILLS") is { Length: > 0 } given ? given : "5");

    [Fact]
    public async Task Killed_while_storing_it_keeps_what_it_acknowledged_and_nothing_else_is_left()
    {
        using var data = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<string, byte[]>();
        var random = new Random(Seed);
        string study = TestImage.NewUid();
        for (int kill = 0; kill < Kills; kill++)
        {
            int known = acknowledged.Count;
            await StoreUntilKilledAsync(data.Path, study, acknowledged, TimeSpan.FromMilliseconds(random.Next(LongestLifeMilliseconds)));
            acknowledged.Count.ShouldBeGreaterThan(known, $"kill {kill + 1} came before anything was stored");
        }

        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(data.Path);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = url };
            int indexed = await AgreeAsync(client, data.Path, study, acknowledged.Keys);
            using HttpResponseMessage all = await client.GetAsync($"/dicomweb/studies/{study}");
            HashSet<string> contents = [.. (await all.PartsAsync()).Select(part => Convert.ToHexString(part.Body))];
            acknowledged.Values.ShouldAllBe(file => contents.Contains(Convert.ToHexString(file)));
            output.WriteLine($"{Kills} kills during {Clients} parallel uploads, seed {Seed}: {acknowledged.Count} instances acknowledged, {indexed} stored, none lost, no orphan");
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

    /// <summary>Starts the server, which repairs what the last kill left, and checks it; then stores with all clients until it is killed.</summary>
    private static async Task StoreUntilKilledAsync(
        string dataFolder, string study, ConcurrentDictionary<string, byte[]> acknowledged, TimeSpan life)
    {
        (AlnProcess server, Uri url) = await AlnProcess.ServeAsync(dataFolder);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = url };
            await AgreeAsync(client, dataFolder, study, acknowledged.Keys);
            int known = acknowledged.Count;
            Task[] clients = [.. Enumerable.Range(0, Clients).Select(n => StoreUntilRefusedAsync(client, study, acknowledged, partsOfRequest: 1 + (n % 3)))];
            while (acknowledged.Count == known && !clients.Any(c => c.IsCompleted))
            {
                await Task.Delay(1);
            }

            await Task.Delay(life);
            server.Kill();
            await Task.WhenAll(clients);
        }
    }

    /// <summary>What was acknowledged is in the index, and for each instance of the index there is one file, and no other.</summary>
    /// <returns>How many instances there are.</returns>
    private static async Task<int> AgreeAsync(HttpClient client, string dataFolder, string study, IEnumerable<string> acknowledged)
    {
        var indexed = new List<string>();
        for (int page = 0; page * Page == indexed.Count; page++)
        {
            indexed.AddRange((await client.QidoAsync($"/studies/{study}/instances?limit={Page}&offset={indexed.Count}")).Select(i => i.Value("00080018")!));
        }

        acknowledged.Except(indexed).ShouldBeEmpty();
        string[] files = Directory.GetFiles(Path.Combine(dataFolder, "instances"), "*", SearchOption.AllDirectories);
        files.Select(file => Path.GetFileName(file)).Order().ShouldBe(indexed.Select(Server.Storage.InstanceFiles.NameOf).Order());
        Directory.GetFileSystemEntries(Path.Combine(dataFolder, "incoming")).Length.ShouldBe(2, "the living server's folder and its lock");
        Directory.GetFiles(Path.Combine(dataFolder, "incoming"), "*", SearchOption.AllDirectories).Length.ShouldBe(1, "the lock alone");
        return indexed.Count;
    }

    private static async Task StoreUntilRefusedAsync(HttpClient client, string study, ConcurrentDictionary<string, byte[]> acknowledged, int partsOfRequest)
    {
        while (true)
        {
            (string Uid, byte[] File)[] parts = [.. Enumerable.Range(0, partsOfRequest).Select(_ => TestImage.NewUid()).Select(uid => (uid, TestImage.File(study, instance: uid)))];
            try
            {
                using HttpResponseMessage answer = await client.StowAsync([.. parts.Select(part => part.File)]);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                Array.ForEach(parts, part => acknowledged[part.Uid] = part.File);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}
