using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>Searches the archive (QIDO-RS) and reads metadata (WADO-RS), one JSON object at a time.</summary>
internal sealed class RemoteSearch(RemoteArchive archive, TimeProvider clock)
{
    private const string DicomJsonType = "application/dicom+json";
    private const long MostBytes = 1L << 30;

    private static readonly JsonSerializerOptions Json = new() { MaxDepth = DicomJson.DocumentOptions.MaxDepth };

    /// <summary>The search for the studies of the last days, with how much there is of each.</summary>
    /// <param name="more">Further attributes that are wanted.</param>
    public string RecentStudies(params string[] more)
    {
        int days = archive.Options.PollDays;
        string from = days == 0 ? "" : $"&StudyDate={clock.GetLocalNow().AddDays(-days):yyyyMMdd}-";
        return $"studies?includefield=00201206&includefield=00201208{string.Concat(more.Select(tag => $"&includefield={tag}"))}{from}";
    }

    /// <summary>The results of a search; also those beyond what the archive answers at a time.</summary>
    /// <param name="resource">Path below the root and query.</param>
    /// <param name="what">What is searched for, in words.</param>
    /// <param name="most">Most results.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="Http.ProblemException">The archive cannot answer, or there are more.</exception>
    public Task<IReadOnlyList<JsonElement>> FindAsync(string resource, string what, int most, CancellationToken cancellation) => archive.RepeatAsync<IReadOnlyList<JsonElement>>(
        async () =>
        {
            var found = new List<JsonElement>();
            bool isMore;
            do
            {
                int before = found.Count;
                string page = before == 0 ? resource : $"{resource}{(resource.Contains('?') ? '&' : '?')}offset={before}";
                using HttpResponseMessage answer = await archive.GetAsync(page, DicomJsonType, what, cancellation);
                await foreach (JsonElement each in ReadAsync(answer, what, cancellation))
                {
                    found.Add(found.Count < most ? each : throw RemoteProblems.TooLarge(what, $"{most} results"));
                }

                isMore = found.Count > before && answer.Headers.Warning.Any(warning => warning.Code == 299 && warning.Text.Contains("additional", StringComparison.OrdinalIgnoreCase));
            }
            while (isMore);

            return found;
        },
        cancellation);

    /// <summary>The headers of instances.</summary>
    /// <param name="resource">Path of the study, series or instance below the root.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Values that the archive gives only by an address are left out: no address in an answer is ever asked for.</returns>
    /// <exception cref="Http.ProblemException">The archive cannot answer.</exception>
    public Task<IReadOnlyList<DicomDataset>> ReadMetadataAsync(string resource, CancellationToken cancellation) => archive.RepeatAsync<IReadOnlyList<DicomDataset>>(
        async () =>
        {
            const string What = "a retrieval of metadata";
            using HttpResponseMessage answer = await archive.GetAsync($"{resource}/metadata", DicomJsonType, What, cancellation);
            var headers = new List<DicomDataset>();
            await foreach (JsonElement each in ReadAsync(answer, What, cancellation))
            {
                headers.Add(HeaderOf(each, What));
            }

            return headers;
        },
        cancellation);

    /// <summary>The JSON objects of an answer, as they arrive; none when it is empty or there is nothing.</summary>
    private async IAsyncEnumerable<JsonElement> ReadAsync(HttpResponseMessage answer, string what, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotFound)
        {
            yield break;
        }

        if (answer.Content.Headers.ContentType?.MediaType is not (DicomJsonType or "application/json"))
        {
            throw RemoteProblems.Broken(what, "it is no JSON.");
        }

        await using Stream body = await archive.BodyOfAsync(answer, MostBytes, what, cancellation);
        await using IAsyncEnumerator<JsonElement> objects = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, Json, cancellation).GetAsyncEnumerator(cancellation);
        while (await MoveAsync(objects, what))
        {
            yield return objects.Current;
        }
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<JsonElement> objects, string what)
    {
        try
        {
            return await objects.MoveNextAsync();
        }
        catch (JsonException)
        {
            throw RemoteProblems.Broken(what, "its JSON is malformed.");
        }
    }

    private static DicomDataset HeaderOf(JsonElement json, string what)
    {
        try
        {
            DicomDataset header = DicomJson.Read(json);
            foreach (DicomTag tag in header.Select(item => item.Tag).Where(tag => tag.Group < 0x0008).ToArray())
            {
                header.Remove(tag);
            }

            return header;
        }
        catch (DicomFormatException failure)
        {
            throw RemoteProblems.Broken(what, failure.Message);
        }
    }
}
