using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OhifAlnPlugin.Dicom;

/// <summary>Reads DICOM JSON. Every complaint names the element, nested ones with the sequences around them.</summary>
internal sealed class DicomJsonReader(Func<DicomTag, DicomVR, string, DicomItem>? bulkItem)
{
    private readonly Stack<DicomTag> path = new();
    private bool needsCharacterSet;

    public DicomDataset Read(JsonElement json)
    {
        try
        {
            return ReadDataset(json);
        }
        catch (InvalidOperationException broken)
        {
            // System.Text.Json refuses to hand out text with unpaired surrogates.
            throw new DicomFormatException($"DICOM JSON: {Place()}: {broken.Message}", broken);
        }
    }

    private DicomDataset ReadDataset(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Malformed($"a data set must be an object, not {json.ValueKind}");
        }

        var items = new ElementCollector();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Name.Length != 8 || !uint.TryParse(property.Name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
            {
                throw Malformed($"\"{DicomValue.Shorten(property.Name)}\" is not a tag of 8 hexadecimal digits");
            }

            var tag = new DicomTag(value);
            path.Push(tag);
            if (ReadItem(tag, property.Value) is { } item)
            {
                items.Add(tag == DicomTag.SpecificCharacterSet && item is DicomElement { Value.Length: > 0 } ? DeclareUtf8() : item);
            }

            path.Pop();
        }

        if (path.Count == 0 && needsCharacterSet)
        {
            items.Add(DeclareUtf8());
        }

