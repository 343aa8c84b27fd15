using System.Text.Json;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Keeps results of feature computations, one file each, named by what they follow from.</summary>
internal sealed class FeatureResults(DataFolder data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _folder = data.Sub("features");

    /// <summary>Finds a result.</summary>
    /// <returns>The result; null when there is none, or a damaged one.</returns>
    public FeaturesResult? Find(Guid id)
    {
        try
        {
            return File.Exists(PathOf(id)) ? JsonSerializer.Deserialize<FeaturesResult>(File.ReadAllText(PathOf(id)), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result; complete or not at all.</summary>
    public void Keep(FeaturesResult result) => WholeFile.Write(PathOf(result.Id), file => JsonSerializer.Serialize(file, result, Json));

    private string PathOf(Guid id) => Path.Combine(_folder, $"{id:N}.json");
}
