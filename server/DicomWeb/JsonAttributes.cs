using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Attributes gathered from several DICOM JSON objects, written as one in ascending order of tag.</summary>
internal sealed class JsonAttributes
{
    private readonly SortedDictionary<string, string> _attributes = new(StringComparer.Ordinal);

    /// <summary>Takes the attributes of a DICOM JSON object that are wanted; one that is there already stays.</summary>
    public void Add(ReadOnlyMemory<byte> json, Func<DicomTag, bool> isWanted)
    {
        using JsonDocument document = JsonDocument.Parse(json, DicomJson.DocumentOptions);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (DicomTag.TryParse(property.Name, out DicomTag tag) && isWanted(tag))
            {
                _attributes.TryAdd(property.Name, property.Value.GetRawText());
            }
        }
    }

    /// <summary>Adds attributes that the server knows by itself.</summary>
    public void Add(DicomDataset dataset)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            DicomJson.Write(writer, dataset);
        }

        Add(buffer.ToArray(), _ => true);
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach ((string tag, string value) in _attributes)
        {
            writer.WritePropertyName(tag);
            writer.WriteRawValue(value, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
