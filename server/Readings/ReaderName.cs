using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Who signs a decision: with a login the person logged in, else whoever is named.</summary>
internal sealed class ReaderName(CurrentUser user)
{
    /// <summary>Characters of a name: one component group of a DICOM person name.</summary>
    public const int Longest = 64;

    /// <summary>Characters that separate names and their parts in DICOM.</summary>
    private const string Separators = "\\^=";

    /// <summary>The name that the login gives; null without a login.</summary>
    public string? OfLogin => user.Owner is null ? null : Cleaned(user.Name ?? user.Owner);

    /// <summary>The name for a decision.</summary>
    /// <param name="given">The name in the request; null without.</param>
    /// <exception cref="Http.ProblemException">It is missing, too long, has characters that cannot be written, or is another than the login's.</exception>
    public string Require(string? given)
    {
        string? name = string.IsNullOrWhiteSpace(given) ? null : given.Trim();
        if (OfLogin is { } own)
        {
            return name is null || name == own ? own : throw ReadingProblems.OtherReader(own);
        }

        if (name is null)
        {
            throw ReadingProblems.NoReader();
        }

        if (name.Length > Longest)
        {
            throw ReadingProblems.LongReader(name.Length);
        }

        int bad = name.AsSpan().IndexOfAny(Separators);
        bad = bad >= 0 ? bad : name.ToList().FindIndex(char.IsControl);
        return bad < 0 ? name : throw ReadingProblems.BadReader(name[bad]);
    }

    /// <summary>A login's name cannot be refused, so it is made to fit.</summary>
    private static string Cleaned(string name)
    {
        string clean = new([.. name.Select(c => char.IsControl(c) || Separators.Contains(c) ? ' ' : c)]);
        return clean.Length > Longest ? clean[..Longest].TrimEnd() : clean.Trim();
    }
}
