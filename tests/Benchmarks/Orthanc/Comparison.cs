using System.Diagnostics;
using System.Text;

namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>One figure of the comparison: the same requests to both servers.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Unit">What is counted per second.</param>
/// <param name="UnitsPerRequest">How many units a request gets.</param>
/// <param name="Connections">How many at a time.</param>
/// <param name="Floor">The ratio below which the product is too slow.</param>
/// <param name="Requests">Makes the requests for a server in a round.</param>
internal sealed record Operation(
    string Name, string Unit, double UnitsPerRequest, int Connections, double Floor, Func<PeerServer, int, IReadOnlyList<HttpRequestBytes>> Requests)
{
    /// <summary>Undoes what the requests did to a server.</summary>
    public Action<PeerServer, int>? Undo { get; init; }
}

/// <summary>Both servers side by side: the same operations in alternating order, several rounds, medians.</summary>
internal sealed class Comparison(PeerServer product, PeerServer peer, int rounds)
{
    /// <summary>Measures one operation.</summary>
    /// <returns>A row of the table.</returns>
    public string Row(Operation operation)
    {
        try
        {
            return Measured(operation);
        }
        catch (AggregateException failure) when (failure.InnerException is InvalidOperationException refusal)
        {
            return $"| {operation.Name} | not measured: {refusal.Message} | | | ≥ {operation.Floor:0.0} | **no** |";
        }
    }

    private string Measured(Operation operation)
    {
        var rates = new Dictionary<PeerServer, List<double>> { [product] = [], [peer] = [] };
        for (int round = -1; round < rounds; round++)
        {
            // Round -1 warms up: compilers, caches and the allocation of disk blocks.
            foreach (PeerServer server in round % 2 == 0 ? (PeerServer[])[product, peer] : [peer, product])
            {
                double rate = Rate(operation, server, round);
                if (round >= 0)
                {
                    rates[server].Add(rate);
                }

                operation.Undo?.Invoke(server, round);
            }
        }

        double ours = Median(rates[product]), theirs = Median(rates[peer]), ratio = ours / theirs;
        return $"| {operation.Name} | {ours:0.#} {operation.Unit} | {theirs:0.#} {operation.Unit} | {ratio:0.00} | ≥ {operation.Floor:0.0} | {(ratio >= operation.Floor ? "yes" : "**no**")} |";
    }

    /// <summary>Sends the requests over so many connections.</summary>
    /// <exception cref="InvalidOperationException">An answer is no success.</exception>
    public static void Send(PeerServer server, IReadOnlyList<HttpRequestBytes> requests, int connections)
    {
        int next = -1;
        void Work()
        {
            using var connection = new HttpConnection(server.Port);
            for (int n = Interlocked.Increment(ref next); n < requests.Count; n = Interlocked.Increment(ref next))
            {
                HttpAnswer answer = connection.Exchange(requests[n]);
                if (answer.Status is < 200 or > 204)
                {
                    throw new InvalidOperationException($"{server.Name} answered {answer.Status} to {Encoding.ASCII.GetString(requests[n].Head).Split('\r')[0]}");
                }
            }
        }

        Task.WaitAll([.. Enumerable.Range(0, connections).Select(_ => Task.Factory.StartNew(Work, TaskCreationOptions.LongRunning))]);
    }

    private static double Rate(Operation operation, PeerServer server, int round)
    {
        IReadOnlyList<HttpRequestBytes> requests = operation.Requests(server, round);
        var clock = Stopwatch.StartNew();
        Send(server, requests, operation.Connections);
        return requests.Count * operation.UnitsPerRequest / clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
