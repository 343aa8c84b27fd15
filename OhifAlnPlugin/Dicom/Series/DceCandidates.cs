using System.Text.RegularExpressions;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Which images can belong to a dynamic T1 acquisition, and why others cannot.</summary>
internal static partial class DceCandidates
{
    private const double LongestRepetitionTime = 30, LongestEchoTime = 10;

    private static readonly string[] DerivedTypes = ["SUBTRACT", "SUBTRACTION", "SUB", "MIP", "PROJECTION IMAGE", "PHASE MAP", "ADC", "MPR"];

    /// <summary>Third and later values of Image Type, and Complex Image Components, that are no magnitude.</summary>
    private static readonly string[] OtherComponents = ["P", "PHASE", "R", "REAL", "I", "IMAGINARY"];

    /// <summary>Words of a series description that name what is no dynamic phase.</summary>
    private static readonly string[] OtherWords =
        ["sub", "subs", "mip", "mips", "mpr", "dwi", "adc", "stir", "tirm", "loc", "cal", "asset", "survey", "scout", "3plane", "map", "color", "wash", "washin", "washout", "report"];

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Beginnings of such words.</summary>
    private static readonly string[] OtherBeginnings = ["subtr", "diff", "t2", "locali", "calib", "reformat", "screensave"];

    /// <summary>Why an image cannot be a slice of a dynamic phase.</summary>
    /// <param name="image">The image.</param>
    /// <returns>The reason as the end of a sentence, or null when it can be one.</returns>
    public static string? ReasonAgainst(DceImage image)
    {
        if (image.Modality != "MR")
        {
            return image.Modality.Length == 0 ? "has no Modality" : $"is {image.Modality}, not MR";
        }

        if (image.Plane is null || image.Rows < 1 || image.Columns < 1)
        {
            return "has no usable position, orientation and spacing";
        }

        string? derived = image.ImageType.Count > 0 && image.ImageType[0] == "DERIVED" ? "DERIVED" : image.ImageType.FirstOrDefault(DerivedTypes.Contains);
        return derived is not null ? $"is computed (Image Type {derived})"
            : OtherComponents.Contains(image.ComplexComponent) || image.ImageType.Skip(2).Any(OtherComponents.Contains) ? "is no magnitude image"
            : NamesAnotherKind(image.SeriesDescription) || Fractions().Count(image.SeriesDescription) >= 2 ? "is named as a subtraction, projection, map or other sequence"
            : image.RepetitionTime > LongestRepetitionTime ? $"has a repetition time of {image.RepetitionTime:0.#} ms (fast T1 sequences stay below {LongestRepetitionTime})"
            : image.EchoTime > LongestEchoTime ? $"has an echo time of {image.EchoTime:0.#} ms (fast T1 sequences stay below {LongestEchoTime})"
            : null;
    }

    private static bool NamesAnotherKind(string description)
    {
        string[] words = description.ToLowerInvariant().Split([.. description.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        return words.Any(w => OtherWords.Contains(w) || OtherWords.Contains(w.TrimEnd(Digits)) || OtherBeginnings.Any(b => w.StartsWith(b, StringComparison.Ordinal)));
    }

    /// <summary>"a/b/c": two of them name the terms of a GE subtraction.</summary>
    [GeneratedRegex(@"\d+/\d+/\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fractions();
}