        return new DicomDataset(items.ToSorted(), path.Count == 0 ? DicomCharacterSet.Default : DicomCharacterSet.Utf8);
    }

    private static DicomElement DeclareUtf8() => new(DicomTag.SpecificCharacterSet, DicomVR.CS, "ISO_IR 192"u8.ToArray());

    private DicomItem? ReadItem(DicomTag tag, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Malformed($"an element must be an object, not {json.ValueKind}");
        }

        DicomVR vr = ReadVR(tag, json);
        if (json.TryGetProperty("InlineBinary", out JsonElement binary))
        {
            return binary.ValueKind == JsonValueKind.String && binary.TryGetBytesFromBase64(out byte[]? bytes)
                ? new DicomElement(tag, vr, bytes)
                : throw Malformed("InlineBinary is not Base64");
        }

        if (json.TryGetProperty("BulkDataURI", out JsonElement uri))
        {
            return ReadBulk(tag, vr, uri);
        }

        if (!json.TryGetProperty("Value", out JsonElement value))
        {
            return vr == DicomVR.SQ ? new DicomSequence(tag) : new DicomElement(tag, vr, default);
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Malformed($"Value must be an array, not {value.ValueKind}");
        }

        return vr == DicomVR.SQ ? ReadSequence(tag, value) : new DicomElement(tag, vr, ReadValues(tag, vr, value));
    }

    private DicomVR ReadVR(DicomTag tag, JsonElement json)
    {
        if (!json.TryGetProperty("vr", out JsonElement given))
        {
            return DicomRegistry.VROf(tag);
        }

        string? text = given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        var vr = (DicomVR)(text is { Length: 2 } ? (text[0] << 8) | (text[1] & 0xFF) : 0);
        return vr.IsKnown() ? vr : throw Malformed($"{Show(given)} is not a value representation");
    }

    private DicomItem? ReadBulk(DicomTag tag, DicomVR vr, JsonElement uri)
    {
        if (uri.ValueKind != JsonValueKind.String)
        {
            throw Malformed($"BulkDataURI must be a text, not {uri.ValueKind}");
        }

        return bulkItem?.Invoke(tag, vr, uri.GetString()!);
    }

    private DicomSequence ReadSequence(DicomTag tag, JsonElement values)
    {
        if (path.Count > DicomLimits.Default.MaxDepth)
        {
            throw Malformed($"nested deeper than {DicomLimits.Default.MaxDepth} levels, the limit");
        }

        var items = new List<DicomDataset>();
        foreach (JsonElement item in values.EnumerateArray())
        {
            items.Add(item.ValueKind == JsonValueKind.Null ? [] : ReadDataset(item));
        }

        return new DicomSequence(tag, items);
    }

    private byte[] ReadValues(DicomTag tag, DicomVR vr, JsonElement values)
    {
        if (vr.IsText())
        {
            string text = string.Join('\\', values.EnumerateArray().Select(value => ReadText(vr, value)));
            needsCharacterSet |= !Ascii.IsValid(text);
            return Converted(() => DicomValue.FromText(tag, vr, text, DicomCharacterSet.Utf8));
        }

        return vr switch
        {
            DicomVR.AT => DicomValue.FromTags([.. values.EnumerateArray().Select(ReadTag)]),
            DicomVR.SV => DicomValue.FromIntegers([.. values.EnumerateArray().Select(ReadInt64)]),
            DicomVR.UV => DicomValue.FromIntegers([.. values.EnumerateArray().Select(ReadUInt64)]),
            _ when vr.IsBulk() => throw Malformed($"{vr} takes InlineBinary or BulkDataURI, not Value"),
            _ => Converted(() => DicomValue.FromNumbers(tag, vr, [.. values.EnumerateArray().Select(ReadNumber)])),
        };
    }

    private string ReadText(DicomVR vr, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return "";
            case JsonValueKind.Object when vr == DicomVR.PN:
                return ReadPersonName(value);
            case JsonValueKind.Number when vr is DicomVR.DS or DicomVR.IS:
                return vr == DicomVR.DS ? FitDecimal(value) : IntegerText(value);
            case JsonValueKind.String when vr is DicomVR.DS or DicomVR.IS && value.GetString()!.Trim().Length > 0:
                return double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                    ? value.GetString()!
                    : throw Malformed($"{Show(value)} is not a number");
            case JsonValueKind.String when vr != DicomVR.PN:
                string text = value.GetString()!;
                return vr.IsSingleText() || !text.Contains('\\', StringComparison.Ordinal) ? text : throw Malformed($"{Show(value)} has a backslash, which would separate values");
            default:
                throw Malformed($"{Show(value)} is not a value of {vr}");
        }
    }

    private string IntegerText(JsonElement value) =>
        value.TryGetInt64(out long number) ? number.ToString(CultureInfo.InvariantCulture) : throw Malformed($"{Show(value)} is not a whole number");

    private string FitDecimal(JsonElement value)
    {
        string raw = value.GetRawText();
        return raw.Length <= DicomValue.DecimalStringLength ? raw : Converted(() => DicomValue.DecimalString(value.GetDouble()));
    }

    private string ReadPersonName(JsonElement value)
    {
        string?[] groups = new string?[DicomPersonName.GroupNames.Count];
        for (int n = 0; n < groups.Length; n++)
        {
            if (!value.TryGetProperty(DicomPersonName.GroupNames[n], out JsonElement group) || group.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            groups[n] = group.ValueKind == JsonValueKind.String ? group.GetString() : throw Malformed($"{DicomPersonName.GroupNames[n]} must be a text, not {group.ValueKind}");
            if (groups[n]!.AsSpan().ContainsAny('=', '\\'))
            {
                throw Malformed($"{Show(group)} has a character that separates component groups or values");
            }
        }

        return DicomPersonName.Join(groups);
    }

    private DicomTag ReadTag(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: 8 } text && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint tag)
            ? new(tag)
            : throw Malformed($"{Show(value)} is not a tag of 8 hexadecimal digits");

    private double ReadNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.GetString() is var text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        JsonValueKind.String when value.GetString() is "inf" or "Infinity" => double.PositiveInfinity,
        JsonValueKind.String when value.GetString() is "-inf" or "-Infinity" => double.NegativeInfinity,
        _ => throw Malformed($"{Show(value)} is not a number"),
    };

    private long ReadInt64(JsonElement value) =>
        long.TryParse(Plain(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Malformed($"{Show(value)} is not a 64-bit integer");

    private ulong ReadUInt64(JsonElement value) =>
        ulong.TryParse(Plain(value), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : throw Malformed($"{Show(value)} is not an unsigned 64-bit integer");

    private static string? Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static string Show(JsonElement value) => DicomValue.Shorten(value.GetRawText());

    private T Converted<T>(Func<T> convert)
    {
        try
        {
            return convert();
        }
        catch (ArgumentException unfit)
        {
            throw new DicomFormatException($"DICOM JSON: {Place()}: {unfit.Message}", unfit);
        }
    }

    private DicomFormatException Malformed(string what) => new($"DICOM JSON: {Place()}: {what}.");

    private string Place() => path.Count == 0 ? "the data set" : string.Join(" in ", path.Take(4));
}
