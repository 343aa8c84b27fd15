using Microsoft.AspNetCore.Http.Features;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The form that brings a VOI of another program.</summary>
/// <param name="File">DICOM SEG, RT structure set, NRRD or NIfTI.</param>
internal sealed record VoiForm(IFormFile File)
{
    /// <summary>Reads the form's file.</summary>
    /// <exception cref="Http.ProblemException">The body is no form, breaks off, or has no part <c>file</c>.</exception>
    public static async Task<Stream> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            throw SegmentationProblems.BadUpload($"A VOI is sent as multipart/form-data with the part 'file', not as '{request.ContentType}'.");
        }

        try
        {
            var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = VoiImport.MaxBytes }, cancellation);
            return form.Files.GetFile("file")?.OpenReadStream() ?? throw SegmentationProblems.BadUpload("The form has no file 'file'.");
        }
        catch (Exception reason) when (reason is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw SegmentationProblems.BadUpload($"The form cannot be read: {reason.Message}");
        }
    }
}
