namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>Which values are of interest, and how bright they are shown: a window, a table, or a range.</summary>
internal abstract record VoiTransform
{
    /// <summary>The brightness, 0 to 1, of an output of the modality LUT.</summary>
    public abstract double Level(double value);

    /// <summary>What an image says of a frame: the first of its windows that is usable, else its VOI LUT (PS3.3 section C.11.2, C.7.6.16.2.10).</summary>
    /// <returns>Null when it says nothing.</returns>
    /// <exception cref="DicomFormatException">A table contradicts its description.</exception>
    public static VoiTransform? Of(DicomDataset image, int frame, bool isSigned)
    {
        foreach (DicomDataset holder in FrameMacro.Holders(image, DicomTag.FrameVOILUTSequence, frame))
        {
            if (WindowOf(holder) is { IsUsable: true } window)
            {
                return new Windowed(window);
            }

            if (holder.GetSequence(DicomTag.VOILUTSequence) is [var item, ..] && LookupTable.Read(item, DicomTag.LUTDescriptor, DicomTag.LUTData, isSigned) is { } table)
            {
                return new Tabled(table);
            }
        }

        return null;
    }

    private static DisplayWindow? WindowOf(DicomDataset holder) =>
        holder.GetDouble(DicomTag.WindowCenter) is { } centre && holder.GetDouble(DicomTag.WindowWidth) is { } width
            ? new(centre, width, holder.GetString(DicomTag.VOILUTFunction) switch
            {
                "SIGMOID" => WindowFunction.Sigmoid,
                "LINEAR_EXACT" => WindowFunction.LinearExact,
                _ => WindowFunction.Linear,
            })
            : null;

    /// <summary>A window.</summary>
    public sealed record Windowed(DisplayWindow Window) : VoiTransform
    {
        public override double Level(double value) => Window.Level(value);
    }

    /// <summary>A VOI LUT: its entries from 0 to the largest that its bits can hold are black to white.</summary>
    public sealed record Tabled(LookupTable Table) : VoiTransform
    {
        public override double Level(double value) => (double)Math.Min(Table[value], Table.Largest) / Table.Largest;
    }

    /// <summary>A ramp from the lowest to the highest value, black where they are equal.</summary>
    public sealed record Range(double Low, double High) : VoiTransform
    {
        public override double Level(double value) => High > Low ? Math.Clamp((value - Low) / (High - Low), 0, 1) : 0;
    }
}
