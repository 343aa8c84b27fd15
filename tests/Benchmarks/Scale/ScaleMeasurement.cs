using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Benchmarks.Orthanc;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Benchmarks.Scale;

/// <summary>How long searches over HTTP take while the index grows to a million instances, and how long a start takes then.</summary>
internal static class ScaleMeasurement
{
    private static readonly int[] Sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000];

    /// <summary>Fills an index step by step, starts the published server over it at every step and measures.</summary>
    /// <param name="executable">The published <c>aln</c>.</param>
    /// <param name="chart">Where to write the curve.</param>
    /// <param name="largest">Ends at this size.</param>
    /// <returns>Exit code.</returns>
    public static int Run(string executable, string chart, int largest)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("aln-benchmark-");
        try
        {
            var population = new ArchivePopulation();
            var steps = new List<ScaleStep>();
            Console.WriteLine($"{DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {Machine.Description}\n");
            Console.WriteLine($"| instances | {string.Join(" | ", ScaleQueries.All.Select(query => query.Name))} | start | start after kill -9 | memory | index |");
            Console.WriteLine($"|---|{string.Concat(ScaleQueries.All.Select(_ => "---|"))}---|---|---|---|");
            foreach (int size in Sizes.Where(size => size <= largest))
            {
                Fill(folder.FullName, population, steps.Count == 0 ? 0 : steps[^1].Instances, size);
                steps.Add(Measure(executable, folder.FullName, size));
                Console.WriteLine(steps[^1].Row);
            }

            File.WriteAllText(chart, ScaleChart.Draw(steps));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Fill(string folder, ArchivePopulation population, int from, int to)
    {
        var data = DataFolder.Open(folder);
        IndexDatabase database = IndexDatabase.Open(data.IndexFile, out _);
        var writer = new IndexWriter(database, new InstanceFiles(data), NullLogger.Instance);
        var waiting = new Queue<Task>();
        for (int n = from; n < to; n++)
        {
            (InstanceRecord record, byte[] sha256) = population[n];
            waiting.Enqueue(writer.AdoptAsync(record, 525_000, sha256, CancellationToken.None));
            if (waiting.Count == 512)
            {
                waiting.Dequeue().GetAwaiter().GetResult();
            }
        }

        Task.WaitAll(waiting);
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        database.Close();
    }

    private static ScaleStep Measure(string executable, string folder, int size)
    {
        TimeSpan clean, afterKill;
        using (var server = new AlnServer(executable, folder))
        {
            clean = server.Start();
        }

        // Disposal killed the process, so this start looks for what a crash left.
        using var again = new AlnServer(executable, folder);
        afterKill = again.Start();
        double[] p95 = [.. ScaleQueries.All.Select(query => P95(again, query, size))];
        return new ScaleStep(size, p95, clean.TotalSeconds, afterKill.TotalSeconds, again.ResidentMemory.Now, new FileInfo(DataFolder.Open(folder).IndexFile).Length);
    }

    /// <summary>95th percentile of the milliseconds from sending a request to the end of its answer, over one connection.</summary>
    private static double P95(PeerServer server, ScaleQuery query, int size)
    {
        const int WarmUp = 50, Measured = 400;
        var random = new Random(size);
        using var connection = new HttpConnection(server.Port);
        var times = new List<double>();
        for (int n = 0; n < WarmUp + Measured; n++)
        {
            var request = HttpRequestBytes.Of("GET", server.DicomWeb + query.Path(random, size), "application/dicom+json");
            long start = Stopwatch.GetTimestamp();
            HttpAnswer answer = connection.Exchange(request);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (answer.Status is not (200 or 204) || (answer.Status == 204 && !query.MayBeEmpty))
            {
                throw new InvalidOperationException($"'{query.Name}' was answered {answer.Status}.");
            }
        }

        double[] sorted = [.. times.Skip(WarmUp).Order()];
        return sorted[(int)Math.Ceiling(0.95 * Measured) - 1];
    }
}

/// <summary>The figures at one size.</summary>
/// <param name="Instances">Size of the index.</param>
/// <param name="P95Milliseconds">95th percentiles, in the order of <see cref="ScaleQueries.All"/>.</param>
/// <param name="StartSeconds">From starting the process to its first answer.</param>
/// <param name="StartAfterKillSeconds">The same after a crash.</param>
/// <param name="ResidentBytes">Memory after the searches.</param>
/// <param name="IndexBytes">Size of the index file.</param>
internal sealed record ScaleStep(
    int Instances, IReadOnlyList<double> P95Milliseconds, double StartSeconds, double StartAfterKillSeconds, long ResidentBytes, long IndexBytes)
{
    /// <summary>A row of the table.</summary>
    public string Row =>
        $"| {Instances.ToString("N0", CultureInfo.InvariantCulture)} | {string.Join(" | ", P95Milliseconds.Select(time => $"{time:0.0} ms"))} | {StartSeconds:0.0} s | {StartAfterKillSeconds:0.0} s | {ResidentBytes >> 20} MiB | {IndexBytes >> 20} MiB |";
}
