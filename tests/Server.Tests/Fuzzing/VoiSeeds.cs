using System.Text;
using System.Text.RegularExpressions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Sound VOIs in every format on one grid, and ways to break what their readers rely on.</summary>
internal static partial class VoiSeeds
{
    private static readonly string[] Numbers = ["0", "-1", "1e300", "NaN", "inf", "0.0000001", "2147483647", "99999999999999999999", "3 3", "", "none"];

    private static readonly byte[][] Values =
        [[], "0 "u8.ToArray(), "-1"u8.ToArray(), "NaN "u8.ToArray(), "1e300 "u8.ToArray(), "65535 "u8.ToArray(), "2147483647"u8.ToArray(), "1\\2 "u8.ToArray(), "TILED_FULL"u8.ToArray(), "LABELMAP"u8.ToArray(), [0xFF, 0xFF], [0, 0], [1, 0, 1, 0]];

    private static readonly DicomTag[] Decisive =
    [
        DicomTag.Rows, DicomTag.Columns, DicomTag.NumberOfFrames, DicomTag.SegmentNumber, DicomTag.ReferencedSegmentNumber, DicomTag.ImagePositionPatient, DicomTag.ImageOrientationPatient, DicomTag.PixelSpacing,
        DicomTag.SpacingBetweenSlices, DicomTag.SliceThickness, DicomTag.SegmentationType, DicomTag.MaximumFractionalValue, DicomTag.DimensionOrganizationType, DicomTag.TotalPixelMatrixRows, DicomTag.ContourData,
        DicomTag.ContourSlabThickness, DicomTag.ROINumber, DicomTag.ReferencedROINumber, DicomTag.SegmentSequence, DicomTag.PerFrameFunctionalGroupsSequence, DicomTag.BitsAllocated, DicomTag.FrameOfReferenceUID,
    ];

    /// <summary>SEGs of all three types, a structure set, and the real SEGs where the reference data are.</summary>
    public static IReadOnlyList<byte[]> Dicom(VolumeGeometry grid)
    {
        DicomFile binary = Seg(grid), fractional = Bytes8(Seg(grid), "FRACTIONAL"), labels = Bytes8(Seg(grid), "LABELMAP");
        labels.Dataset.Set(DicomTag.SOPClassUID, DicomUid.LabelMapSegmentationStorage);
        return [.. ((DicomFile[])[binary, fractional, new DicomFile(labels.Dataset), StructureSet(grid)]).Select(file => Bytes(file.Write)), .. DicomSeeds.All.Where(IsSeg)];
    }

    /// <summary>Masks on the grid, plain and compressed.</summary>
    public static IReadOnlyList<byte[]> Masks(VolumeGeometry grid) =>
        [.. ((bool[])[false, true]).SelectMany(gzip => (byte[][])[Bytes(file => NrrdFile.Write(file, Volume(grid, 3), gzip)), Bytes(file => NiftiFile.Write(file, Volume(grid, 4), gzip))])];

    /// <summary>Changes elements that decide where voxels lie, at any depth.</summary>
    public static byte[] BreakDicom(byte[] sound, Random random)
    {
        DicomFile file = DicomFile.Read(new MemoryStream(sound));
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            DicomDataset[] all = [.. Nested(file.Dataset)];
            DicomDataset dataset = all[random.Next(all.Length)];
            DicomTag[] there = [.. Decisive.Where(dataset.Contains)];
            DicomTag tag = there.Length > 0 ? there[random.Next(there.Length)] : Decisive[random.Next(Decisive.Length)];
            if (random.Next(4) == 0)
            {
                dataset.Remove(tag);
            }
            else if (dataset.Find(tag) is DicomSequence sequence)
            {
                dataset.Add(new DicomSequence(tag, [.. sequence.Items.Concat(sequence.Items).Take(random.Next(2 * sequence.Items.Count + 1))]));
            }
            else
            {
                byte[] value = Values[random.Next(Values.Length)];
                dataset.SetBytes(tag, dataset.Find(tag)?.VR ?? DicomVR.DS, value);
            }
        }

