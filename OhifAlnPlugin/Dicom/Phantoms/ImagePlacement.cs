using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Dicom.Phantoms;

/// <summary>Where an image stands in its study.</summary>
/// <param name="Phase">Phase, 0 for the first; of a subtraction the later one.</param>
/// <param name="SliceTime">Place of the slice in the phase's duration, in [0, 1).</param>
/// <param name="SeriesNumber">Number of its series.</param>
/// <param name="InstanceNumber">Its number in the series.</param>
/// <param name="IsSubtraction">Whether it is the scanner's own subtraction.</param>
internal readonly record struct ImagePlacement(int Phase, double SliceTime, int SeriesNumber, int InstanceNumber, bool IsSubtraction = false)
{
    /// <summary>Where an image stands by the habit of a scanner.</summary>
    /// <param name="style">The habit.</param>
    /// <param name="phase">Phase, 0 for the first.</param>
    /// <param name="slice">Slice, 0 for the first of the grid.</param>
    /// <param name="phases">Number of phases.</param>
    /// <param name="slices">Number of slices.</param>
    /// <returns>
    /// One series per phase: numbers 2, 4, 5 … and slices in order. One series: phase after phase, but with Temporal Position
    /// Identifier slice after slice, and with Acquisition Number from the head down: the numbers alone tell nothing.
    /// </returns>
    public static ImagePlacement Of(AcquisitionStyle style, int phase, int slice, int phases, int slices) => style switch
    {
        AcquisitionStyle.SeriesPerPhase => new(phase, 0, phase == 0 ? 2 : phase + 3, slice + 1),
        AcquisitionStyle.TemporalPosition => new(phase, 0, 401, (slice * phases) + phase + 1),
        AcquisitionStyle.TriggerTime => new(phase, 0, 5, (phase * slices) + slice + 1),
        AcquisitionStyle.AcquisitionNumber => new(phase, 0, 3, (phase * slices) + slices - slice),
        _ => new(phase, (double)slice / slices, 6, (phase * slices) + slice + 1),
    };
}
