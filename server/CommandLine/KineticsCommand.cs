using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Features.Kinetics;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Radiomics;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln kinetics STUDY --voi FILE</c>: how the contrast agent comes and goes in a VOI.</summary>
internal static class KineticsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var study = StudyArgument.Create();
        var voi = new Option<string>("--voi", "-v") { Description = "The VOI: .dcm (DICOM SEG or RT structure set), .nrrd, .nii or .nii.gz on the images' grid.", HelpName = "FILE", Required = true };
        var early = new Option<double>("--early", "-e") { Description = "Time after the pre-contrast phase that the early phase is nearest to.", HelpName = "SECONDS", DefaultValueFactory = _ => new KineticOptions().EarlySeconds };
        var plateau = new Option<double>("--plateau", "-p") { Description = "Change from the early to the last phase up to which a curve is a plateau, of the early signal.", HelpName = "PERCENT", DefaultValueFactory = _ => 100 * new KineticOptions().PlateauFraction };
        var types = new Option<string?>("--curve-types", "-t") { Description = "File for the type of each voxel's curve (1 persistent, 2 plateau, 3 washout): .nrrd.", HelpName = "FILE" };
        var output = new Option<string?>("--out", "-o") { Description = "File for features and curves, .json, or for the features alone, .csv; without it the JSON is printed.", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var command = new Command("kinetics", "Compute enhancement curves of a VOI in a DCE study, their features and curve types.") { study, voi, early, plateau, types, output, data };
        command.SetAction(async (result, cancellation) =>
        {
            RequireWritable(result.GetValue(types), result.GetValue(output));
            var options = new KineticOptions { EarlySeconds = result.GetValue(early), PlateauFraction = result.GetValue(plateau) / 100 };
            options.Require();
            await using var opened = await StudyArgument.OpenAsync(result.GetRequiredValue(study), result.GetRequiredValue(data), cancellation);
            string path = result.GetRequiredValue(voi);
            Mask mask = VoiFile.Read(path, ImagePlace.Of(opened.Layout));
            var series = await opened.LoadAsync(cancellation);
            var analysis = new KineticAnalysis(series, mask, options);
            WriteTypes(result.GetValue(types), analysis.CurveTypes());
            Write(KineticsAnswer.Of(path, series, analysis, options, DynamicStudies.DigestOf(opened.Layout)), opened.Layout.StudyInstanceUid, result.GetValue(output));
            return 0;
        });
        return command;
    }

    private static void RequireWritable(string? types, string? output)
    {
        if (types is not null && !types.EndsWith(".nrrd", StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException($"{types} cannot be written: the name must end in .nrrd.");
        }

        if (output is not null)
        {
            FeatureTable.RequireFormat(output);
        }
    }

    private static void WriteTypes(string? path, LabelMap types)
    {
        if (path is not null)
        {
            Writing(path, () =>
            {
                using FileStream file = File.Create(path);
                NrrdFile.Write(file, types);
            });
        }
    }

    private static void Write(KineticsAnswer answer, string study, string? path)
    {
        if (path is null)
        {
            Console.WriteLine(JsonSerializer.Serialize(answer, Json));
        }
        else if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            Writing(path, () => File.WriteAllText(path, JsonSerializer.Serialize(answer, Json) + "\n"));
        }
        else
        {
            FeatureTable.Write(path, [[new("Study", study), new("Mask", answer.Voi), .. answer.Features.Select(f => KeyValuePair.Create(f.Key, f.Value?.ToString("R", CultureInfo.InvariantCulture) ?? CaseExtraction.Missing))]]);
        }
    }

    private static void Writing(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {failure.Message}");
        }
    }
}
