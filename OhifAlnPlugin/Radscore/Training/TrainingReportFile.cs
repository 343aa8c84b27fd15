using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary><c>training.json</c>: the report of a training, beside its bundle.</summary>
public static class TrainingReportFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "training.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UndefinedAsNull(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The bytes of the file; the same report gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    public static byte[] Write(TrainingReport report) => [.. JsonSerializer.SerializeToUtf8Bytes(report, Options), (byte)'\n'];

    /// <summary>Reads a report.</summary>
    /// <param name="bytes">Bytes of the file.</param>
    /// <exception cref="RadscoreBundleException">They are no report, or of an unknown schema.</exception>
    public static TrainingReport Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            TrainingReport report = JsonSerializer.Deserialize<TrainingReport>(bytes, Options) ?? throw new JsonException("The file holds 'null'.");
            return report.Schema == TrainingReport.KnownSchema
                ? report
                : throw new RadscoreBundleException($"{Name} has the schema '{report.Schema}'; this version reads '{TrainingReport.KnownSchema}'.");
        }
        catch (JsonException broken)
        {
            throw new RadscoreBundleException($"{Name} is not valid: {broken.Message}", broken);
        }
    }
}
