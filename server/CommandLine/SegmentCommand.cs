using System.CommandLine;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln segment STUDY --out FILE</c>: the VOI of the primary tumour as a file.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var output = new Option<string>("--out", "-o") { Description = "File to write: .dcm (DICOM SEG), .nrrd, .nii or .nii.gz.", HelpName = "FILE", Required = true };
        var click = ClickOption.Create();
        var data = CommonOptions.Data();
        var command = new Command("segment", "Segment the primary tumour of a study.") { study, output, click, data };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(study), result.GetRequiredValue(data), result.GetValue(click), result.GetRequiredValue(output), cancellation));
        return command;
    }

    /// <summary>Segments a study and writes the VOI.</summary>
    /// <returns>0.</returns>
    /// <exception cref="CommandException">The study cannot be opened, the click lies outside, or the file cannot be written.</exception>
    public static async Task<int> RunAsync(string study, string dataFolder, string? click, string output, CancellationToken cancellation)
    {
        VoiFile.RequireWritable(output);
        await using var opened = await StudyArgument.OpenAsync(study, dataFolder, cancellation);
        var seed = ClickOption.Parse(click, opened.Layout.Geometry);
        var series = await opened.LoadAsync(cancellation);
        var candidate = OpenedStudy.Propose(series, seed, cancellation);
        var mask = candidate.ToMask(opened.Layout.Geometry);
        var voi = new VoiToSave(
            opened.Layout,
            series.PeakIndex,
            mask.Voxels,
            TumourLabel.Names,
            seed is null ? AlgorithmType.Automatic : AlgorithmType.SemiAutomatic,
            TumourProposal.Method);
        VoiFile.Write(output, mask, () => SegFile.Write(voi, opened.Headers, instanceNumber: 1, DateTime.Now));
        var segment = SegmentMeasuring.Measure(mask.Geometry, mask.Voxels, TumourLabel.Names)[0];
        Console.WriteLine($"{segment.Label}: {segment.VolumeMm3 / 1000:0.00} ml, longest diameter {segment.LongestDiameterMm:0.0} mm, around voxel {candidate.Seed.I},{candidate.Seed.J},{candidate.Seed.K}.");
        Console.WriteLine($"Written to {Path.GetFullPath(output)}. Research use only.");
        return 0;
    }
}
