using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

/// <summary>DICOMweb requests as clients write them.</summary>
internal static class DicomWebCalls
{
    public const string Boundary = "test-boundary";

    public static Task<HttpResponseMessage> StowAsync(this HttpClient client, params byte[][] files) =>
        client.StowAsync("/dicomweb/studies", Multipart(files));

    public static Task<HttpResponseMessage> StowAsync(
        this HttpClient client, string path, byte[] body, string contentType = $"multipart/related; type=\"application/dicom\"; boundary={Boundary}")
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return client.PostAsync(path, content);
    }

    public static byte[] Multipart(params byte[][] files)
    {
        using var body = new MemoryStream();
        foreach (byte[] file in files)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: application/dicom\r\n\r\n"));
            body.Write(file);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    public static async Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    public static async Task<JsonElement[]> QidoAsync(this HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync("/dicomweb" + path);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return [];
        }

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return [.. (await answer.JsonAsync()).EnumerateArray()];
    }

    /// <summary>First value of an attribute in DICOM JSON.</summary>
    public static string? Value(this JsonElement dataset, string tag) =>
        dataset.TryGetProperty(tag, out JsonElement attribute) && attribute.TryGetProperty("Value", out JsonElement values) ? values[0].ToString() : null;

    /// <summary>The parts of a multipart answer.</summary>
    public static async Task<(string ContentType, byte[] Body)[]> PartsAsync(this HttpResponseMessage answer)
    {
        MediaTypeHeaderValue type = answer.Content.Headers.ContentType!;
        type.MediaType.ShouldBe("multipart/related");
        var reader = new MultipartReader(type.Parameters.Single(p => p.Name == "boundary").Value!, await answer.Content.ReadAsStreamAsync());
        var parts = new List<(string, byte[])>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var body = new MemoryStream();
            await section.Body.CopyToAsync(body);
            parts.Add((section.ContentType!, body.ToArray()));
        }

        return [.. parts];
    }
}
