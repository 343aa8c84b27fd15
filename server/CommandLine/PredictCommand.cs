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
        var features = new Option<string?>("--features") { Description = "Feature table, CSV: one row per patient, columns named as PyRadiomics names features. The columns 'id', 'centre' and those of the model's clinical fields are used where there are any.", HelpName = "FILE" };
        var image = new Option<string?>("--image") { Description = "Image of the peak phase, NRRD or NIfTI.", HelpName = "FILE" };
        var voi = new Option<string?>("--voi") { Description = "VOI on the image's grid, NRRD or NIfTI: every voxel other than 0.", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var scoring = new ScoringOptions();
        var command = new Command("predict", "Compute radscores from a feature table, or from an image and a VOI.") { bundle, features, image, voi, data };
        scoring.AddTo(command);
        command.SetAction(result =>
        {
            PredictInput input = new(result.GetRequiredValue(bundle), result.GetValue(features), result.GetValue(image), result.GetValue(voi));
            (string json, int failed) = Run(input, scoring.Of(result), ScoringOptions.CentresIn(result.GetRequiredValue(data)));
            Console.WriteLine(json);
            return failed == 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>Computes and writes the answer.</summary>
    /// <returns>The JSON, and for how many cases there is no score.</returns>
    /// <exception cref="CommandException">Nothing or too much was asked for, or something cannot be read.</exception>
    internal static (string Json, int Failed) Run(PredictInput input, CaseContext context, OnboardedCentres centres)
    {
        if ((input.Features is null) == (input.Image is null) || (input.Image is null) != (input.Voi is null))
        {
            throw new CommandException("give either --features FILE, or --image FILE and --voi FILE.");
        }

        try
        {
            RadscoreAssessor assessor = RadscoreModels.AssessorOf(RadscoreBundle.Read(input.Bundle), centres);
            RadscoreBundle bundle = assessor.Bundle;
            PredictedCase[] cases = input.Features is not null
                ? [.. FromTable(assessor, CsvTable.Read(input.Features), context)]
                : [FromImage(assessor, input.Image!, input.Voi!, context)];
            string json = JsonSerializer.Serialize(new { bundle.Card.Notice, Model = ModelSummary.Of(bundle), bundle.Model.CutOff, bundle.Supplement.SurvivalCutOff, cases }, Json);
            return (json, cases.Count(c => c.Problem is not null));
        }
        catch (Exception failed) when (failed is RadscoreBundleException or RadiomicsException or VolumeFileException or IOException)
        {
            throw new CommandException(failed.Message);
        }
    }

    private static PredictedCase FromImage(RadscoreAssessor assessor, string imageFile, string voiFile, CaseContext context)
    {
        Volume image = ReadVolume(imageFile);
        Mask voi = ReadMask(voiFile);
        CaseContext measured = context with { LongestDiameterMm = LongestDiameter.OfMm(voi) };
        return PredictedCase.Of(voiFile, assessor.Bundle, () =>
        {
            assessor.RequireCentre(measured);
            VoiVariants variants = VoiVariants.Extract(assessor.Bundle, image, voi);
            RadscoreAssessment assessment = assessor.Assess(variants.Extraction.Features, measured);
            return (assessment, variants.BandOf(assessor, measured, assessment.Prediction.Radscore));
        });
    }

    private static IEnumerable<PredictedCase> FromTable(RadscoreAssessor assessor, CsvTable table, CaseContext context)
    {
        RadscoreBundle bundle = assessor.Bundle;
        ClinicalField[] fields = [.. bundle.Supplement.ClinicalFields.Where(f => table.Columns.Contains(f.Key))];
        for (int row = 0; row < table.Rows; row++)
        {
            int at = row;
            FeatureVector values = new(bundle.Model.FeatureNames, [.. bundle.Model.FeatureNames.Select(f => table.Number(at, f))]);
            string id = table.Columns.Contains("id") ? table.Text(row, "id") : $"row {row + 1}";
            var clinical = fields.Select(f => KeyValuePair.Create(f.Key, table.Text(at, f.Key))).Where(v => v.Value is not ("" or "NA"))
                .Concat(context.Clinical).DistinctBy(v => v.Key).ToDictionary(StringComparer.Ordinal);
            string? centre = context.Centre is null && table.Columns.Contains("centre") ? table.Text(row, "centre") : context.Centre;
            yield return PredictedCase.Of(id, bundle, () => (assessor.Assess(values, context with { Centre = centre, Clinical = clinical }), null));
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
}

/// <summary>What <c>aln predict</c> is to score.</summary>
/// <param name="Bundle">Folder of the bundle.</param>
/// <param name="Features">Feature table; null for an image.</param>
/// <param name="Image">Image; null for a table.</param>
/// <param name="Voi">VOI on its grid; null for a table.</param>
internal sealed record PredictInput(string Bundle, string? Features, string? Image, string? Voi);
