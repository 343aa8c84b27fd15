namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>Finds the name somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the smallest edit distance to a word, capitals ignored.</summary>
    /// <param name="word">The unknown word.</param>
    /// <param name="candidates">Known words, at least one.</param>
    /// <returns>The nearest; the first of several.</returns>
    public static string To(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates.MinBy(c => Distance(word.ToUpperInvariant(), c.ToUpperInvariant())) ?? word;
    }

    /// <summary>Levenshtein distance: fewest insertions, deletions and substitutions of one character.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
