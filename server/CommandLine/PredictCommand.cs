using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln predict</c>: the radscore of a VOI, or of every row of a feature table, as JSON.</summary>
internal static class PredictCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var bundle = new Option<string>("--bundle", "-b") { Description = "Folder of the radscore bundle.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine(ModelFolder.Default, "demonstration") };
        var features = new Option<string?>("--features") { Description = "Feature table, CSV: one row per patient, columns named as PyRadiomics names features; a column 'id' is passed on.", HelpName = "FILE" };
        var image = new Option<string?>("--image") { Description = "Image of the peak phase, NRRD or NIfTI.", HelpName = "FILE" };
        var voi = new Option<string?>("--voi") { Description = "VOI on the image's grid, NRRD or NIfTI: every voxel other than 0.", HelpName = "FILE" };
        var command = new Command("predict", "Compute radscores from a feature table, or from an image and a VOI.") { bundle, features, image, voi };
        command.SetAction(result =>
        {
            Console.WriteLine(Run(result.GetRequiredValue(bundle), result.GetValue(features), result.GetValue(image), result.GetValue(voi)));
            return 0;
        });
        return command;
    }

    /// <summary>Computes and writes the answer.</summary>
    /// <exception cref="CommandException">Nothing or too much was asked for, or something cannot be read or scored.</exception>
    internal static string Run(string bundleFolder, string? featureFile, string? imageFile, string? voiFile)
    {
        if ((featureFile is null) == (imageFile is null) || (imageFile is null) != (voiFile is null))
        {
            throw new CommandException("give either --features FILE, or --image FILE and --voi FILE.");
        }

        try
        {
            RadscoreBundle bundle = RadscoreBundle.Read(bundleFolder);
            PredictedCase[] cases = featureFile is not null
                ? [.. FromTable(bundle.Model, CsvTable.Read(featureFile))]
                : [PredictedCase.Of(voiFile!, bundle.Model.Predict(bundle.Extract(ReadVolume(imageFile!), ReadMask(voiFile!))))];
            var model = new { bundle.Card.Name, bundle.Card.Version, bundle.Digest, bundle.Card.TrainingData, bundle.Card.Demonstration };
            return JsonSerializer.Serialize(new { bundle.Card.Notice, model, cutOff = bundle.Model.CutOff, cases }, Json);
        }
        catch (Exception failed) when (failed is RadscoreBundleException or RadscoreUndefinedException or RadiomicsException or VolumeFileException or IOException)
        {
            throw new CommandException(failed.Message);
        }
    }

    private static IEnumerable<PredictedCase> FromTable(RadscoreModel model, CsvTable table)
    {
        for (int row = 0; row < table.Rows; row++)
        {
            int at = row;
            FeatureVector values = new(model.FeatureNames, [.. model.FeatureNames.Select(f => table.Number(at, f))]);
            string id = table.Columns.Contains("id") ? table.Text(row, "id") : $"row {row + 1}";
            yield return PredictedCase.Of(id, model.Predict(values));
        }
    }

    private static Volume ReadVolume(string path)
    {
        using FileStream file = File.OpenRead(path);
        return IsNrrd(path) ? NrrdFile.ReadVolume(file) : NiftiFile.ReadVolume(file);
    }

    private static Mask ReadMask(string path)
    {
        using FileStream file = File.OpenRead(path);
        return IsNrrd(path) ? NrrdFile.ReadMask(file) : NiftiFile.ReadMask(file);
    }

    private static bool IsNrrd(string path) => path.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase);

    /// <summary>One line of the answer.</summary>
    private sealed record PredictedCase(string Id, double Radscore, double Spread, string Burden, double Baseline, IReadOnlyList<PredictedContribution> Contributions)
    {
        public static PredictedCase Of(string id, RadscorePrediction p) => new(
            id, p.Radscore, p.Spread, p.Burden == AlnBurden.High ? "high" : "low", p.Baseline, [.. p.Contributions.Select(PredictedContribution.Of)]);
    }

    /// <summary>One feature of one case.</summary>
    private sealed record PredictedContribution(string Feature, string Label, double Value, string Unit, double Percentile, bool OutsideTraining, double Contribution)
    {
        public static PredictedContribution Of(FeatureContribution c) =>
            new(c.Feature.Name, c.Feature.Label, c.Value, c.Feature.Unit, c.Percentile, c.IsOutsideTraining, c.Contribution);
    }
}
