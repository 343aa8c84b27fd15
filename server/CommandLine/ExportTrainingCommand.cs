using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln export-training --data DIR --out DIR</c>: saved VOIs with their images, without identity, to train segmentation networks on.</summary>
internal static class ExportTrainingCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out", "-o") { Description = "Folder to fill; made when it does not exist, and must be empty.", HelpName = "DIR", Required = true };
        var data = CommonOptions.Data();
        var command = new Command("export-training", "Write the saved VOIs of a store with their images, de-identified, to train segmentation networks on.") { output, data };
        command.SetAction((result, cancellation) => RunAsync(result.GetRequiredValue(data), result.GetRequiredValue(output), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string dataFolder, string output, CancellationToken cancellation)
    {
        if (!Directory.Exists(dataFolder))
        {
            throw StudyArgument.NoStore(dataFolder);
        }

        DataFolder data = DataFolder.Open(dataFolder);
        await using var trail = new AuditTrail(data, TimeProvider.System, NullLogger<AuditTrail>.Instance);
        await using var store = new InstanceStore(data, NullLogger<InstanceStore>.Instance);
        using var codecs = CommandCodecs.Open();
        var studies = new DynamicStudies(store, new DynamicSeriesCache(limitBytes: 0), new ChosenPhasesInMemory(), new KeptChoicesFolder(data), codecs.Patient);
        var saved = new SavedSegmentations(store, store, studies, TimeProvider.System);
        using TrainingFolder target = TrainingFolder.Create(output);
        var lines = new ConsoleProgress();
        foreach (StudySummary study in await store.ListStudiesAsync(cancellation))
        {
            try
            {
                if (await NewestAsync(saved, study.StudyInstanceUid, cancellation) is { } voi)
                {
                    var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study.StudyInstanceUid, cancellation));
                    string name = target.Add(await studies.LoadAsync(layout, progress: null, cancellation), voi.ReadLabels());
                    trail.Append(new AuditEvent(AuditAction.Retrieve, AuditOutcome.Done) { Study = study.StudyInstanceUid, Reason = "export-training" });
                    lines.Report($"{study.StudyInstanceUid} is {name}.");
                }
            }
            catch (ProblemException reason)
            {
                lines.Report($"{study.StudyInstanceUid} is left out: {reason.Message}");
            }
        }

        return Finish(target, lines, output);
    }

    private static int Finish(TrainingFolder target, ConsoleProgress lines, string output)
    {
        if (target.Count == 0)
        {
            throw new CommandException("no study of the store has a saved VOI: nothing was exported.");
        }

        target.Finish();
        lines.Report($"{target.Count} cases are in {Path.GetFullPath(output)}: {TrainingFolder.StudiesName} for train.py, {TrainingFolder.Images}/, {TrainingFolder.Labels}/ and {TrainingFolder.DatasetName} for nnU-Net. They hold images and outlines, no names, dates or identifiers; which case is which study is said above alone.");
        return 0;
    }

    /// <summary>The VOI that was saved last; null when the study has none.</summary>
    private static async Task<StoredSegmentation?> NewestAsync(SavedSegmentations saved, string study, CancellationToken cancellation) =>
        await saved.ListAsync(study, cancellation) is [var newest, ..] ? await saved.FindAsync(newest.Id, cancellation) : null;
}
