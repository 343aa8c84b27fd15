using System.Collections.Frozen;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// The words of a person name for fuzzy matching: in upper case and without accents, so that <c>muller ida</c> finds
/// <c>Müller^Ida</c>. PS3.18 section 8.3.4.1 leaves the rules of fuzzy matching to the implementation.
/// </summary>
internal static class PersonNameWords
{
    private const char Separator = '^';

    /// <summary>Each base letter with its accented forms.</summary>
    private static readonly FrozenDictionary<char, string> Unaccented = Table(
        "AÀÁÂÃÄÅĀĂĄ", "CÇĆĈĊČ", "DĎĐÐ", "EÈÉÊËĒĔĖĘĚ", "GĜĞĠĢ", "HĤĦ", "IÌÍÎÏĨĪĬĮİı", "JĴ", "KĶ", "LĹĻĽĿŁ", "NÑŃŅŇ", "OÒÓÔÕÖØŌŎŐ",
        "RŔŖŘ", "SŚŜŞŠȘ", "TŢŤŦȚ", "UÙÚÛÜŨŪŬŮŰŲ", "WŴ", "YÝŶŸ", "ZŹŻŽ");

    /// <summary>The words of a value as they are kept, for instance <c>^MULLER^IDA^</c>; null when there are none.</summary>
    public static string? Of(string? value) => Split(value) is { Length: > 0 } words ? Separator + string.Join(Separator, words) + Separator : null;

    /// <summary>The words of a value.</summary>
    public static string[] Split(string? value) =>
        Unaccent((value ?? "").ToUpperInvariant()).Split([' ', '^', '=', ',', '*', '?', Separator], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Matches a kept form that has a word beginning with <paramref name="word"/>.</summary>
    public static string PatternOf(string word) => $"*{Separator}{GlobPattern.Of(word)}*";

    private static string Unaccent(string upper) => string.Concat(upper.Select(letter => Unaccented.GetValueOrDefault(letter) ?? letter.ToString()));

    private static FrozenDictionary<char, string> Table(params ReadOnlySpan<string> rows)
    {
        var table = new Dictionary<char, string> { ['ß'] = "SS", ['Æ'] = "AE", ['Œ'] = "OE", ['Þ'] = "TH" };
        foreach (string row in rows)
        {
            foreach (char accented in row.AsSpan(1))
            {
                table[accented] = row[..1];
            }
        }

        return table.ToFrozenDictionary();
    }
}
