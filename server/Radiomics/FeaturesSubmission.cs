using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>What a client sent to have features computed: JSON alone, or a form with the JSON and a mask.</summary>
/// <param name="Request">The request.</param>
/// <param name="Mask">The mask; null where the request names a segmentation.</param>
internal sealed record FeaturesSubmission(FeaturesRequest Request, UploadedMask? Mask)
{
    /// <summary>Largest body, bytes.</summary>
    public const long MaxBytes = 256 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="Http.ProblemException">It is neither JSON nor a form with the parts <c>request</c> and <c>mask</c>, or too long.</exception>
    public static async Task<FeaturesSubmission> ReadAsync(HttpRequest request, UploadedMasks masks, CancellationToken cancellation)
    {
        try
        {
            return request.HasFormContentType
                ? await ReadFormAsync(request, masks, cancellation)
                : new(await JsonSerializer.DeserializeAsync<FeaturesRequest>(request.Body, Json, cancellation) ?? throw new JsonException("null"), null);
        }
        catch (JsonException reason)
        {
            throw RadiomicsProblems.BadRequest($"The request is not the JSON expected: {reason.Message}");
        }
        catch (Exception reason) when (reason is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw RadiomicsProblems.BadRequest($"The form cannot be read: {reason.Message}");
        }
    }

    private static async Task<FeaturesSubmission> ReadFormAsync(HttpRequest request, UploadedMasks masks, CancellationToken cancellation)
    {
        IFormCollection form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MaxBytes }, cancellation);
        if (form.Files.GetFile("mask") is not { } file)
        {
            throw RadiomicsProblems.BadRequest("The form has no file 'mask'; to use a stored segmentation, send JSON with its segmentationId.");
        }

        string text = form["request"].ToString() is { Length: > 0 } given ? given : throw RadiomicsProblems.BadRequest("The form has no part 'request' with JSON that names the studyInstanceUid.");
        FeaturesRequest parsed = JsonSerializer.Deserialize<FeaturesRequest>(text, Json) ?? throw new JsonException("null");
        await using Stream content = file.OpenReadStream();
        return new(parsed, await masks.KeepAsync(file.FileName, content, cancellation));
    }
}
