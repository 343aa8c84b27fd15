using System.CommandLine;
using System.Globalization;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Segmentation.Editing;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln edit VOI --out FILE --do smooth:1.5 …</c>: operations on a VOI, one after the other.</summary>
internal static class EditCommand
{
    private static readonly Dictionary<string, Func<double?, MaskOperation>> Operations = new()
    {
        ["smooth"] = mm => new(MaskOperationKind.Smooth, Mm: mm),
        ["remove-islands"] = mm3 => new(MaskOperationKind.RemoveIslands, Mm3: mm3),
        ["keep-largest"] = _ => new(MaskOperationKind.KeepLargest),
        ["fill-holes"] = _ => new(MaskOperationKind.FillHoles),
        ["interpolate"] = _ => new(MaskOperationKind.Interpolate),
        ["margin"] = mm => new(MaskOperationKind.Margin, Mm: mm),
        ["shell"] = mm => new(MaskOperationKind.Shell, Mm: mm),
    };

    public static Command Create()
    {
        var voi = new Argument<string>("VOI") { Description = "The VOI: .nrrd, .nii or .nii.gz; with --study also .dcm (DICOM SEG)." };
        var output = new Option<string>("--out", "-o") { Description = "File to write: .nrrd, .nii or .nii.gz; with --study also .dcm.", HelpName = "FILE", Required = true };
        var operations = new Option<string[]>("--do")
        {
            Description = "What is done, in this order: smooth:MM, remove-islands:MM3, keep-largest, fill-holes, interpolate (the slices between drawn ones), margin:MM (negative shrinks), shell:MM (the tissue around it; with --study inside the body).",
            HelpName = "OPERATION[:VALUE]",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var study = new Option<string?>("--study") { Description = "The study on whose images the VOI lies: a folder of DICOM files, or a UID of the store.", HelpName = "STUDY" };
        var data = CommonOptions.Data();
        var command = new Command("edit", "Smooth, grow, interpolate or otherwise change a VOI.") { voi, output, operations, study, data };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(voi), result.GetRequiredValue(output), [.. result.GetRequiredValue(operations).Select(Parse)], result.GetValue(study), result.GetRequiredValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string path, string output, IReadOnlyList<MaskOperation> operations, string? study, string dataFolder, CancellationToken cancellation)
    {
        VoiFile.RequireWritable(output);
        await using var opened = study is null ? null : await StudyArgument.OpenAsync(study, dataFolder, cancellation);
        Mask mask = opened is null ? VoiFile.ReadOnItsGrid(path) : VoiFile.Read(path, ImagePlace.Of(opened.Layout));
        var series = opened is not null && operations.Any(MaskEditing.NeedsImages) ? await opened.LoadAsync(cancellation) : null;
        Console.WriteLine($"{Path.GetFileName(path)}: {mask.Count()} voxels, {mask.VolumeMm3() / 1000:0.00} ml.");
        foreach (var operation in operations)
        {
            mask = MaskEditing.Do(operation, mask, opened?.Layout, series, slices: null, cancellation);
            Console.WriteLine($"After {operation.Kind}: {mask.Count()} voxels, {mask.VolumeMm3() / 1000:0.00} ml.");
        }

        if (mask.BoundingBox() is null)
        {
            throw new CommandException("nothing is left of the VOI: no file was written.");
        }

        VoiFile.Write(output, mask, () => opened is null
            ? throw new CommandException($"{output} needs images: name their study with --study.")
            : SegFile.Write(ToSave(opened, mask, operations), opened.Headers, instanceNumber: 1, DateTime.Now));
        Console.WriteLine($"Written to {Path.GetFullPath(output)}. Research use only.");
        return 0;
    }

    private static VoiToSave ToSave(OpenedStudy study, Mask mask, IReadOnlyList<MaskOperation> operations)
    {
        bool isShell = operations.Any(o => o.Kind == MaskOperationKind.Shell);
        var names = isShell ? new Dictionary<int, string> { [1] = LabelEditing.ShellName } : TumourLabel.Names;
        return new VoiToSave(study.Layout, PhaseIndex: 0, mask.Voxels, names, AlgorithmType.SemiAutomatic, MaskEditing.Method);
    }

    private static MaskOperation Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        if (!Operations.TryGetValue(parts[0], out var make))
        {
            throw new CommandException($"there is no operation '{Problems.Shortened(parts[0])}': --do takes {string.Join(", ", Operations.Keys)}.");
        }

        if (parts.Length == 1)
        {
            return make(null);
        }

        return double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? make(value)
            : throw new CommandException($"--do {text} has no number behind the colon.");
    }
}
