using System.Net.Http.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Tests.Jobs;

/// <summary>A host with the job queue alone and one kind of job, over HTTP.</summary>
internal sealed class JobHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private JobHost(WebApplication app) => (_app, Client, Runs) = (app, app.GetTestClient(), app.Services.GetRequiredService<CountPrimesRuns>());

    public HttpClient Client { get; }

    public CountPrimesRuns Runs { get; }

    public static async Task<JobHost> StartAsync(string folder, int queueLimit = 32)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Jobs:QueueLimit"] = $"{queueLimit}" });
        builder.Services.AddProblems();
        builder.Services.AddSingleton<CountPrimesRuns>();
        builder.Services.AddSingleton(DataFolder.Open(folder));
        builder.Services.AddSecurity(new SecurityOptions());
        builder.Services.AddJobs().AddJobKind<CountPrimes, PrimeCount, CountPrimesHandler>();
        var app = builder.Build();
        app.UseProblems();
        app.MapJobs();
        app.MapPost("/primes/{limit:int}", async (int limit, IJobQueue jobs, CancellationToken cancellation) =>
            JobEndpoints.Accepted(await jobs.EnqueueAsync(new CountPrimes(limit), cancellation)));
        await app.StartAsync();
        return new JobHost(app);
    }

    /// <summary>Starts a job and returns its address.</summary>
    public async Task<Uri> PostAsync(int limit)
    {
        using var answer = await Client.PostAsync(new Uri($"/primes/{limit}", UriKind.Relative), content: null);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        return answer.Headers.Location!;
    }

    public async Task<JobStatus> GetAsync(Uri job) => (await Client.GetFromJsonAsync<JobStatus>(job))!;

    /// <summary>Polls until the job is as wanted, 30 s at most.</summary>
    public async Task<JobStatus> WaitAsync(Uri job, Predicate<JobStatus> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var status = await GetAsync(job);
            if (wanted(status))
            {
                return status;
            }

            await Task.Delay(20, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
