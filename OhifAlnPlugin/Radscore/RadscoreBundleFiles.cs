using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OhifAlnPlugin.Radscore;

/// <summary>The files of a bundle.</summary>
internal static class RadscoreBundleFiles
{
    public const string BundleName = "bundle.json";
    public const string ReferenceName = "reference.json";
    public const string OnnxName = "radscore.onnx";
    public const string CardName = "card.md";

    /// <summary>No file of a bundle is larger.</summary>
    public const long MostBytes = 16 << 20;

    /// <summary>The files beside <c>bundle.json</c>: every bundle has exactly these, and may have <c>card.md</c>.</summary>
    private static readonly string[] Companions = [ReferenceName, OnnxName];

    public static string DigestOf(RadscoreBundle bundle) => Sha256(BundleBytes(bundle, CompanionBytes(bundle)));

    public static void Write(RadscoreBundle bundle, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        (string Name, byte[] Bytes)[] companions = CompanionBytes(bundle);
        foreach ((string name, byte[] bytes) in companions)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        File.WriteAllBytes(Path.Combine(folder, BundleName), BundleBytes(bundle, companions));
    }

    public static RadscoreBundle Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder))
        {
            throw new RadscoreBundleException($"There is no folder '{folder}'; a radscore bundle is a folder with {BundleName}.");
        }

        byte[] bytes = BytesOf(folder, BundleName);
        BundleDocument document = Parse<BundleDocument>(bytes, BundleName);
        RequireSchema(document.Schema, BundleName);
        Dictionary<string, byte[]> files = ReadCompanions(folder, document.Files);
        ReferenceDocument reference = Parse<ReferenceDocument>(files[ReferenceName], ReferenceName);
        RequireSchema(reference.Schema, ReferenceName);
        return Assemble(document, reference, files.TryGetValue(CardName, out byte[]? card) ? Encoding.UTF8.GetString(card) : null, Sha256(bytes));
    }

    private static RadscoreBundle Assemble(BundleDocument document, ReferenceDocument reference, string? cardText, string digest)
    {
        if (reference.Quantiles.Length != document.Features.Length)
        {
            throw new RadscoreBundleException(
                $"{ReferenceName} has the quantiles of {reference.Quantiles.Length} features, {BundleName} lists {document.Features.Length}.");
        }

        try
        {
            RadscoreFeature[] features =
            [
                .. document.Features.Zip(
                    reference.Quantiles, (f, q) => new RadscoreFeature(f.Name, f.Label, f.Explanation, f.Unit, f.Mean, f.StandardDeviation, q)),
            ];
            RadscoreModel model = new(features, [.. document.Networks.Select(n => n.ToNetwork())], document.CutOff, reference.Background);
            return new RadscoreBundle(model, document.Card, document.Extraction, document.Provenance, SupplementOf(document, reference, cardText), digest);
        }
        catch (ArgumentException error)
        {
            throw new RadscoreBundleException($"The bundle is inconsistent: {SentenceOf(error)}", error);
        }
    }

    private static RadscoreSupplement SupplementOf(BundleDocument document, ReferenceDocument reference, string? cardText) => new()
    {
        Reference = reference.Training?.ToReference(),
        Harmonization = reference.Harmonization?.ToHarmonization(),
        ClinicalFields = document.ClinicalFields ?? [],
        ClinicalModel = document.ClinicalModel,
        CombinedModel = document.CombinedModel,
        Limits = document.Limits,
        SurvivalCutOff = document.SurvivalCutOff,
        CardText = cardText,
    };

    private static Dictionary<string, byte[]> ReadCompanions(string folder, FileDigest[] listed)
    {
        string[] names = [.. listed.Select(f => f.Name)];
        if (!names.SequenceEqual(Companions, StringComparer.Ordinal) && !names.SequenceEqual([.. Companions, CardName], StringComparer.Ordinal))
        {
            throw new RadscoreBundleException(
                $"{BundleName} lists the files '{string.Join(", ", names)}'; expected are '{string.Join(", ", Companions)}' and, where there is one, '{CardName}'.");
        }

        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (FileDigest file in listed)
        {
            byte[] bytes = BytesOf(folder, file.Name);
            string found = Sha256(bytes);
            if (found != file.Sha256)
            {
                throw new RadscoreBundleException($"{file.Name} was changed: its SHA-256 is {found}, {BundleName} says {file.Sha256}.");
            }

            files.Add(file.Name, bytes);
        }

        return files;
    }

    private static byte[] BytesOf(string folder, string name)
    {
        FileInfo file = new(Path.Combine(folder, name));
        if (!file.Exists)
        {
            throw new RadscoreBundleException($"The file {name} is missing in '{folder}'.");
        }

        if (file.LinkTarget is not null)
        {
            throw new RadscoreBundleException($"{name} in '{folder}' is a link to another place; a bundle holds its files itself.");
        }

        if (file.Length > MostBytes)
        {
            throw new RadscoreBundleException($"{name} has {file.Length} bytes; at most {MostBytes} are read.");
        }

        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RadscoreBundleException($"{name} in '{folder}' cannot be read: {error.Message}", error);
        }
    }

    private static T Parse<T>(byte[] bytes, string name)
        where T : class
    {
        try
        {
            return BundleJson.Read<T>(bytes);
        }
        catch (JsonException error)
        {
            throw new RadscoreBundleException($"{name} is not valid: {error.Message}", error);
        }
    }

    private static void RequireSchema(string schema, string name)
    {
        if (!BundleDocument.KnownSchemas.Contains(schema))
        {
            throw new RadscoreBundleException($"{name} has the schema '{schema}'; this version reads {string.Join(" and ", BundleDocument.KnownSchemas.Select(s => $"'{s}'"))}.");
        }
    }

    private static (string Name, byte[] Bytes)[] CompanionBytes(RadscoreBundle bundle)
    {
        (string, byte[])[] always = [(ReferenceName, BundleJson.Write(ReferenceDocument.Of(bundle))), (OnnxName, OnnxExport.Write(bundle.Model, bundle.Card))];
        return bundle.Supplement.CardText is { } card ? [.. always, (CardName, Encoding.UTF8.GetBytes(card))] : always;
    }

    private static byte[] BundleBytes(RadscoreBundle bundle, (string Name, byte[] Bytes)[] companions) => BundleJson.Write(new BundleDocument
    {
        Schema = BundleDocument.WrittenSchema,
        Card = bundle.Card,
        Extraction = bundle.Extraction,
        Features = [.. bundle.Model.Features.Select(f => new FeatureDocument(f.Name, f.Label, f.Explanation, f.Unit, f.Mean, f.StandardDeviation))],
        CutOff = bundle.Model.CutOff,
        SurvivalCutOff = bundle.Supplement.SurvivalCutOff,
        Limits = bundle.Supplement.Limits,
        ClinicalFields = [.. bundle.Supplement.ClinicalFields],
        ClinicalModel = bundle.Supplement.ClinicalModel,
        CombinedModel = bundle.Supplement.CombinedModel,
        Networks = [.. bundle.Model.Networks.Select(NetworkDocument.Of)],
        Files = [.. companions.Select(c => new FileDigest(c.Name, Sha256(c.Bytes)))],
        Provenance = bundle.Provenance,
    });

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The message without the parameter name that .NET appends.</summary>
    private static string SentenceOf(ArgumentException error) =>
        error.ParamName is { } name ? error.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : error.Message;
}
