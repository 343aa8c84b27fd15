using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>Talks to the server as the viewer does.</summary>
internal static class SegmentationClient
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Task<HttpResponseMessage> PutSegmentationAsync(this HttpClient client, string id, UploadDescription description, byte[] labels, bool compress = false, string? ifMatch = null) =>
        client.PutSegmentationAsync(id, description, [labels], compress, ifMatch);

    /// <summary>Saves labelmaps of VOIs that share voxels.</summary>
    public static async Task<HttpResponseMessage> PutSegmentationAsync(
        this HttpClient client, string id, UploadDescription description, IReadOnlyList<byte[]> labelmaps, bool compress = false, string? ifMatch = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(JsonSerializer.Serialize(description, Json), Encoding.UTF8, "application/json"), "description" },
        };
        foreach (byte[] labels in labelmaps)
        {
            form.Add(new ByteArrayContent(compress ? Gzip(labels) : labels), "labelmap", compress ? "labelmap.gz" : "labelmap");
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/segmentations/{id}") { Content = form };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }

    /// <summary>Starts a segmentation and returns the address of its job.</summary>
    public static async Task<Uri> StartSegmentationAsync(this HttpClient client, SegmentationRequest request)
    {
        using var answer = await client.PostAsJsonAsync("/api/segmentations", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!;
    }

    /// <summary>Follows a job to its end, two minutes at most.</summary>
    public static async Task<JobStatus> WaitForJobAsync(this HttpClient client, Uri job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var status = (await client.GetFromJsonAsync<JobStatus>(job, limit.Token))!;
            if (status.HasEnded())
            {
                return status;
            }

            await Task.Delay(30, limit.Token);
        }
    }

    /// <summary>Segments a study and returns the draft.</summary>
    public static async Task<SegmentationInfo> SegmentAsync(this HttpClient client, SegmentationRequest request)
    {
        var job = await client.WaitForJobAsync(await client.StartSegmentationAsync(request));
        job.State.ShouldBe(JobState.Succeeded, job.Message);
        return (await client.GetFromJsonAsync<SegmentationInfo>($"/api/segmentations/{job.Result!.Value.GetProperty("segmentationId").GetGuid()}"))!;
    }
}
