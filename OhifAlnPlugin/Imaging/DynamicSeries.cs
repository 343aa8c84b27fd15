namespace OhifAlnPlugin.Imaging;

/// <summary>One phase of a dynamic contrast-enhanced (DCE) acquisition.</summary>
/// <param name="Volume">The image of this phase.</param>
/// <param name="TimeSeconds">Acquisition time since the first phase, s, ≥ 0.</param>
public sealed record DynamicPhase(Volume Volume, double TimeSeconds);

/// <summary>A DCE-MRI acquisition: the same grid imaged at several times, in ascending order of time.</summary>
public sealed class DynamicSeries
{
    /// <summary>Creates a series.</summary>
    /// <param name="phases">At least two phases on one grid, times not descending.</param>
    /// <param name="preContrastIndex">Which phase was taken before the contrast agent, 0-based.</param>
    /// <param name="peakIndex">Which phase shows the strongest enhancement, 0-based, later than the pre-contrast phase.</param>
    /// <exception cref="ArgumentException">Fewer than two phases, grids that differ, times that descend, or an index out of range.</exception>
    public DynamicSeries(IReadOnlyList<DynamicPhase> phases, int preContrastIndex, int peakIndex)
    {
        ArgumentNullException.ThrowIfNull(phases);
        if (phases.Count < 2)
        {
            throw new ArgumentException($"A dynamic series needs at least 2 phases, {phases.Count} given.", nameof(phases));
        }

        for (int p = 1; p < phases.Count; p++)
        {
            if (!phases[p].Volume.Geometry.IsCloseTo(phases[0].Volume.Geometry))
            {
                throw new ArgumentException($"Phase {p + 1} lies on another grid than phase 1.", nameof(phases));
            }

            if (phases[p].TimeSeconds < phases[p - 1].TimeSeconds)
            {
                throw new ArgumentException($"Phase {p + 1} ({phases[p].TimeSeconds} s) is earlier than the phase before it ({phases[p - 1].TimeSeconds} s).", nameof(phases));
            }
        }

        if (preContrastIndex < 0 || peakIndex <= preContrastIndex || peakIndex >= phases.Count)
        {
            throw new ArgumentException($"Pre-contrast phase {preContrastIndex} and peak phase {peakIndex} do not fit {phases.Count} phases: the peak must come after the pre-contrast phase.", nameof(peakIndex));
        }

        (Phases, PreContrastIndex, PeakIndex) = (phases, preContrastIndex, peakIndex);
    }

    /// <summary>The phases, in ascending order of time.</summary>
    public IReadOnlyList<DynamicPhase> Phases { get; }

    /// <summary>Index of the pre-contrast phase.</summary>
    public int PreContrastIndex { get; }

    /// <summary>Index of the phase of strongest enhancement.</summary>
    public int PeakIndex { get; }

    /// <summary>The grid all phases share.</summary>
    public VolumeGeometry Geometry => Phases[0].Volume.Geometry;

    /// <summary>Image before the contrast agent.</summary>
    public Volume PreContrast => Phases[PreContrastIndex].Volume;

    /// <summary>Image of strongest enhancement.</summary>
    public Volume Peak => Phases[PeakIndex].Volume;
}
