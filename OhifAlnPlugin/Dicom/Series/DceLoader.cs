using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Reads the pixels of a dynamic acquisition.</summary>
public static class DceLoader
{
    /// <summary>Peak phases whose scores differ by less than this part are named as alternatives.</summary>
    private const double CloseScores = 0.02;

    /// <summary>Reads every phase and chooses the peak by the strongest enhancement.</summary>
    /// <param name="layout">The acquisition.</param>
    /// <param name="open">Opens an instance by its SOP Instance UID, pixel data included.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="codec">Decodes the JPEG families; null refuses them.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <returns>The series.</returns>
    /// <exception cref="DceException">A slice cannot be read or is another image than its header said, or the layout's choice does not fit.</exception>
    public static LoadedSeries Load(
        DceLayout layout, Func<string, DicomFile> open, IProgress<double>? progress = null, IFrameCodec? codec = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(open);
        layout.Choice?.Require(layout);
        LoadedSeries loaded = Choose(layout, ReadVolumes(layout, open, codec, progress, cancellation), cancellation);
        progress?.Report(1);
        return loaded;
    }

    /// <summary>Chooses the phases of an acquisition whose pixels are at hand: those that the layout's reader chose, the rules' otherwise.</summary>
    /// <param name="layout">The acquisition.</param>
    /// <param name="phases">Its phases, in order of time.</param>
    /// <param name="cancellation">Stops between phases.</param>
    /// <returns>The series; the volumes are taken over, not copied, except those that are moved onto the peak phase.</returns>
    /// <remarks>The peak is chosen before motion is corrected, and stays as it was taken: volumes of interest lie on it, and features are computed on it.</remarks>
    /// <exception cref="DceException">The layout's choice does not fit.</exception>
    public static LoadedSeries Choose(DceLayout layout, IReadOnlyList<Volume> phases, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(phases);
        layout.Choice?.Require(layout);
        int pre = layout.Choice?.PreContrastIndex ?? layout.PreContrastIndex;
        PhaseSelection selection = PhaseSelection.Choose(phases, pre, cancellation);
        if (layout.Choice?.PeakIndex is { } peak)
        {
            selection = selection with { PeakIndex = peak };
        }

        var motions = layout.Choice is { Motion: not MotionModel.None and var model } ? MotionCheck.Of(phases, pre, model, cancellation) : [];
        phases = motions.Count > 0 ? MotionCorrection.Apply(phases, motions, selection.PeakIndex, cancellation) : phases;
        var series = new DynamicSeries([.. phases.Select((v, p) => new DynamicPhase(v, layout.Phases[p].TimeSeconds))], pre, selection.PeakIndex);
        PeakAlternative[] alternatives = [.. Alternatives(layout, selection)];
        return new(series, selection, Explain(layout, selection), [.. layout.Warnings, .. Doubts(selection), .. alternatives.Select(a => a.Reason)], alternatives)
        {
            CorrectedMotion = [.. motions.Select(m => m.Effect)],
        };
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

    private static string Explain(DceLayout layout, PhaseSelection selection)
    {
        int pre = selection.PreContrastIndex, peak = selection.PeakIndex;
        double afterFirst = layout.Phases[peak].TimeSeconds - layout.Phases[pre + 1].TimeSeconds;
        return $"Pre-contrast = phase {pre + 1} ({layout.Phases[pre].SeriesName}{By(layout.Choice?.PreContrastIndex)}), "
            + $"peak = phase {peak + 1} ({layout.Phases[peak].SeriesName}{By(layout.Choice?.PeakIndex)}), "
            + $"{(int)afterFirst / 60:00}:{(int)afterFirst % 60:00} after the first post-contrast phase."
            + (layout.Choice?.Motion is null or MotionModel.None ? "" : $" The other phases were moved onto the peak phase ({(layout.Choice.Motion == MotionModel.Rigid ? "shift and turn" : "shift")}).");

        static string By(int? chosen) => chosen is null ? "" : ", chosen by the reader";
    }

    private static IEnumerable<string> Doubts(PhaseSelection selection)
    {
        if (!selection.PreContrastIsDarkest)
        {
            int pre = selection.PreContrastIndex, darkest = selection.BodySignals.ToList().IndexOf(selection.BodySignals.Min());
            yield return $"The mean signal of the body is lower in phase {darkest + 1} ({selection.BodySignals[darkest]:0.#}) than in the pre-contrast phase {pre + 1} ({selection.BodySignals[pre]:0.#}): check that no contrast agent was given before it.";
        }
    }

    /// <summary>Phases that enhance almost as strongly as the peak; where there are any, the phase that functional tumour volume takes as early is named too.</summary>
    private static IEnumerable<PeakAlternative> Alternatives(DceLayout layout, PhaseSelection selection)
    {
        int pre = selection.PreContrastIndex, peak = selection.PeakIndex;
        int[] close = layout.Choice?.PeakIndex is not null ? [] :
            [.. Enumerable.Range(pre + 1, layout.Phases.Count - pre - 1).Where(p => p != peak && selection.EnhancementScores[p] > (1 - CloseScores) * selection.EnhancementScores[peak])];
        int early = FixedTimes.Of([.. layout.Phases.Select(p => p.TimeSeconds)], pre).EarlyIndex;
        foreach (int p in close.Append(early).Where(p => close.Length > 0 && p != peak).Distinct())
        {
            string strength = close.Contains(p)
                ? $"Phase {p + 1} enhances almost as strongly as the peak phase {peak + 1} ({selection.EnhancementScores[p]:0.#} against {selection.EnhancementScores[peak]:0.#})."
                : $"Several phases enhance almost equally; phase {p + 1} is another choice.";
            yield return new(p, p == early ? $"{strength} Its middle is nearest to {FixedTimes.EarlySeconds:0} s after the first post-contrast phase began, the early phase of functional tumour volume." : strength);
        }
    }
}
