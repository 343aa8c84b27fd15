using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Tests.Jobs;

public sealed class JobTests : IDisposable
{
    /// <summary>A count that takes minutes, to be cancelled or interrupted.</summary>
    private const int Long = int.MaxValue;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_is_accepted_with_a_location_and_ends_with_its_result()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var status = await host.WaitAsync(await host.PostAsync(100), s => s.HasEnded());
        (status.State, status.Kind, status.Progress).ShouldBe((JobState.Succeeded, "count-primes", 1.0));
        status.Result!.Value.GetProperty("primes").GetInt32().ShouldBe(25);
        status.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task States_are_written_in_lower_case()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var job = await host.PostAsync(10);
        await host.WaitAsync(job, s => s.HasEnded());
        (await host.Client.GetStringAsync(job)).ShouldContain("\"state\":\"succeeded\"");
    }

    [Fact]
    public async Task The_same_work_is_done_once()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var first = await host.PostAsync(50);
        await host.WaitAsync(first, s => s.HasEnded());
        (await host.PostAsync(50)).ShouldBe(first);
        (await host.PostAsync(51)).ShouldNotBe(first);
        (await host.GetAsync(first)).State.ShouldBe(JobState.Succeeded);
        await host.WaitAsync(await host.PostAsync(51), s => s.HasEnded());
        host.Runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Progress_and_message_follow_the_work()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var job = await host.PostAsync(Long);
        var status = await host.WaitAsync(job, s => s.Progress > 0);
        (status.State, status.Progress).ShouldSatisfyAllConditions(s => s.State.ShouldBe(JobState.Running), s => s.Progress.ShouldBeInRange(0, 1));
        status.Message.ShouldContain("primes below");
        await host.Client.DeleteAsync(job);
    }

    [Fact]
    public async Task A_cancelled_job_stops_and_can_be_started_again()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var job = await host.PostAsync(Long);
        await host.WaitAsync(job, s => s.State is JobState.Running);
        using (var answer = await host.Client.DeleteAsync(job))
        {
            (await answer.Content.ReadFromJsonAsync<JobStatus>())!.State.ShouldBe(JobState.Cancelled);
        }

        // One job runs at a time: that another one ends proves that the cancelled one has let go.
        (await host.WaitAsync(await host.PostAsync(30), s => s.HasEnded())).State.ShouldBe(JobState.Succeeded);
        (await host.GetAsync(job)).State.ShouldBe(JobState.Cancelled);
        (await host.PostAsync(Long)).ShouldBe(job);
        await host.WaitAsync(job, s => s.State is JobState.Running);
        await host.Client.DeleteAsync(job);
    }

    [Fact]
    public async Task A_waiting_job_can_be_cancelled_before_its_turn()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var running = await host.PostAsync(Long);
        await host.WaitAsync(running, s => s.State is JobState.Running);
        var waiting = await host.PostAsync(40);
        await host.Client.DeleteAsync(waiting);
        await host.Client.DeleteAsync(running);
        await host.WaitAsync(await host.PostAsync(41), s => s.HasEnded());
        (await host.GetAsync(waiting)).State.ShouldBe(JobState.Cancelled);
        host.Runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_input_becomes_the_problem_of_the_job()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var status = await host.WaitAsync(await host.PostAsync(-1), s => s.HasEnded());
        status.State.ShouldBe(JobState.Failed);
        status.Problem!.Type.ShouldBe("urn:ohif-aln:problem:negative-limit");
        status.Problem.Detail.ShouldBe("The limit -1 is below 0.");
    }

    [Fact]
    public async Task An_unexpected_fault_shows_no_stack_trace()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var job = await host.PostAsync(13);
        (await host.WaitAsync(job, s => s.HasEnded())).State.ShouldBe(JobState.Failed);
        (await host.Client.GetStringAsync(job)).ShouldNotContain("thirteen");
    }

    [Fact]
    public async Task A_full_queue_answers_503_with_retry_after()
    {
        await using var host = await JobHost.StartAsync(_folder.Path, queueLimit: 1);
        var running = await host.PostAsync(Long);
        await host.WaitAsync(running, s => s.State is JobState.Running);
        var waiting = await host.PostAsync(Long - 1);
        using (var answer = await host.Client.PostAsync(new Uri($"/primes/{Long - 2}", UriKind.Relative), content: null))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
            (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldContain("the limit is 1");
        }

        await host.Client.DeleteAsync(waiting);
        await host.Client.DeleteAsync(running);
        await host.WaitAsync(await host.PostAsync(20), s => s.State is JobState.Succeeded);
    }

    [Fact]
    public async Task A_restart_reports_an_unfinished_job_as_interrupted_and_runs_it_again_on_request()
    {
        Uri job;
        await using (var host = await JobHost.StartAsync(_folder.Path))
        {
            job = await host.PostAsync(Long);
            await host.WaitAsync(job, s => s.State is JobState.Running);
        }

        await using var restarted = await JobHost.StartAsync(_folder.Path);
        var status = await restarted.GetAsync(job);
        (status.State, status.Problem!.Type).ShouldBe((JobState.Failed, "urn:ohif-aln:problem:job-interrupted"));
        (await restarted.PostAsync(Long)).ShouldBe(job);
        await restarted.WaitAsync(job, s => s.State is JobState.Running);
        await restarted.Client.DeleteAsync(job);
    }

    [Fact]
    public void A_process_that_was_killed_leaves_jobs_that_the_next_one_reports_as_failed()
    {
        string path = Path.Combine(_folder.Path, JobTable.FileName);
        var killed = new JobTable(path, TimeProvider.System);
        var run = killed.Queue(JobKind.IdOf(new CountPrimes(7)), CountPrimes.Kind, "{}", queueLimit: 5)!.Value;
        killed.Start(run).ShouldNotBeNull();

        var next = new JobTable(path, TimeProvider.System);
        next.FailUnfinished("interrupted", JobProblems.Interrupted()).ShouldBe(1);
        next.Find(run.Id)!.State.ShouldBe(JobState.Failed);
        killed.Report(run, 0.5, "still here").ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_job_is_404_with_a_sentence()
    {
        await using var host = await JobHost.StartAsync(_folder.Path);
        var id = Guid.Parse("6d1f9c1e-0000-4000-8000-000000000001");
        using var answer = await host.Client.GetAsync(new Uri($"/api/jobs/{id}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail!.ShouldContain($"{id}");
    }
}
