using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Server.DicomWeb.Rendering;

/// <summary>Which ICC profile a picture carries (PS3.18 section 8.3.5.1.5).</summary>
internal enum ProfileChoice
{
    /// <summary>None.</summary>
    No,

    /// <summary>The image's own, else that of sRGB.</summary>
    Yes,

    /// <summary>That of sRGB.</summary>
    Srgb,
}

/// <summary>How pictures are wanted.</summary>
internal sealed record RenderingRequest
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";

    /// <summary>From this quality on, JPEG keeps colours for every pixel.</summary>
    private const int FullColourQuality = 90;

    /// <summary>Takes the place of the image's own windows.</summary>
    public DisplayWindow? Window { get; init; }

    /// <summary>Quality of JPEG, 1 to 100 on the scale of the Independent JPEG Group.</summary>
    public int Quality { get; init; } = 90;

    public Viewport? Viewport { get; init; }

    public ProfileChoice Profile { get; init; }

    /// <summary>Annotations that were asked for and are not burned in; to be said in a Warning.</summary>
    public IReadOnlyList<string> IgnoredAnnotations { get; init; } = [];

    /// <summary>Renders and encodes one frame.</summary>
    /// <param name="image">The image.</param>
    /// <param name="frame">Frame number from 1.</param>
    /// <param name="mediaType"><see cref="Jpeg"/> or <see cref="Png"/>.</param>
    /// <param name="cancellation">Stops a codec's work.</param>
    /// <exception cref="Dicom.DicomFormatException">The frame is broken or cannot be decoded.</exception>
    /// <exception cref="Http.ProblemException">The request does not fit the image.</exception>
    public byte[] Make(RenderableImage image, int frame, string mediaType, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> profile = ProfileFor(image);
        Picture picture = image.Render(frame - 1, Window, cancellation);
        picture = Viewport?.Apply(picture) ?? picture;
        if (!profile.IsEmpty)
        {
            picture = picture.InColour();
        }

        return mediaType == Png
            ? PngEncoder.Encode(picture, profile)
            : JpegEncoder.Encode(picture, new JpegOptions { Quality = Quality, FullColour = Quality >= FullColourQuality, IccProfile = profile });
    }

    private ReadOnlyMemory<byte> ProfileFor(RenderableImage image) => Profile switch
    {
        ProfileChoice.No => default,
        ProfileChoice.Yes when !image.IccProfile.IsEmpty => image.IccProfile,
        ProfileChoice.Srgb when !image.IccProfile.IsEmpty => throw RenderingProblems.Invalid("iccprofile 'srgb' would convert the image from its own colour profile, which this server does not do: ask for 'yes' to get that profile, or 'no'."),
        _ => SrgbProfile.Bytes,
    };
}