        return Bytes(file.Write);
    }

    /// <summary>Changes numbers in the header of an NRRD, or bytes in that of a NIfTI.</summary>
    public static byte[] BreakHeader(byte[] sound, Random random)
    {
        if (!sound.AsSpan().StartsWith("NRRD"u8))
        {
            byte[] header = (byte[])sound.Clone();
            random.NextBytes(header.AsSpan(random.Next(Math.Min(344, header.Length - 4)), 4));
            return header;
        }

        int end = sound.AsSpan().IndexOf("\n\n"u8);
        string text = Encoding.Latin1.GetString(sound, 0, end);
        Match[] numbers = [.. Number().Matches(text).Cast<Match>()];
        Match chosen = numbers[random.Next(1, numbers.Length)];
        return [.. Encoding.Latin1.GetBytes(text[..chosen.Index] + Numbers[random.Next(Numbers.Length)] + text[(chosen.Index + chosen.Length)..]), .. sound[end..]];
    }

    private static bool IsSeg(byte[] file) => DicomFile.Read(new MemoryStream(file)).Dataset.Contains(DicomTag.SegmentSequence);

    private static IEnumerable<DicomDataset> Nested(DicomDataset dataset) =>
        [dataset, .. dataset.OfType<DicomSequence>().SelectMany(s => s.Items).SelectMany(Nested)];

    private static DicomFile Seg(VolumeGeometry grid)
    {
        SegmentationSource[] sources = [.. Enumerable.Range(0, grid.SizeZ).Select(k => new SegmentationSource(Image(grid, k)))];
        var description = new SegmentationDescription { SopInstanceUid = "2.25.5", SeriesInstanceUid = "2.25.6", SeriesNumber = 9, CreatedAt = new DateTime(2026, 1, 14, 10, 0, 0, DateTimeKind.Unspecified), Equipment = new("A", "B", "C", "D") };
        return SegmentationWriter.Write(description, [Segment(1, grid), Segment(2, grid)], sources);
    }

    private static (SegmentProperties Properties, Mask Mask) Segment(int number, VolumeGeometry grid) =>
        (new SegmentProperties { Number = number, Label = $"S{number}", AlgorithmType = SegmentAlgorithmType.Manual, TrackingId = "T", TrackingUid = $"2.25.7{number}" }, Volume(grid, number));

    private static Mask Volume(VolumeGeometry grid, int seed)
    {
        var random = new Random(seed);
        return new Mask(grid, [.. Enumerable.Range(0, grid.VoxelCount).Select(_ => random.Next(4) == 0 ? (byte)1 : (byte)0)]);
    }

    /// <summary>The same frames with a byte for each pixel.</summary>
    private static DicomFile Bytes8(DicomFile binary, string type)
    {
        DicomPixelData pixels = DicomPixelData.Find(binary)!;
        byte[] values = [.. Enumerable.Range(0, pixels.FrameCount).SelectMany(pixels.ToFloats).Select(v => (byte)(v * 2))];
        return new DicomFile(binary.Dataset.Set(DicomTag.SegmentationType, type).Set(DicomTag.MaximumFractionalValue, 2).Set(DicomTag.BitsAllocated, 8).Set(DicomTag.BitsStored, 8).Set(DicomTag.HighBit, 7)
            .SetBytes(DicomTag.PixelData, DicomVR.OB, values));
    }

    private static DicomDataset Image(VolumeGeometry grid, int k)
    {
        Vector3 at = grid.ToPatient(0, 0, k);
        return new DicomDataset().Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage).Set(DicomTag.SOPInstanceUID, $"2.25.8{k}").Set(DicomTag.StudyInstanceUID, "2.25.1").Set(DicomTag.SeriesInstanceUID, "2.25.2")
            .Set(DicomTag.FrameOfReferenceUID, "2.25.3").Set(DicomTag.Rows, grid.SizeY).Set(DicomTag.Columns, grid.SizeX).Set(DicomTag.PixelSpacing, grid.SpacingMm.Y, grid.SpacingMm.X)
            .Set(DicomTag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0).Set(DicomTag.ImagePositionPatient, at.X, at.Y, at.Z);
    }

    private static DicomFile StructureSet(VolumeGeometry grid) => new(new DicomDataset()
        .Set(DicomTag.SOPClassUID, DicomUid.RTStructureSetStorage).Set(DicomTag.SOPInstanceUID, "2.25.9").Set(DicomTag.StudyInstanceUID, "2.25.1")
        .SetSequence(DicomTag.StructureSetROISequence, [.. Enumerable.Range(1, 3).Select(n => new DicomDataset().Set(DicomTag.ROINumber, n).Set(DicomTag.ROIName, $"R{n}"))])
        .SetSequence(DicomTag.ROIContourSequence, [.. Enumerable.Range(1, 3).Select(n => new DicomDataset().Set(DicomTag.ReferencedROINumber, n)
            .SetSequence(DicomTag.ContourSequence, [.. Enumerable.Range(1, 4).Select(k => Outline(grid, n, k))]))]));

    private static DicomDataset Outline(VolumeGeometry grid, int n, int k) => new DicomDataset()
        .Set(DicomTag.ContourGeometricType, "CLOSED_PLANAR").Set(DicomTag.ContourSlabThickness, 2)
        .Set(DicomTag.ContourData, [.. Enumerable.Range(0, 12).SelectMany(a => grid.ToPatient(10 + (n * 2 * Math.Cos(a / 2.0)), 9 + (3 * Math.Sin(a / 2.0)), k) is var p ? (double[])[p.X, p.Y, p.Z] : [])]);

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
