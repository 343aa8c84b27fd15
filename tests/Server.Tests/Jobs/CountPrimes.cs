using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Tests.Jobs;

/// <summary>A small real job: counts the primes below a limit.</summary>
internal sealed record CountPrimes(int Limit, string? Owner = null) : IJobCommand
{
    public static string Kind => "count-primes";

    public string Key => $"{Limit}/trial-division-1";
}

/// <summary>How many primes there are.</summary>
internal sealed record PrimeCount(int Primes);

/// <summary>Counts by trial division; remembers how often it ran.</summary>
internal sealed class CountPrimesHandler(CountPrimesRuns runs) : IJobHandler<CountPrimes, PrimeCount>
{
    public Task<PrimeCount> RunAsync(CountPrimes command, IJobProgress progress, CancellationToken cancellation)
    {
        runs.Increment();
        if (command.Limit < 0)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "negative-limit", "Negative limit", $"The limit {command.Limit} is below 0.");
        }

        int primes = 0;
        for (int n = 2; n < command.Limit; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            primes += Enumerable.Range(2, (int)Math.Sqrt(n) - 1).Any(d => n % d == 0) ? 0 : 1;
            if (n % 1000 == 0)
            {
                progress.Report((double)n / command.Limit, $"{primes} primes below {n}");
            }
        }

        return command.Limit == 13 ? throw new InvalidOperationException("thirteen") : Task.FromResult(new PrimeCount(primes));
    }
}

/// <summary>How often the handler ran.</summary>
internal sealed class CountPrimesRuns
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Increment() => Interlocked.Increment(ref _count);
}
