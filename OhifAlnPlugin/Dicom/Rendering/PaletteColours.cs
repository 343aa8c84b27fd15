namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>The colours of a PALETTE COLOR image (PS3.3 sections C.7.6.3.1.5, C.7.6.3.1.6 and C.7.9), brought to 8 bits.</summary>
internal sealed class PaletteColours
{
    private readonly LookupTable[] _tables;

    private PaletteColours(LookupTable[] tables)
    {
        // Tables are met whose entries have 8 bits though 16 are stated.
        _tables = Array.TrueForAll(tables, table => Array.TrueForAll(table.Entries, entry => entry <= byte.MaxValue))
            ? Array.ConvertAll(tables, table => table with { Bits = 8 })
            : tables;
    }

    /// <summary>Reads the tables of an image.</summary>
    /// <exception cref="DicomFormatException">A table is missing or broken.</exception>
    public static PaletteColours Of(DicomDataset image, bool isSigned) => new(
    [
        Table(image, DicomTag.RedPaletteColorLookupTableDescriptor, DicomTag.RedPaletteColorLookupTableData, DicomTag.SegmentedRedPaletteColorLookupTableData, isSigned),
        Table(image, DicomTag.GreenPaletteColorLookupTableDescriptor, DicomTag.GreenPaletteColorLookupTableData, DicomTag.SegmentedGreenPaletteColorLookupTableData, isSigned),
        Table(image, DicomTag.BluePaletteColorLookupTableDescriptor, DicomTag.BluePaletteColorLookupTableData, DicomTag.SegmentedBluePaletteColorLookupTableData, isSigned),
    ]);

    /// <summary>Red, green and blue, 0 to 255, of each stored value.</summary>
    /// <param name="stored">Stored values.</param>
    /// <param name="rgb">Three times as many samples.</param>
    public void Apply(ReadOnlySpan<float> stored, Span<byte> rgb)
    {
        for (int n = 0; n < rgb.Length; n++)
        {
            LookupTable table = _tables[n % 3];
            rgb[n] = (byte)(table[stored[n / 3]] >> (table.Bits - 8));
        }
    }

    private static LookupTable Table(DicomDataset image, DicomTag descriptor, DicomTag data, DicomTag segmented, bool isSigned)
    {
        if (LookupTable.Read(image, descriptor, data, isSigned) is { } table)
        {
            return table;
        }

        return LookupTable.Descriptor(image, descriptor, isSigned) is { } shape && image.GetBytes(segmented) is { Length: > 0 } bytes
            ? new(shape.First, SegmentedTable.Expand(bytes.Span, shape.Count, shape.Bits), shape.Bits)
            : throw new DicomFormatException($"A PALETTE COLOR image needs {descriptor} with {data} or {segmented}.");
    }
}
