using System.Text.Json;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>Reads <c>model.json</c>; whatever is wrong with it becomes a sentence.</summary>
internal static class NetworkCardReader
{
    private const int MostBytes = 1 << 20, MostChannels = 64, MostPatch = 1024;
    private const double MostSpacingMm = 20;

    private static readonly Dictionary<string, NetworkScale> Scales = new()
    {
        ["volume-p99/p99.7"] = NetworkScale.BodyPercentiles,
        ["zscore"] = NetworkScale.ZScore,
        ["zscore-joint"] = NetworkScale.ZScoreJoint,
        ["none"] = NetworkScale.None,
    };

    private static readonly Dictionary<string, NetworkOutput> Outputs = new()
    {
        ["probability"] = NetworkOutput.Probability,
        ["sigmoid"] = NetworkOutput.Sigmoid,
        ["softmax"] = NetworkOutput.Softmax,
    };

    /// <inheritdoc cref="NetworkCard.Read"/>
    public static NetworkCard Read(ReadOnlyMemory<byte> json, string name)
    {
        if (json.Length > MostBytes)
        {
            throw new OnnxModelRefusedException($"{name} has {json.Length} bytes; a card has at most {MostBytes}.");
        }

        try
        {
            // A mark of the byte order, as some editors write it, is no JSON.
            using var document = JsonDocument.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json);
            return Read(new CardFields(document.RootElement, name));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The latter for texts that are no Unicode, which only show when they are read.
            throw new OnnxModelRefusedException($"{name} is no JSON: {broken.Message}", broken);
        }
    }

    private static NetworkCard Read(CardFields card)
    {
        NetworkOutput output = card.OneOf("output", Outputs);
        IReadOnlyList<NetworkChannel> channels = Channels(card);
        var read = new NetworkCard
        {
            Id = Id(card),
            Version = card.Text("version"),
            Sha256 = Digest(card),
            Licence = card.Text("license", "licence"),
            IntendedUse = card.Text("intended_use"),
            Channels = channels,
            Grid = card.Has("patch") ? Patches(card) : Slices(card),
            Scale = card.OneOf("scale", Scales),
            Output = output,
            TumourChannel = card.Has("tumour_channel") ? card.Whole("tumour_channel", 0, MostChannels) : output == NetworkOutput.Softmax ? 1 : 0,
            Threshold = card.Number("threshold", 0.001, 0.999),
            MinimumVolumeMm3 = card.Number("min_mm3", 0, 1e6),
            TrainingData = card.Text("training_data"),
            Metrics = Metrics(card),
            NotFor = card.Has("not_for") ? card.Texts("not_for") : [],
        };
        return read.Grid is PatchGrid && channels.FirstOrDefault(c => c.Neighbour != 0) is { } beside
            ? throw card.Refusal($"the channel {beside.Name} is a neighbouring slice, which a network of blocks ('patch') sees anyway")
            : read;
    }

    private static string Id(CardFields card)
    {
        string id = card.Text("id");
        return id.Length <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') && char.IsAsciiLetterOrDigit(id[0])
            ? id
            : throw card.Refusal($"the id '{CardFields.Shown(id)}' is not possible: up to 64 letters, digits, points, hyphens and underscores, a letter or digit first");
    }

    private static string Digest(CardFields card)
    {
        string digest = card.Text("sha256");
        return digest.Length == 64 && digest.All(char.IsAsciiHexDigit)
            ? digest.ToLowerInvariant()
            : throw card.Refusal($"the sha256 '{CardFields.Shown(digest)}' is no digest of 64 hexadecimal digits");
    }

    private static NetworkChannel[] Channels(CardFields card)
    {
        IReadOnlyList<string> names = card.Texts("channels");
        return names.Count is >= 1 and <= MostChannels
            ? [.. names.Select(n => NetworkChannel.Parse(n) ?? throw card.Refusal($"there is no channel '{CardFields.Shown(n)}': there are {NetworkChannel.Names}"))]
            : throw card.Refusal($"{names.Count} channels are not possible: 1 to {MostChannels} are");
    }

    private static SliceGrid Slices(CardFields card) =>
        new(card.Number("pixel_mm", 0.1, MostSpacingMm), card.Number("neighbour_mm", 0.1, MostSpacingMm), card.Whole("pad", 1, MostPatch));

    private static PatchGrid Patches(CardFields card)
    {
        double[] patch = card.Three("patch", 1, MostPatch), spacing = card.Three("spacing_mm", 0.1, MostSpacingMm);
        return patch.All(double.IsInteger)
            ? new(new Vector3(spacing[2], spacing[1], spacing[0]), (int)patch[2], (int)patch[1], (int)patch[0], card.Has("overlap") ? card.Number("overlap", 0, 0.9) : 0.5)
            : throw card.Refusal("'patch' counts voxels: three whole numbers are needed");
    }

    private static NetworkMetric[] Metrics(CardFields card) =>
        [.. card.Objects("metrics").Select(m => new NetworkMetric(TextOf(m, "set"), TextOf(m, "unit"), NumbersOf(m), TextOf(m, "note")))];

    private static string TextOf(JsonElement metric, string field) =>
        metric.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static Dictionary<string, double> NumbersOf(JsonElement metric) =>
        metric.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number).GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.Last().Value.GetDouble());
}
