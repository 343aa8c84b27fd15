using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OhifAlnPlugin.Dicom;

/// <summary>Writes DICOM JSON, whose text is always UTF-8. A value that its value representation does not allow is written as text or null: it never spoils the rest.</summary>
internal static class DicomJsonWriter
{
    private static readonly JsonEncodedText VR = JsonEncodedText.Encode("vr");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("Value");
    private static readonly JsonEncodedText InlineBinary = JsonEncodedText.Encode("InlineBinary");
    private static readonly JsonEncodedText BulkDataUri = JsonEncodedText.Encode("BulkDataURI");

    public static void Write(Utf8JsonWriter writer, DicomDataset dataset, Func<DicomTag, string?>? bulkDataUri)
    {
        DicomCharacterSet characterSet = dataset.CharacterSet;
        writer.WriteStartObject();
        foreach (DicomItem item in dataset)
        {
            if (item.Tag.Group < 0x0008 || item.Tag.IsGroupLength)
            {
                continue;
            }

            string? uri = item.VR.IsBulk() ? bulkDataUri?.Invoke(item.Tag) : null;
            if (item is DicomFragmentSequence && uri is null)
            {
                continue;
            }

            WriteName(writer, item.Tag);
            writer.WriteStartObject();
            WriteVR(writer, item.VR);
            WriteValue(writer, item, characterSet, uri);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteName(Utf8JsonWriter writer, DicomTag tag)
    {
        Span<byte> name = stackalloc byte[8];
        tag.Value.TryFormat(name, out _, "X8", CultureInfo.InvariantCulture);
        writer.WritePropertyName(name);
    }

    private static void WriteVR(Utf8JsonWriter writer, DicomVR vr)
    {
        ReadOnlySpan<byte> letters = [(byte)((int)vr >> 8), (byte)vr];
        writer.WriteString(VR, letters);
    }

    private static void WriteValue(Utf8JsonWriter writer, DicomItem item, DicomCharacterSet characterSet, string? uri)
    {
        switch (item)
        {
            case DicomElement { Value.Length: > 0 } when item.Tag == DicomTag.SpecificCharacterSet:
                writer.WriteStartArray(Value);
                writer.WriteStringValue(DicomCharacterSet.Utf8Term);
                writer.WriteEndArray();
                break;
            case DicomSequence { Items.Count: > 0 } sequence:
                writer.WriteStartArray(Value);
                sequence.Items.ForEach(nested => Write(writer, nested, bulkDataUri: null));
                writer.WriteEndArray();
                break;
            case DicomItem when uri is not null:
                writer.WriteString(BulkDataUri, uri);
                break;
            case DicomElement { Value.Length: > 0 } element when item.VR.IsBulk():
                writer.WriteBase64String(InlineBinary, element.Value.Span);
                break;
            case DicomElement { Value.Length: > 0 } element when item.VR.IsText():
                WriteTexts(writer, element, characterSet);
                break;
            case DicomElement { Value.Length: > 0 } element:
                WriteNumbers(writer, element);
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, DicomElement element, DicomCharacterSet characterSet)
    {
        if (!element.VR.UsesCharacterSet() && element.VR is not (DicomVR.DS or DicomVR.IS) && IsOnePlainValue(element.Value.Span))
        {
            ReadOnlySpan<byte> text = DicomText.Trim(element.Value.Span);
            if (!text.IsEmpty)
            {
                writer.WriteStartArray(Value);
                writer.WriteStringValue(text);
                writer.WriteEndArray();
            }

            return;
        }

        string[] values = DicomValue.ToStrings(element, characterSet);
        if (Array.TrueForAll(values, v => v.Length == 0))
        {
            return;
        }

        writer.WriteStartArray(Value);
        foreach (string value in values)
        {
            WriteText(writer, element.VR, value);
        }

        writer.WriteEndArray();
    }

    private static bool IsOnePlainValue(ReadOnlySpan<byte> value) => !value.Contains((byte)'\\') && Ascii.IsValid(value);

    private static void WriteText(Utf8JsonWriter writer, DicomVR vr, string value)
    {
        if (value.Length == 0)
        {
            writer.WriteNullValue();
        }
        else if (vr == DicomVR.PN)
        {
            WritePersonName(writer, value);
        }
        else if (vr is DicomVR.DS or DicomVR.IS && IsNumber(value))
        {
            WriteNumberText(writer, value);
        }
        else
        {
            writer.WriteStringValue(value);
        }
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);

    /// <summary>A decimal string that already is a JSON number is written as it stands, digit for digit; others (+1, .5, 1.) as their value.</summary>
    private static void WriteNumberText(Utf8JsonWriter writer, string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        bool isJson = digits.Length > 0 && char.IsAsciiDigit(digits[0]) && (digits[0] != '0' || digits.Length == 1 || !char.IsAsciiDigit(digits[1]))
            && char.IsAsciiDigit(digits[^1]) && !digits.Contains(".e", StringComparison.OrdinalIgnoreCase);
        if (isJson)
        {
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
    }

    private static void WritePersonName(Utf8JsonWriter writer, string value)
    {
        string[] groups = value.Split('=', 4);
        writer.WriteStartObject();
        for (int n = 0; n < groups.Length && n < DicomPersonName.GroupNames.Count; n++)
        {
            if (groups[n].Length > 0)
            {
                writer.WriteString(DicomPersonName.GroupNames[n], groups[n]);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, DicomElement element)
    {
        writer.WriteStartArray(Value);
        switch (element.VR)
        {
            case DicomVR.AT:
                Array.ForEach(DicomValue.ToStrings(element, DicomCharacterSet.Default), writer.WriteStringValue);
                break;
            case DicomVR.SV or DicomVR.UV:
                Array.ForEach(DicomValue.ToStrings(element, DicomCharacterSet.Default), v => writer.WriteRawValue(v, skipInputValidation: true));
                break;
            case DicomVR.FL:
                Array.ForEach(DicomValue.ToDoubles(element), v => WriteSingle(writer, (float)v));
                break;
            default:
                Array.ForEach(DicomValue.ToDoubles(element), v => WriteDouble(writer, v));
                break;
        }

        writer.WriteEndArray();
    }

    /// <summary>JSON has no NaN and no infinity; PS3.18 section F.2.5 asks for them as text.</summary>
    private static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(NotFinite(value));
        }
    }

    private static void WriteSingle(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(NotFinite(value));
        }
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
}
