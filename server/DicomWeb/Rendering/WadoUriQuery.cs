using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>Reads the query parameters of the URI service (PS3.18 chapter 9).</summary>
internal static class WadoUriQuery
{
    /// <summary>What the service understands.</summary>
    public static readonly QueryParameter[] Parameters =
    [
        new("requestType", "WADO"),
        new("studyUID", "UID"),
        new("seriesUID", "UID"),
        new("objectUID", "UID"),
        new("contentType", "application/dicom, image/jpeg or image/png; absent: the Accept header, else image/jpeg"),
        new("charset", "accepted, without meaning for pictures; instances keep their character set"),
        new("transferSyntax", "UID, with application/dicom; absent: Explicit VR Little Endian"),
        new("frameNumber", "from 1; absent: the first frame"),
        new("rows", $"1 to {Viewport.LongestSide}"),
        new("columns", $"1 to {Viewport.LongestSide}"),
        new("region", "xmin,ymin,xmax,ymax, each 0 to 1"),
        new("windowCenter", "with windowWidth"),
        new("windowWidth", "with windowCenter, at least 1"),
        new("imageQuality", $"{JpegOptions.LowestQuality} to {JpegOptions.HighestQuality}"),
        new("annotation", "patient and technique are not burned in: a Warning says so"),
        new("anonymize", "refused"),
        new("presentationUID", "refused"),
    ];

    private static readonly string[] PictureParameters = ["frameNumber", "rows", "columns", "region", "windowCenter", "windowWidth", "imageQuality"];

    /// <summary>Which instance is asked for.</summary>
    /// <exception cref="ProblemException">A UID is missing or none, or something is asked for that this server refuses.</exception>
    public static InstanceScope ScopeOf(IQueryCollection query)
    {
        if (query.Single("requestType") is var type && type != "WADO")
        {
            throw RenderingProblems.Invalid($"requestType '{Problems.Shortened(type ?? "")}' is not supported: it must be WADO.");
        }

        foreach (string refused in (string[])["anonymize", "presentationUID", "presentationSeriesUID"])
        {
            if (query.ContainsKey(refused))
            {
                throw RenderingProblems.Invalid($"{refused} is refused: this server {(refused == "anonymize" ? "does not de-identify instances" : "does not apply presentation states")}.");
            }
        }

        return new InstanceScope(UidOf(query, "studyUID"), UidOf(query, "seriesUID"), UidOf(query, "objectUID"));
    }

    /// <summary>In which transfer syntax an instance is wanted.</summary>
    /// <exception cref="ProblemException">It is no UID, or a parameter of pictures is given.</exception>
    public static string TransferSyntaxOf(IQueryCollection query)
    {
        if (Array.Find(PictureParameters, query.ContainsKey) is { } picture)
        {
            throw RenderingProblems.Invalid($"{picture} has no meaning with contentType application/dicom.");
        }

        return query.ContainsKey("transferSyntax") ? UidOf(query, "transferSyntax") : DicomUid.ExplicitVRLittleEndian;
    }

    /// <summary>Which frame is wanted; 1 when none is named.</summary>
    public static int FrameOf(IQueryCollection query) =>
        query.Single("frameNumber") is { } frame ? QueryNumbers.Whole("frameNumber", frame, 1, int.MaxValue) : 1;

    /// <summary>How a picture is wanted.</summary>
    /// <exception cref="ProblemException">A parameter is wrong.</exception>
    public static RenderingRequest Parse(IQueryCollection query)
    {
        int? Side(string name) => query.Single(name) is { } text ? QueryNumbers.Whole(name, text, 1, Viewport.LongestSide) : null;
        (int? columns, int? rows, SourceRegion? region) = (Side("columns"), Side("rows"), RegionOf(query.Single("region")));
        return new RenderingRequest
        {
            Window = (query.Single("windowCenter"), query.Single("windowWidth")) switch
            {
                (null, null) => null,
                ({ } centre, { } width) => RenderingQuery.WindowOf(centre, width, WindowFunction.Linear),
                _ => throw RenderingProblems.Invalid("windowCenter and windowWidth belong together: one of them is missing."),
            },
            Quality = query.Single("imageQuality") is { } quality ? QueryNumbers.Whole("imageQuality", quality, JpegOptions.LowestQuality, JpegOptions.HighestQuality) : new RenderingRequest().Quality,
            Viewport = columns is null && rows is null && region is null ? null : new Viewport(columns, rows, region ?? SourceRegion.Whole),
            IgnoredAnnotations = [.. RenderingQuery.AnnotationsOf(query, "annotation"), .. RenderingQuery.AnnotationsOf(query, "imageAnnotation")],
        };
    }

    private static SourceRegion? RegionOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        double[] sides = [.. text.Split(',').Select(side => double.TryParse(side, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        return sides is [>= 0 and var left, >= 0 and var top, <= 1 and var right, <= 1 and var bottom] && left < right && top < bottom
            ? new SourceRegion(left, top, right - left, bottom - top, IsNormalised: true)
            : throw RenderingProblems.Invalid($"region '{Problems.Shortened(text)}' is not xmin,ymin,xmax,ymax with 0 ≤ xmin < xmax ≤ 1 and 0 ≤ ymin < ymax ≤ 1.");
    }

    private static string UidOf(IQueryCollection query, string name) => query.Single(name) is { } uid && DicomUidText.IsValid(uid)
        ? uid
        : throw RenderingProblems.Invalid($"{name} '{Problems.Shortened(query[name].ToString())}' is not a DICOM UID: 1 to 64 characters, digits and dots only.");
}
