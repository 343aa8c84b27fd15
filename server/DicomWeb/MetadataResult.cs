using System.Buffers;
using System.Text;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Kept headers as one DICOM JSON array: unpacked, not parsed; only the bulk data URIs get their address.</summary>
internal sealed class MetadataResult(IReadOnlyList<StoredMetadata> instances, DicomWebAddress address) : IResult
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes($"\"BulkDataURI\":\"{BulkDataReference.RootMark}");

    private readonly byte[] _root = Encoding.UTF8.GetBytes($"\"BulkDataURI\":\"{address.Root}");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = DicomMediaType.DicomJson;
        for (int n = 0; n < instances.Count; n++)
        {
            response.BodyWriter.Write(n == 0 ? "["u8 : ","u8);
            WriteResolved(response.BodyWriter, PackedJson.Unpack(instances[n].PackedJson));
            await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
        }

        response.BodyWriter.Write("]"u8);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Writes a header with the root in place of its mark. A value cannot look like the mark: JSON escapes its quotes.</summary>
    private void WriteResolved(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        while (json.IndexOf(Mark) is var at and >= 0)
        {
            output.Write(json[..at]);
            output.Write(_root);
            json = json[(at + Mark.Length)..];
        }

        output.Write(json);
    }
}
