using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>A tiny dynamic study in any orientation: three phases of 28 × 22 × 8 voxels, of which a block enhances.</summary>
internal static class OrientedStudy
{
    /// <summary>Columns of the images.</summary>
    public const int Columns = 28;

    /// <summary>Rows of the images.</summary>
    public const int Rows = 22;

    private const int Phases = 3;
    private const int Slices = 8;

    /// <summary>Names of the orientations: "descending" stacks the images against their normal.</summary>
    public static TheoryData<string> Orientations =>
        new("axial", "axial descending", "sagittal", "sagittal descending", "coronal", "coronal descending", "oblique", "oblique descending");

    /// <summary>The grid of the images in the order in which they are numbered.</summary>
    public static VolumeGeometry Grid(string orientation)
    {
        (Vector3 x, Vector3 y) = orientation.Split(' ')[0] switch
        {
            "axial" => (new Vector3(1, 0, 0), new Vector3(0, 1, 0)),
            "sagittal" => (new Vector3(0, 1, 0), new Vector3(0, 0, -1)),
            "coronal" => (new Vector3(1, 0, 0), new Vector3(0, 0, -1)),
            _ => (new Vector3(Math.Cos(0.3), Math.Sin(0.3), 0), new Vector3(-Math.Sin(0.3) * Math.Cos(0.2), Math.Cos(0.3) * Math.Cos(0.2), Math.Sin(0.2))),
        };
        Vector3 z = Vector3.Cross(x, y);
        return new VolumeGeometry(Columns, Rows, Slices, new(1.5, 1.6, 2.5), new(-31.5, 12.25, 5.5), x, y, orientation.Contains("descending", StringComparison.Ordinal) ? -1 * z : z);
    }

    /// <summary>The images as single-frame files, a series for each phase.</summary>
    public static List<DicomFile> Classic(string orientation)
    {
        VolumeGeometry grid = Grid(orientation);
        return [.. from phase in Enumerable.Range(0, Phases) from k in Enumerable.Range(0, grid.SizeZ) select new DicomFile(Slice(orientation, grid, phase, k))];
    }

    /// <summary>Writes files into a folder.</summary>
    /// <returns>Their paths, in the order of the files.</returns>
    public static string[] Write(string folder, IReadOnlyList<DicomFile> files)
    {
        string[] paths = [.. files.Select((_, n) => Path.Combine(folder, $"{n:0000}.dcm"))];
        for (int n = 0; n < paths.Length; n++)
        {
            using FileStream file = File.Create(paths[n]);
            files[n].Write(file);
        }

        return paths;
    }

    /// <summary>The images as one enhanced multi-frame file: for each slice all phases after one another.</summary>
    public static DicomFile Enhanced(string orientation)
    {
        VolumeGeometry grid = Grid(orientation);
        (int Phase, int K)[] frames = [.. from k in Enumerable.Range(0, grid.SizeZ) from phase in Enumerable.Range(0, Phases) select (phase, k)];
        DicomDataset image = Common($"enhanced {orientation}", grid, phase: 0)
            .Set(DicomTag.SOPClassUID, DicomUid.EnhancedMRImageStorage)
            .Set(DicomTag.SOPInstanceUID, DicomUid.FromName($"enhanced {orientation} image"))
            .Set(DicomTag.NumberOfFrames, frames.Length);
        foreach (DicomTag tag in (ReadOnlySpan<DicomTag>)[DicomTag.PixelSpacing, DicomTag.SliceThickness, DicomTag.SpacingBetweenSlices, DicomTag.ImageOrientationPatient, DicomTag.AcquisitionTime])
        {
            image.Remove(tag);
        }

        return new DicomFile(image
            .SetSequence(DicomTag.SharedFunctionalGroupsSequence, new DicomDataset()
                .SetSequence(DicomTag.PixelMeasuresSequence, new DicomDataset().Set(DicomTag.PixelSpacing, grid.SpacingMm.Y, grid.SpacingMm.X).Set(DicomTag.SliceThickness, grid.SpacingMm.Z).Set(DicomTag.SpacingBetweenSlices, grid.SpacingMm.Z))
                .SetSequence(DicomTag.PlaneOrientationSequence, new DicomDataset().Set(DicomTag.ImageOrientationPatient, Orientation(grid))))
            .SetSequence(DicomTag.PerFrameFunctionalGroupsSequence, [.. frames.Select((f, n) => new DicomDataset()
                .SetSequence(DicomTag.FrameContentSequence, new DicomDataset().Set(DicomTag.TemporalPositionIndex, f.Phase + 1)
                    .Set(DicomTag.FrameAcquisitionDateTime, $"2026011410{f.Phase:00}30").Set(DicomTag.DimensionIndexValues, f.K + 1, f.Phase + 1))
                .SetSequence(DicomTag.PlanePositionSequence, new DicomDataset().Set(DicomTag.ImagePositionPatient, Position(grid, f.K))))])
            .SetBytes(DicomTag.PixelData, DicomVR.OW, frames.SelectMany(f => Pixels(grid, f.Phase, f.K)).ToArray()));
    }

