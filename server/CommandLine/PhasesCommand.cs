using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln phases STUDY</c>: the phases of a study, which is pre-contrast and which is peak; for a study of the store they can be chosen.</summary>
internal static class PhasesCommand
{
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var pre = new Option<int?>("--pre") { Description = "Take this phase as pre-contrast, counted from 1, and keep that.", HelpName = "N" };
        var peak = new Option<int?>("--peak") { Description = "Take this phase as peak, counted from 1, and keep that.", HelpName = "N" };
        var position = new Option<string?>("--frame-of-reference") { Description = "Of a patient who was repositioned: read the phases on this frame of reference, and keep that.", HelpName = "UID" };
        var motion = new Option<MotionModel>("--motion") { Description = "Move the other phases onto the peak phase (translation or rigid) before they are compared, and keep that.", HelpName = "MODEL" };
        var automatic = new Option<bool>("--automatic") { Description = "Leave the choice to the rules again." };
        var data = CommonOptions.Data();
        var command = new Command("phases", "Show the phases of a study, or choose pre-contrast and peak for a study of the store.") { study, pre, peak, position, motion, automatic, data };
        command.SetAction(async (result, cancellation) =>
        {
            string named = result.GetRequiredValue(study), folder = result.GetRequiredValue(data);
            var choice = new PhaseChoice(result.GetValue(pre) - 1, result.GetValue(peak) - 1, result.GetValue(position), result.GetValue(motion));
            if (result.GetValue(automatic) || choice != new PhaseChoice())
            {
                await KeepAsync(named, folder, result.GetValue(automatic) ? null : choice, cancellation);
            }

            await using var opened = await StudyArgument.OpenAsync(named, folder, cancellation);
            var series = await opened.LoadUncorrectedAsync(cancellation);
            Print(opened.Layout, MotionCheck.Of([.. series.Phases.Select(p => p.Volume)], series.PreContrastIndex, MotionModel.Rigid, cancellation));
            return 0;
        });
        return command;
    }

    private static async Task KeepAsync(string study, string dataFolder, PhaseChoice? choice, CancellationToken cancellation)
    {
        if (Directory.Exists(study) || !DicomUid.IsValid(study))
        {
            throw new CommandException($"{study} is no study of a store: only there a choice of phases is kept. Import the folder with 'aln import', then name the study by its UID.");
        }

        if (!Directory.Exists(dataFolder))
        {
            throw StudyArgument.NoStore(dataFolder);
        }

        var data = DataFolder.Open(dataFolder);
        var kept = new KeptChoicesFolder(data);
        await using var trail = new AuditTrail(data, TimeProvider.System, NullLogger<AuditTrail>.Instance);
        if (choice is null)
        {
            kept.Forget(study);
            await NoteAsync(trail, study, "phases --automatic");
            return;
        }

        await using var store = new InstanceStore(data, NullLogger<InstanceStore>.Instance);
        var headers = await store.ReadHeadersAsync(study, cancellation);
        kept.Keep(KeptChoice.Of(headers.Count > 0 ? headers : throw AnalysisProblems.StudyNotFound(study), choice, TimeProvider.System.GetUtcNow(), owner: null).Kept);
        await NoteAsync(trail, study, "phases");
    }

    private static Task NoteAsync(AuditTrail trail, string study, string how) =>
        trail.AppendDurablyAsync(new AuditEvent(AuditAction.ChoosePhases, AuditOutcome.Done) { Study = study, Reason = how });

    private static void Print(DceLayout layout, IReadOnlyList<(RigidMotion Motion, PhaseMotion Effect)> motions)
    {
        for (int p = 0; p < layout.Phases.Count; p++)
        {
            DcePhase phase = layout.Phases[p];
            Console.WriteLine($"Phase {p + 1}: {(int)phase.TimeSeconds / 60:00}:{(int)phase.TimeSeconds % 60:00}, {phase.Slices.Count} slices, {phase.SeriesName}; {Moved(motions[p].Effect)}");
        }
    }

    private static string Moved(PhaseMotion motion) => motion.MeanMm == 0
        ? "the others are measured against it"
        : $"moved {motion.MeanMm:0.0} mm (at most {motion.LargestMm:0.0} mm, {motion.RotationDegrees:0.0}°), agreement {motion.AgreementBefore:0.00}, corrected {motion.AgreementAfter:0.00}{(motion.IsNoticeable ? ": noticeable" : "")}";
}
