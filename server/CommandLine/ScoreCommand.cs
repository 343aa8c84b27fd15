using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln score STUDY</c>: the radscore of a study's tumour as JSON, the same answer that the server gives.</summary>
internal static class ScoreCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var study = StudyArgument.Create();
        var voi = new Option<string?>("--voi", "-v") { Description = "The VOI: .dcm (DICOM SEG or RT structure set), .nrrd, .nii or .nii.gz on the images' grid. Without it the tumour is segmented first.", HelpName = "FILE" };
        var output = new Option<string?>("--out", "-o") { Description = "File for the JSON; without it the JSON is printed.", HelpName = "FILE" };
        var click = ClickOption.Create();
        var models = CommonOptions.Models();
        var data = CommonOptions.Data();
        var scoring = new ScoringOptions();
        var command = new Command("score", "Compute the radscore of a study's primary tumour.") { study, voi, click, output, models, data };
        scoring.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            var radscores = new RadscoreModels(new ModelFolder(result.GetRequiredValue(models), registered: []), ScoringOptions.CentresIn(result.GetRequiredValue(data)));
            var context = scoring.Of(result);
            await using var opened = await StudyArgument.OpenAsync(result.GetRequiredValue(study), result.GetRequiredValue(data), cancellation);
            using var networks = CommandNetworks.Open(result.GetRequiredValue(data));
            var answer = await ScoreAsync(opened, radscores.Assessor(), context, networks.Models, result.GetValue(voi), result.GetValue(click), cancellation);
            Write(JsonSerializer.Serialize(answer, Json), result.GetValue(output));
            return 0;
        });
        return command;
    }

    private static async Task<RadscoreAnswer> ScoreAsync(
        OpenedStudy study, RadscoreAssessor assessor, CaseContext context, ProposalModels proposals, string? voi, string? click, CancellationToken cancellation)
    {
        var seed = ClickOption.Parse(click, study.Layout.Geometry);
        if (voi is not null && seed is not null)
        {
            throw new CommandException("--voi and --click exclude each other: a click makes a VOI of its own.");
        }

        Mask? given = voi is null ? null : VoiFile.Read(voi, ImagePlace.Of(study.Layout));
        var series = await study.LoadAsync(cancellation);
        var mask = given ?? (await OpenedStudy.ProposeAsync(series, seed, proposals, model: null, cancellation)).Candidates[0].ToMask(study.Layout.Geometry);
        if (mask.BoundingBox() is null)
        {
            throw new CommandException($"{voi} is empty: no voxel is inside.");
        }

        var segment = SegmentMeasuring.Measure(mask.Geometry, mask.Voxels, TumourLabel.Names)[0];
        var origin = StudyOrigin.Of(study.Headers, study.Layout);
        var complete = context with { Centre = context.Centre ?? assessor.Harmonization?.Recognise(origin) ?? origin.InstitutionName, LongestDiameterMm = segment.LongestDiameterMm };
        var scored = RadscoreScoring.Score(assessor, series, mask, complete, cancellation);
        return RadscoreAnswer.Of(voi ?? "proposal", segment, assessor.Bundle, scored, VoiSize.Of(segment, mask, study.Headers), TimeIntensityCurve.Of(series, mask));
    }

    private static void Write(string json, string? path)
    {
        if (path is null)
        {
            Console.WriteLine(json);
            return;
        }

        try
        {
            File.WriteAllText(path, json + Environment.NewLine);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {failure.Message}");
        }
    }
}
