using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OhifAlnPlugin.Radiomics.Settings;

/// <summary>Reads PyRadiomics parameter files (YAML or JSON) with <c>imageType</c>, <c>featureClass</c>, <c>setting</c> and <c>voxelSetting</c>.</summary>
/// <remarks>Stricter than PyRadiomics, which lets misspelt settings pass: an unknown key is an error that names the nearest known one.</remarks>
public static class ParameterFile
{
    private static readonly string[] Sections = ["imageType", "featureClass", "setting", "voxelSetting"];

    /// <summary>Reads a parameter file.</summary>
    /// <param name="text">The whole file.</param>
    /// <returns>The settings; what the file leaves out has PyRadiomics' default.</returns>
    /// <exception cref="RadiomicsException">The text is not YAML, a key is unknown or a value is out of range.</exception>
    public static ExtractionSettings Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var settings = new ExtractionSettings();
        foreach ((string section, YamlNode content) in Entries(Root(text), "the parameter file"))
        {
            settings = section switch
            {
                "setting" => ReadSettings(settings, content),
                "imageType" => settings,
                "featureClass" => settings with { FeatureClasses = ReadFeatureClasses(content) },
                "voxelSetting" => ReadVoxelSettings(settings, content),
                _ => throw Unknown("section", section, Sections),
            };
        }

        // Image types come last: their overrides start from the shared settings, wherever those stand in the file.
        YamlNode? types = Entries(Root(text), "the parameter file").FirstOrDefault(e => e.Key == "imageType").Value;
        return types is null ? settings : settings with { ImageTypes = ReadImageTypes(types, settings.Texture) };
    }

    private static YamlNode Root(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new RadiomicsException($"The parameter file is not valid YAML: line {exception.Start.Line}, column {exception.Start.Column}: {exception.InnerException?.Message ?? exception.Message}", exception);
        }

        return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : new YamlMappingNode();
    }

    private static IEnumerable<KeyValuePair<string, YamlNode>> Entries(YamlNode node, string place)
    {
        if (node is YamlScalarNode { Value: null or "" or "null" or "~" })
        {
            return [];
        }

        if (node is not YamlMappingNode mapping)
        {
            throw new RadiomicsException($"Line {node.Start.Line}: {place} must hold 'key: value' lines.");
        }

        return mapping.Children.Select(c => KeyValuePair.Create((c.Key as YamlScalarNode)?.Value ?? "", c.Value));
    }

    private static ExtractionSettings ReadSettings(ExtractionSettings settings, YamlNode content)
    {
        foreach ((string key, YamlNode node) in Entries(content, "setting"))
        {
            var value = new ParameterNode(key, node);
            if (SettingKeys.Texture.TryGetValue(key, out var texture))
            {
                settings = settings with { Texture = texture(settings.Texture, value) };
            }
            else if (SettingKeys.Preparation.TryGetValue(key, out var preparation))
            {
                settings = preparation(settings, value);
            }
            else
            {
                throw Unknown("setting", key, [.. SettingKeys.Texture.Keys, .. SettingKeys.Preparation.Keys]);
            }
        }

        return settings;
    }

    private static ExtractionSettings ReadVoxelSettings(ExtractionSettings settings, YamlNode content)
    {
        foreach ((string key, YamlNode node) in Entries(content, "voxelSetting"))
        {
            if (!SettingKeys.Voxel.TryGetValue(key, out var read))
            {
                throw Unknown("voxel setting", key, SettingKeys.Voxel.Keys);
            }

            settings = read(settings, new ParameterNode(key, node));
        }

        return settings;
    }

    private static FeatureClassSettings[] ReadFeatureClasses(YamlNode content) =>
        [.. Entries(content, "featureClass").Select(e => ReadFeatureClass(e.Key, new ParameterNode(e.Key, e.Value)))];

    private static FeatureClassSettings ReadFeatureClass(string name, ParameterNode value)
    {
        var known = Features.FeatureCatalogue.ImageClasses;
        if (!known.Contains(name))
        {
            throw Unknown("feature class", name, known);
        }

        string[]? features = value.IsNull ? null : value.Words();
        foreach (string feature in features ?? [])
        {
            if (Features.FeatureCatalogue.Find(name, feature) is null)
            {
                throw Unknown($"feature of class '{name}'", feature, Features.FeatureCatalogue.Of(name).Select(f => f.Name));
            }
        }

        return new(name, features is { Length: > 0 } ? features : null);
    }

    private static ImageTypeSettings[] ReadImageTypes(YamlNode content, TextureSettings shared) =>
        [.. Entries(content, "imageType").Select(e => ReadImageType(e.Key, e.Value, shared))];

    private static ImageTypeSettings ReadImageType(string name, YamlNode content, TextureSettings shared)
    {
        if (name == "LBP3D")
        {
            throw new RadiomicsException("The image type 'LBP3D' is not computed here; 'LBP2D' is.");
        }

        if (!Enum.GetNames<ImageType>().Contains(name))
        {
            throw Unknown("image type", name, Enum.GetNames<ImageType>());
        }

        var type = new ImageTypeSettings(Enum.Parse<ImageType>(name));
        var options = SettingKeys.ImageTypeOptions.GetValueOrDefault(type.Type) ?? [];
        foreach ((string key, YamlNode node) in Entries(content, $"imageType {name}"))
        {
            var value = new ParameterNode(key, node);
            if (options.TryGetValue(key, out var option))
            {
                type = option(type, value);
            }
            else if (SettingKeys.Texture.TryGetValue(key, out var texture))
            {
                type = type with { Texture = texture(type.Texture ?? shared, value) };
            }
            else
            {
                throw Unknown($"option of image type '{name}'", key, [.. options.Keys, .. SettingKeys.Texture.Keys]);
            }
        }

        return type;
    }

    private static RadiomicsException Unknown(string what, string name, IEnumerable<string> known) =>
        new($"Unknown {what} '{name}'; did you mean '{NearestName.To(name, known)}'?");
}
