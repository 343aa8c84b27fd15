using System.Globalization;

namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>The comparison with Orthanc: what is measured, and the Markdown table of the figures.</summary>
internal static class AgainstOrthanc
{
    private const long MostMemoryAbovePeer = 100 * 1024 * 1024;

    /// <summary>Runs everything and prints the table.</summary>
    /// <param name="executable">The published <c>aln</c>.</param>
    /// <param name="rounds">Rounds of each figure.</param>
    /// <param name="filter">Measures only figures with this in their name.</param>
    /// <returns>Exit code: 0 when it could be measured.</returns>
    public static int Run(string executable, int rounds, string filter)
    {
        bool IsWanted(Operation operation) => operation.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);
        using var product = new AlnServer(executable);
        using var peer = new OrthancServer();
        product.Start();
        peer.Start();
        var comparison = new Comparison(product, peer, rounds);
        var images = new ImageSet("stored");
        PeerServer[] servers = [product, peer];
        Console.WriteLine($"{DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {Machine.Description}, {rounds} rounds\n");
        Console.WriteLine("| 600 MR images of 525 KB | OhifAlnPlugin | Orthanc 1.10.1 | ratio | floor | held |\n|---|---|---|---|---|---|");
        foreach (Operation operation in StoreOperations().Where(IsWanted))
        {
            Console.WriteLine(comparison.Row(operation));
        }

        Array.ForEach(servers, server => Comparison.Send(server, images.Store(server.DicomWeb, 10), 4));
        foreach (Operation operation in ReadOperations.Of(images).Where(IsWanted))
        {
            Console.WriteLine(comparison.Row(operation));
        }

        Console.WriteLine(Memory(product, peer));
        return 0;
    }

    private static IEnumerable<Operation> StoreOperations()
    {
        yield return Store("STOW, 1 connection, one instance per request", 1, 1);
        yield return Store("STOW, 8 connections, one instance per request", 1, 8);
        yield return Store("STOW, 1 connection, 20 instances per request", 20, 1);
        yield return Store("STOW, 8 connections, 20 instances per request", 20, 8);
    }

    private static Operation Store(string name, int instancesPerRequest, int connections)
    {
        ImageSet? set = null;
        return new Operation(name, "instances/s", instancesPerRequest, connections, 1.5, (server, round) =>
        {
            set = new ImageSet($"{name} {round}");
            return set.Store(server.DicomWeb, instancesPerRequest);
        })
        {
            Undo = (server, _) => server.Delete(set!.Studies),
        };
    }

    private static string Memory(PeerServer product, PeerServer peer)
    {
        long ours = product.ResidentMemory.Now, theirs = peer.ResidentMemory.Now;
        return $"| resident memory after all this | {Mebibytes(ours)} MiB | {Mebibytes(theirs)} MiB | | ≤ Orthanc + 100 MB | {(ours <= theirs + MostMemoryAbovePeer ? "yes" : "**no**")} |\n"
            + $"| highest resident memory | {Mebibytes(product.ResidentMemory.Highest)} MiB | {Mebibytes(peer.ResidentMemory.Highest)} MiB | | | |";
    }

    private static long Mebibytes(long bytes) => bytes / 1024 / 1024;
}
