using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The bytes of an answer that a client asks for (RFC 9110 section 14).</summary>
/// <param name="Status">200 for everything, 206 for a part, 416 when nothing of what is asked for exists.</param>
/// <param name="From">First byte.</param>
/// <param name="Count">How many.</param>
internal readonly record struct ByteRange(int Status, long From, long Count)
{
    /// <summary>Reads Range and If-Range. Several ranges, or ranges of another version of the answer, are answered with everything.</summary>
    public static ByteRange Of(HttpRequest request, long length, EntityTagHeaderValue tag)
    {
        RequestHeaders headers = request.GetTypedHeaders();
        bool holds = headers.IfRange is not { } condition || condition.EntityTag?.Compare(tag, useStrongComparison: true) == true;
        if (!holds || headers.Range is not { Ranges.Count: 1, Unit.Value: "bytes" } asked)
        {
            return new ByteRange(StatusCodes.Status200OK, 0, length);
        }

        RangeItemHeaderValue range = asked.Ranges.Single();
        (long from, long to) = range switch
        {
            { From: { } first } => (first, Math.Min(range.To ?? long.MaxValue, length - 1)),
            { To: { } last } when last > 0 => (Math.Max(0, length - last), length - 1),
            _ => (length, length - 1),
        };
        return from < length
            ? new ByteRange(StatusCodes.Status206PartialContent, from, to - from + 1)
            : new ByteRange(StatusCodes.Status416RangeNotSatisfiable, 0, 0);
    }
}
