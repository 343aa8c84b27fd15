using System.Collections.Frozen;
using System.Globalization;

namespace OhifAlnPlugin.Dicom;

/// <summary>What PS3.6 says of a data element.</summary>
/// <param name="Keyword">Keyword, for example <c>PatientID</c>.</param>
/// <param name="Name">Name, for example <c>Patient ID</c>.</param>
/// <param name="VR">Value representation; where the standard leaves a choice, the one that Implicit VR Little Endian implies (OW, or US).</param>
/// <param name="IsSignDependent">Whether the choice is between US and SS, by Pixel Representation (PS3.5 section 6.2.2).</param>
/// <param name="VM">Value multiplicity as the standard writes it, for example <c>1-n</c>.</param>
/// <param name="IsRetired">Whether the standard has retired the element.</param>
public sealed record DicomRegistryEntry(string Keyword, string Name, DicomVR VR, bool IsSignDependent, string VM, bool IsRetired);

/// <summary>The registry of data elements of PS3.6 and the command elements of PS3.7, read once from the embedded table.</summary>
public static class DicomRegistry
{
    private static readonly (FrozenDictionary<uint, DicomRegistryEntry> Plain, Repeating[] Repeating, FrozenDictionary<string, DicomTag> Keywords) Tables = Load();

    /// <summary>Looks a standard element up.</summary>
    /// <param name="tag">The tag; elements of repeating groups such as (60xx,3000) are found by their pattern.</param>
    /// <returns>The entry, or null for private and unknown elements.</returns>
    public static DicomRegistryEntry? Find(DicomTag tag)
    {
        if (tag.IsPrivate)
        {
            return null;
        }

        if (Tables.Plain.TryGetValue(tag.Value, out DicomRegistryEntry? entry))
        {
            return entry;
        }

        foreach (Repeating repeating in Tables.Repeating)
        {
            if ((tag.Value & repeating.Mask) == repeating.Bits)
            {
                return repeating.Entry;
            }
        }

        return null;
    }

    /// <summary>The value representation of an element that is written without one: from the registry; UL for group lengths, LO for private creators, else UN.</summary>
    /// <param name="tag">The tag.</param>
    public static DicomVR VROf(DicomTag tag)
    {
        if (tag.IsGroupLength)
        {
            return DicomVR.UL;
        }

        return tag.IsPrivateCreator ? DicomVR.LO : Find(tag)?.VR ?? DicomVR.UN;
    }

    /// <summary>Looks a keyword up.</summary>
    /// <param name="keyword">Keyword as PS3.6 spells it.</param>
    /// <param name="tag">The tag, or the default when the keyword is unknown.</param>
    /// <returns>True when the keyword is known.</returns>
    public static bool TryFindKeyword(string keyword, out DicomTag tag) => Tables.Keywords.TryGetValue(keyword, out tag);

    /// <summary>Elements in the registry, repeating groups counted once.</summary>
    public static int Count => Tables.Plain.Count + Tables.Repeating.Length;

    private static (FrozenDictionary<uint, DicomRegistryEntry> Plain, Repeating[] Repeating, FrozenDictionary<string, DicomTag> Keywords) Load()
    {
        var plain = new Dictionary<uint, DicomRegistryEntry>(5500);
        var keywords = new Dictionary<string, DicomTag>(5500, StringComparer.Ordinal);
        var repeating = new List<Repeating>();
        foreach (string[] row in EmbeddedTable.Rows("elements.tsv"))
        {
            (DicomVR vr, bool signDependent) = ParseVR(row[1]);
            var entry = new DicomRegistryEntry(row[3], row[5], vr, signDependent, row[2], row[4].Length > 0);
            if (row[0].Contains('x', StringComparison.Ordinal))
            {
                repeating.Add(Repeating.Of(row[0], entry));
                continue;
            }

            uint tag = uint.Parse(row[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            plain.Add(tag, entry);
            keywords.Add(entry.Keyword, new(tag));
        }

        return (plain.ToFrozenDictionary(), [.. repeating], keywords.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static (DicomVR VR, bool SignDependent) ParseVR(string text) => text switch
    {
        "NONE" => (DicomVR.None, false),
        "US or SS" => (DicomVR.US, true),
        "OB or OW" or "US or OW" or "US or SS or OW" => (DicomVR.OW, false),
        _ => (Enum.Parse<DicomVR>(text), false),
    };

    /// <summary>An element that recurs: its fixed hexadecimal digits as a mask.</summary>
    private sealed record Repeating(uint Mask, uint Bits, DicomRegistryEntry Entry)
    {
        public static Repeating Of(string pattern, DicomRegistryEntry entry)
        {
            uint mask = 0, bits = 0;
            foreach (char digit in pattern)
            {
                (mask, bits) = (mask << 4, bits << 4);
                if (digit != 'x')
                {
                    (mask, bits) = (mask | 0xF, bits | (uint)Convert.ToInt32(digit.ToString(), 16));
                }
            }

            return new(mask, bits, entry);
        }
    }
}
