using System.Buffers.Binary;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Dicom.Rendering;

/// <summary>Small images that show one thing each.</summary>
internal static class RenderingSample
{
    public static DicomDataset Image(int rows, int columns, int allocated, byte[] pixels, string photometric = "MONOCHROME2", int samples = 1, int stored = 0, bool isSigned = false) =>
        new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, "1.2.3.4")
            .Set(DicomTag.StudyInstanceUID, "1.2.3")
            .Set(DicomTag.SeriesInstanceUID, "1.2.3.1")
            .Set(DicomTag.Modality, "OT")
            .Set(DicomTag.Rows, rows)
            .Set(DicomTag.Columns, columns)
            .Set(DicomTag.SamplesPerPixel, samples)
            .Set(DicomTag.PhotometricInterpretation, photometric)
            .Set(DicomTag.BitsAllocated, allocated)
            .Set(DicomTag.BitsStored, stored == 0 ? allocated : stored)
            .Set(DicomTag.HighBit, (stored == 0 ? allocated : stored) - 1)
            .Set(DicomTag.PixelRepresentation, isSigned ? 1 : 0)
            .SetBytes(DicomTag.PixelData, allocated > 8 ? DicomVR.OW : DicomVR.OB, (pixels.Length & 1) == 0 ? pixels : [.. pixels, 0]);

    /// <summary>Every value of a number of bits, row by row.</summary>
    public static DicomDataset Ramp(int bits, bool isSigned = false, string photometric = "MONOCHROME2") =>
        Image(1 << (bits - 6), 64, 16, Words([.. Enumerable.Range(0, 1 << bits)]), photometric, stored: bits, isSigned: isSigned);

    public static byte[] Words(params int[] values)
    {
        byte[] bytes = new byte[2 * values.Length];
        for (int n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * n), (ushort)values[n]);
        }

        return bytes;
    }

    /// <summary>An item of a lookup table sequence.</summary>
    public static DicomDataset Table(int first, int bits, params int[] entries) => new DicomDataset()
        .SetBytes(DicomTag.LUTDescriptor, DicomVR.US, Words(entries.Length, first, bits))
        .SetBytes(DicomTag.LUTData, DicomVR.OW, Words(entries));

    public static DicomDataset WithPalette(this DicomDataset image, int first, int bits, int[] red, int[] green, int[] blue) => image
        .SetBytes(DicomTag.RedPaletteColorLookupTableDescriptor, DicomVR.US, Words(red.Length, first, bits))
        .SetBytes(DicomTag.GreenPaletteColorLookupTableDescriptor, DicomVR.US, Words(green.Length, first, bits))
        .SetBytes(DicomTag.BluePaletteColorLookupTableDescriptor, DicomVR.US, Words(blue.Length, first, bits))
        .SetBytes(DicomTag.RedPaletteColorLookupTableData, DicomVR.OW, Words(red))
        .SetBytes(DicomTag.GreenPaletteColorLookupTableData, DicomVR.OW, Words(green))
        .SetBytes(DicomTag.BluePaletteColorLookupTableData, DicomVR.OW, Words(blue));

    /// <summary>Renders a frame of a data set by way of a file.</summary>
    public static Picture Render(this DicomDataset image, int frame = 0, DisplayWindow? window = null)
    {
        Picture? picture = null;
        WithFile(image, path => picture = RenderableImage.Open(path)!.Render(frame, window));
        return picture!;
    }

    public static void WithFile(DicomDataset image, Action<string> use)
    {
        using var content = new MemoryStream();
        new DicomFile(image).Write(content);
        ExternalTool.WithFile(content.ToArray(), use);
    }
}
