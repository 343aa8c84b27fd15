using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Reads the pixels of a dynamic acquisition.</summary>
public static class DceLoader
{
    /// <summary>Peak phases whose scores differ by less than this part are named as alternatives.</summary>
    private const double CloseScores = 0.02;

    /// <summary>Reads every phase and chooses the peak by the strongest enhancement.</summary>
    /// <param name="layout">The acquisition.</param>
    /// <param name="open">Opens an instance by its SOP Instance UID, pixel data included.</param>
    /// <param name="choice">Phases chosen by a reader; null leaves both to the rules.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="codec">Decodes the JPEG families; null refuses them.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>The series.</returns>
    /// <exception cref="DceException">A slice cannot be read or is another image than its header said, or the choice does not fit.</exception>
    public static LoadedSeries Load(
        DceLayout layout, Func<string, DicomFile> open, PhaseChoice? choice = null, IProgress<double>? progress = null, IFrameCodec? codec = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(open);
        int pre = choice?.PreContrastIndex ?? layout.PreContrastIndex;
        Check(layout, pre, choice?.PeakIndex);
        Volume[] volumes = ReadVolumes(layout, open, codec, progress, cancellation);
        PhaseSelection selection = PhaseSelection.Choose(volumes, pre, cancellation);
        if (choice?.PeakIndex is { } peak)
        {
            selection = selection with { PeakIndex = peak };
        }

        var series = new DynamicSeries([.. volumes.Select((v, p) => new DynamicPhase(v, layout.Phases[p].TimeSeconds))], pre, selection.PeakIndex);
        progress?.Report(1);
        return new(series, selection, Explain(layout, selection, choice), [.. layout.Warnings, .. Doubts(layout, selection, choice)]);
    }

    private static void Check(DceLayout layout, int pre, int? peak)
    {
        if (pre < 0 || pre >= layout.Phases.Count - 1 || peak <= pre || peak >= layout.Phases.Count)
        {
            throw new DceException(DceProblems.BadPhaseChoice,
                $"Pre-contrast phase {pre + 1}{(peak is null ? "" : $" and peak phase {peak + 1}")} do not fit {layout.Phases.Count} phases: the pre-contrast phase must come before the peak phase.");
        }
    }

    private static Volume[] ReadVolumes(DceLayout layout, Func<string, DicomFile> open, IFrameCodec? codec, IProgress<double>? progress, CancellationToken cancellation)
    {
        VolumeGeometry grid = layout.Geometry;
        float[][] voxels = [.. layout.Phases.Select(_ => new float[grid.VoxelCount])];
        int total = voxels.Length * grid.SizeZ;
        var slices = new SliceReader(open, grid, codec);
        for (int p = 0; p < voxels.Length; p++)
        {
            for (int k = 0; k < grid.SizeZ; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                slices.Read(layout.Phases[p].Slices[k], voxels[p].AsSpan(k * grid.SliceLength, grid.SliceLength), cancellation);
                progress?.Report(0.9 * ((p * grid.SizeZ) + k + 1) / total);
            }
        }

        return [.. voxels.Select(v => new Volume(grid, v) { StoredAs = slices.StoredAs })];
    }

    private static string Explain(DceLayout layout, PhaseSelection selection, PhaseChoice? choice)
    {
        int pre = selection.PreContrastIndex, peak = selection.PeakIndex;
        double afterFirst = layout.Phases[peak].TimeSeconds - layout.Phases[pre + 1].TimeSeconds;
        return $"Pre-contrast = phase {pre + 1} ({layout.Phases[pre].SeriesName}{By(choice?.PreContrastIndex)}), "
            + $"peak = phase {peak + 1} ({layout.Phases[peak].SeriesName}{By(choice?.PeakIndex)}), "
            + $"{(int)afterFirst / 60:00}:{(int)afterFirst % 60:00} after the first post-contrast phase.";

        static string By(int? chosen) => chosen is null ? "" : ", chosen by the reader";
    }

    private static IEnumerable<string> Doubts(DceLayout layout, PhaseSelection selection, PhaseChoice? choice)
    {
        int pre = selection.PreContrastIndex, peak = selection.PeakIndex;
        if (!selection.PreContrastIsDarkest)
        {
            int darkest = selection.BodySignals.ToList().IndexOf(selection.BodySignals.Min());
            yield return $"The mean signal of the body is lower in phase {darkest + 1} ({selection.BodySignals[darkest]:0.#}) than in the pre-contrast phase {pre + 1} ({selection.BodySignals[pre]:0.#}): check that no contrast agent was given before it.";
        }

        for (int p = pre + 1; p < layout.Phases.Count && choice?.PeakIndex is null; p++)
        {
            if (p != peak && selection.EnhancementScores[p] > (1 - CloseScores) * selection.EnhancementScores[peak])
            {
                yield return $"Phase {p + 1} enhances almost as strongly as the peak phase {peak + 1} ({selection.EnhancementScores[p]:0.#} against {selection.EnhancementScores[peak]:0.#}).";
            }
        }
    }
}
