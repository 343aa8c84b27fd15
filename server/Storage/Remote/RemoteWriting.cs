using System.Net.Http.Headers;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>Gives the objects made here to the archive (STOW-RS).</summary>
internal sealed class RemoteWriting(RemoteArchive archive)
{
    private const long MostBytes = 16 << 20;
    private const string What = "the storing of a result";

    private static readonly JsonDocumentOptions Json = DicomJson.DocumentOptions;

    /// <summary>Stores an instance; the archive has confirmed it when the task completes. The same instance may be sent twice.</summary>
    /// <exception cref="Http.ProblemException">The archive did not keep it.</exception>
    public async Task StoreAsync(DicomFile file, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        file.Write(content);
        await archive.RepeatAsync(() => SendAsync(content.GetBuffer().AsMemory(0, (int)content.Length), cancellation), cancellation);
    }

    private async Task<bool> SendAsync(ReadOnlyMemory<byte> instance, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, archive.AddressOf("studies")) { Content = BodyOf(instance) };
        request.Headers.TryAddWithoutValidation("Accept", "application/dicom+json");
        using HttpResponseMessage answer = await archive.SendAsync(request, seconds: null, cancellation);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != System.Net.HttpStatusCode.Conflict)
        {
            throw archive.Failed(answer, What);
        }

        await using Stream body = await archive.BodyOfAsync(answer, MostBytes, What, cancellation);
        return await RefusalOfAsync(body, cancellation) is { } reason ? throw RemoteProblems.NotStored(reason)
            : answer.IsSuccessStatusCode ? true
            : throw RemoteProblems.NotStored("it answered 409, which says that nothing was kept");
    }

    private static MultipartContent BodyOf(ReadOnlyMemory<byte> instance)
    {
        var part = new ReadOnlyMemoryContent(instance);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
        var body = new MultipartContent("related", "aln-" + Guid.NewGuid().ToString("N")) { part };
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        return body;
    }

    /// <summary>Why the answer says that the instance was not kept; null when it does not say so.</summary>
    private static async Task<string?> RefusalOfAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            using JsonDocument answer = await JsonDocument.ParseAsync(body, Json, cancellation);
            JsonElement root = answer.RootElement.ValueKind == JsonValueKind.Array && answer.RootElement.GetArrayLength() > 0 ? answer.RootElement[0] : answer.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty(DicomTag.FailedSOPSequence.ToHexString(), out JsonElement failed)
                && failed.TryGetProperty("Value", out JsonElement items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0
                    ? $"its failure reason is {ReasonOf(items[0])}"
                    : null;
        }
        catch (JsonException)
        {
            // The status is the archive's word; not every archive adds a body that can be read.
            return null;
        }
    }

    private static string ReasonOf(JsonElement failed) =>
        failed.ValueKind == JsonValueKind.Object && int.TryParse(failed.Text(DicomTag.FailureReason), out int reason) ? $"{reason:X4}H" : "not given";
}