    private static DicomDataset Slice(string orientation, VolumeGeometry grid, int phase, int k) => Common(orientation, grid, phase)
        .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
        .Set(DicomTag.SOPInstanceUID, DicomUid.FromName($"{orientation} {phase} {k}"))
        .Set(DicomTag.InstanceNumber, k + 1)
        .Set(DicomTag.ImagePositionPatient, Position(grid, k))
        .SetBytes(DicomTag.PixelData, DicomVR.OW, Pixels(grid, phase, k));

    private static DicomDataset Common(string study, VolumeGeometry grid, int phase) => new DicomDataset()
        .Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
        .Set(DicomTag.StudyInstanceUID, DicomUid.FromName($"{study} study")).Set(DicomTag.FrameOfReferenceUID, DicomUid.FromName($"{study} space"))
        .Set(DicomTag.SeriesInstanceUID, DicomUid.FromName($"{study} series {phase}"))
        .Set(DicomTag.StudyDate, "20260114").Set(DicomTag.StudyTime, "100000").Set(DicomTag.StudyID, "1").SetEmpty(DicomTag.AccessionNumber).SetEmpty(DicomTag.ReferringPhysicianName)
        .Set(DicomTag.PatientName, "Oriented^Study").Set(DicomTag.PatientID, study).Set(DicomTag.PatientBirthDate, "19700101").Set(DicomTag.PatientSex, "F")
        .Set(DicomTag.Modality, "MR").Set(DicomTag.SeriesNumber, phase + 1).Set(DicomTag.SeriesDescription, $"dyn {phase + 1}").Set(DicomTag.ImageType, "ORIGINAL", "PRIMARY", "M", "ND")
        .Set(DicomTag.AcquisitionTime, string.Create(CultureInfo.InvariantCulture, $"10{phase:00}30")).Set(DicomTag.RepetitionTime, 5).Set(DicomTag.EchoTime, 2).Set(DicomTag.FlipAngle, 12)
        .Set(DicomTag.ImageOrientationPatient, Orientation(grid)).Set(DicomTag.PixelSpacing, grid.SpacingMm.Y, grid.SpacingMm.X)
        .Set(DicomTag.SliceThickness, grid.SpacingMm.Z).Set(DicomTag.SpacingBetweenSlices, grid.SpacingMm.Z)
        .Set(DicomTag.Rows, grid.SizeY).Set(DicomTag.Columns, grid.SizeX).Set(DicomTag.SamplesPerPixel, 1).Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
        .Set(DicomTag.BitsAllocated, 16).Set(DicomTag.BitsStored, 12).Set(DicomTag.HighBit, 11).Set(DicomTag.PixelRepresentation, 0);

    private static double[] Position(VolumeGeometry grid, int k) => grid.ToPatient(0, 0, k) is var p ? [p.X, p.Y, p.Z] : [];

    private static double[] Orientation(VolumeGeometry grid) => [grid.AxisX.X, grid.AxisX.Y, grid.AxisX.Z, grid.AxisY.X, grid.AxisY.Y, grid.AxisY.Z];

    private static byte[] Pixels(VolumeGeometry grid, int phase, int k)
    {
        byte[] pixels = new byte[2 * grid.SliceLength];
        for (int n = 0; n < grid.SliceLength; n++)
        {
            (int i, int j) = (n % grid.SizeX, n / grid.SizeX);
            bool lesion = i is >= 6 and <= 15 && j is >= 6 and <= 13 && k is >= 2 and <= 5;
            BitConverter.TryWriteBytes(pixels.AsSpan(2 * n), (ushort)(300 + (3 * i) + (2 * j) + k + (phase > 0 ? 40 : 0) + (lesion && phase > 0 ? 500 - (60 * phase) : 0)));
        }

        return pixels;
    }
}
