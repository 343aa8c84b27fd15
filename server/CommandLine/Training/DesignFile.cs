using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Training;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>A design file: what is trained, on which tables, by which steps. The annotated example in the docs shows every key.</summary>
/// <param name="Design">The design.</param>
/// <param name="Tables">The tables.</param>
/// <param name="IntendedUse">What the score is meant for.</param>
/// <param name="Limitations">What is known to be weak.</param>
/// <param name="Extraction">How the features were extracted; a table from elsewhere when it is not said.</param>
internal sealed record DesignFile(TrainingDesign Design, DesignTables Tables, string IntendedUse, IReadOnlyList<string> Limitations, RadscoreExtraction Extraction)
{
    /// <summary>Reads a design file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">It cannot be read, or a key or value is wrong; the message names line, value and limit.</exception>
    public static DesignFile Read(string path)
    {
        DesignMap root = new(Root(path), path, "a design file");
        DesignMap model = root.Map("model") ?? throw root.ErrorAt("model", "'model' is missing.");
        DesignTables tables = DesignTables.Read(root, path);
        TrainingDesign design = DesignSteps.Read(root, model, tables, path);
        DesignFile file = new(
            design,
            tables,
            model.OptionalText("intendedUse") ?? $"Research on {design.Outcome} from features of the primary tumour.",
            model.Texts("limitations"),
            ExtractionOf(root.Map("extraction")));
        model.Finish();
        root.Finish();
        try
        {
            design.Require();
        }
        catch (ArgumentException wrong)
        {
            throw new CommandException($"{path}: {wrong.Message}");
        }

        return file;
    }

    private static YamlNode Root(string path)
    {
        try
        {
            using StreamReader reader = new(path);
            YamlStream stream = new();
            stream.Load(reader);
            return stream.Documents.Count == 1 ? stream.Documents[0].RootNode : throw new CommandException($"{path} holds {stream.Documents.Count} documents; a design file is one.");
        }
        catch (YamlException broken)
        {
            throw new CommandException($"{path}, line {broken.Start.Line}: not valid YAML: {broken.InnerException?.Message ?? broken.Message}");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {failed.Message}");
        }
    }

    private static RadscoreExtraction ExtractionOf(DesignMap? map)
    {
        if (map is null)
        {
            return RadscoreExtraction.Table;
        }

        double spacing = map.Number("voxelMm", double.NaN, v => v is > 0 and <= 20, "above 0 and at most 20");
        double scale = map.Number("normalizeScale", double.NaN, v => v > 0, "above 0");
        RadscoreExtraction extraction = new()
        {
            Phase = map.Word("phase", "peak", ("peak", "peak")),
            BinWidth = map.Number("binWidth", 25, v => v > 0, "above 0"),
            ResampledSpacingMm = double.IsNaN(spacing) ? null : [spacing, spacing, spacing],
            Interpolator = map.Word("interpolator", "bspline", ("bspline", "bspline"), ("linear", "linear")),
            Normalize = !double.IsNaN(scale),
            NormalizeScale = double.IsNaN(scale) ? 1 : scale,
        };
        map.Finish();
        return extraction;
    }
}
