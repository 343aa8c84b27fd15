using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Keeps feature maps: a description and the values, named by what they follow from.</summary>
internal sealed class FeatureMapResults(DataFolder data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _folder = data.Sub("feature-maps");

    /// <summary>Finds a map.</summary>
    /// <returns>Its description; null when there is none, or a damaged one.</returns>
    public FeatureMapInfo? Find(Guid id)
    {
        try
        {
            return File.Exists(DescriptionOf(id)) && File.Exists(ValuesOf(id)) ? JsonSerializer.Deserialize<FeatureMapInfo>(File.ReadAllText(DescriptionOf(id)), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Opens the values of a map that <see cref="Find"/> has found: float32, little endian, gzip.</summary>
    public Stream OpenCompressedValues(Guid id) => File.OpenRead(ValuesOf(id));

    /// <summary>Keeps a map; the values come first, so that a description never stands alone.</summary>
    public void Keep(FeatureMapInfo info, float[] values)
    {
        WholeFile.Write(ValuesOf(info.Id), file =>
        {
            using var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        });
        WholeFile.Write(DescriptionOf(info.Id), file => JsonSerializer.Serialize(file, info, Json));
    }

    private string DescriptionOf(Guid id) => Path.Combine(_folder, $"{id:N}.json");

    private string ValuesOf(Guid id) => Path.Combine(_folder, $"{id:N}.f32.gz");
}
