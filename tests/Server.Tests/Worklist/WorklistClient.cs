using System.Net.Http.Json;
using OhifAlnPlugin.Server.Worklist;

namespace OhifAlnPlugin.Server.Tests.Worklist;

/// <summary>Asks for the states of studies as the study list does.</summary>
internal static class WorklistClient
{
    public static async Task<StudyState> StateAsync(this HttpClient client, string study)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("/api/worklist", new StudyList([study]));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<List<StudyState>>())!.ShouldHaveSingleItem();
    }

    public static async Task<StudyOpening> OpenAsync(this HttpClient client, string study) =>
        (await client.GetFromJsonAsync<StudyOpening>($"/api/studies/{study}/processing"))!;

    /// <summary>Polls until a study is in a state, a minute at most.</summary>
    /// <returns>The states that were seen on the way, each once in a row, the last one as wanted.</returns>
    public static async Task<IReadOnlyList<StudyState>> WaitForAsync(this HttpClient client, string study, ReadingState wanted)
    {
        var seen = new List<StudyState>();
        for (DateTime end = DateTime.UtcNow.AddMinutes(1); ; await Task.Delay(20))
        {
            StudyState now = await client.StateAsync(study);
            if (seen.Count == 0 || seen[^1].State != now.State)
            {
                seen.Add(now);
            }

            if (now.State == wanted)
            {
                return seen;
            }

            (DateTime.UtcNow < end).ShouldBeTrue($"{study} is {now.State} ({now.Message} {now.Problem?.Detail}), not {wanted}");
        }
    }
}
