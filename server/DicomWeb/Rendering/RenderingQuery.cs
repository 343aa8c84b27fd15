using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>Reads the query parameters of rendered resources and thumbnails (PS3.18 section 8.3.5).</summary>
internal static class RenderingQuery
{
    private static readonly string[] AnnotationKeywords = ["patient", "technique"];

    /// <summary>Parameters of rendered resources.</summary>
    public static readonly QueryParameter[] Rendered =
    [
        new("accept", "image/jpeg or image/png, or multipart/related of them; before the header"),
        new("charset", "accepted, without meaning for pictures"),
        new("window", "centre,width,function; function is linear, linear-exact or sigmoid"),
        new("viewport", $"vw,vh[,sx,sy,sw,sh]; vw and vh 1 to {Viewport.LongestSide}, negative sw and sh flip"),
        new("quality", $"{JpegOptions.LowestQuality} to {JpegOptions.HighestQuality}, JPEG on the scale of the Independent JPEG Group; absent: 90"),
        new("iccprofile", "no, yes or srgb"),
        new("annotation", "patient and technique are not burned in: a Warning says so"),
    ];

    /// <summary>Parameters of thumbnails.</summary>
    public static readonly QueryParameter[] Thumbnail = [Rendered[0], Rendered[1], new("viewport", $"vw,vh; 1 to {Viewport.LongestSide}, absent: 128,128")];

    private static readonly Viewport DefaultThumbnail = new(128, 128, SourceRegion.Whole);

    /// <summary>Reads the query of a rendered resource.</summary>
    /// <exception cref="ProblemException">A parameter is wrong; the sentence names it, its value and the limit.</exception>
    public static RenderingRequest Parse(IQueryCollection query) => new()
    {
        Window = query.Single("window") is { } window ? WindowOf(window) : null,
        Quality = query.Single("quality") is { } quality ? QueryNumbers.Whole("quality", quality, JpegOptions.LowestQuality, JpegOptions.HighestQuality) : new RenderingRequest().Quality,
        Viewport = query.Single("viewport") is { } viewport ? ViewportOf(viewport, mayCut: true) : null,
        Profile = query.Single("iccprofile") is { } profile ? ProfileOf(profile) : ProfileChoice.No,
        IgnoredAnnotations = AnnotationsOf(query, "annotation"),
    };

    /// <summary>Reads the query of a thumbnail.</summary>
    /// <exception cref="ProblemException">The viewport is wrong.</exception>
    public static RenderingRequest ParseThumbnail(IQueryCollection query) =>
        new() { Viewport = query.Single("viewport") is { } viewport ? ViewportOf(viewport, mayCut: false) : DefaultThumbnail };

    /// <summary>A window from its texts.</summary>
    public static DisplayWindow WindowOf(string centre, string width, WindowFunction function)
    {
        var window = new DisplayWindow(QueryNumbers.Decimal("Window centre", centre), QueryNumbers.Decimal("Window width", width), function);
        return window.IsUsable
            ? window
            : throw RenderingProblems.Invalid($"Window width '{Problems.Shortened(width)}' is too small: {(function == WindowFunction.Linear ? "a linear one is at least 1" : "it must be above 0")}.");
    }

    /// <summary>The annotations asked for.</summary>
    /// <exception cref="ProblemException">One is no keyword.</exception>
    public static IReadOnlyList<string> AnnotationsOf(IQueryCollection query, string name)
    {
        string[] keywords = query.Single(name) is { } text ? text.Split(',') : [];
        return Array.TrueForAll(keywords, AnnotationKeywords.Contains)
            ? keywords
            : throw RenderingProblems.Invalid($"{name} '{Problems.Shortened(string.Join(',', keywords))}' is no list of the keywords patient and technique.");
    }

    private static DisplayWindow WindowOf(string text)
    {
        string[] parts = text.Split(',');
        if (parts.Length != 3)
        {
            throw RenderingProblems.Invalid($"window '{Problems.Shortened(text)}' has {parts.Length} parts; it needs centre, width and function.");
        }

        return WindowOf(parts[0], parts[1], parts[2] switch
        {
            "linear" => WindowFunction.Linear,
            "linear-exact" => WindowFunction.LinearExact,
            "sigmoid" => WindowFunction.Sigmoid,
            _ => throw RenderingProblems.Invalid($"Window function '{Problems.Shortened(parts[2])}' is none of linear, linear-exact and sigmoid."),
        });
    }

    private static Viewport ViewportOf(string text, bool mayCut)
    {
        string[] parts = text.Split(',');
        if (parts.Length < 2 || parts.Length > (mayCut ? 6 : 2))
        {
            throw RenderingProblems.Invalid($"viewport '{Problems.Shortened(text)}' has {parts.Length} parts; it needs {(mayCut ? "vw,vh and at most sx,sy,sw,sh" : "vw,vh alone")}.");
        }

        int width = QueryNumbers.Whole("Viewport width", parts[0], 1, Viewport.LongestSide), height = QueryNumbers.Whole("Viewport height", parts[1], 1, Viewport.LongestSide);
        double? Part(int n) => n < parts.Length && parts[n].Length > 0 ? QueryNumbers.Decimal("Viewport", parts[n]) : null;
        return new Viewport(width, height, new SourceRegion(Math.Abs(Part(2) ?? 0), Math.Abs(Part(3) ?? 0), Part(4), Part(5), IsNormalised: false));
    }

    private static ProfileChoice ProfileOf(string text) => text switch
    {
        "no" => ProfileChoice.No,
        "yes" => ProfileChoice.Yes,
        "srgb" => ProfileChoice.Srgb,
        _ => throw RenderingProblems.Invalid($"iccprofile '{Problems.Shortened(text)}' is not supported: no, yes and srgb are."),
    };
}
