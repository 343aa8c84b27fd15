using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Dicom.Objects;

/// <summary>Grids in every orientation, the headers of their images, and asymmetric volumes on them.</summary>
internal static class SegmentationSamples
{
    /// <summary>Names of the orientations of <see cref="Grid"/>.</summary>
    public static TheoryData<string> Orientations => new("axial", "axial descending", "sagittal", "sagittal descending", "coronal", "coronal descending", "oblique", "oblique descending");

    /// <summary>A grid of 7 × 5 × 6 voxels.</summary>
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
        bool descends = orientation.EndsWith("descending", StringComparison.Ordinal);
        return new VolumeGeometry(7, 5, 6, new(0.7, 0.8, 2.5), new(-31.4, 12.7, 5.1), x, y, descends ? -1 * z : z);
    }

    /// <summary>The headers of a grid's images, in order of k.</summary>
    public static SegmentationSource[] Sources(VolumeGeometry grid) => [.. Enumerable.Range(0, grid.SizeZ).Select(k => new SegmentationSource(Header(grid, k)))];

    /// <summary>A volume without any symmetry: every voxel by a seeded draw.</summary>
    public static Mask Volume(VolumeGeometry grid, int seed, double density = 0.3)
    {
        var random = new Random(seed);
        var mask = new Mask(grid);
        for (int n = grid.SliceLength; n < mask.Voxels.Length - grid.SliceLength; n++)
        {
            mask.Voxels[n] = random.NextDouble() < density ? (byte)1 : (byte)0;
        }

        return mask;
    }

    /// <summary>Identifiers and names of an object.</summary>
    public static SegmentationDescription Description() => new()
    {
        SopInstanceUid = "2.25.101",
        SeriesInstanceUid = "2.25.102",
        SeriesNumber = 900,
        CreatedAt = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified),
        ContentCreatorName = "Reader^One",
        Equipment = new("OhifAlnPlugin", "aln", "1", "0.1.0"),
    };

    /// <summary>Properties of a lesion.</summary>
    public static SegmentProperties Lesion(int number, SegmentAlgorithmType type = SegmentAlgorithmType.Automatic) => new()
    {
        Number = number,
        Label = $"Lesion {number}",
        AnatomicRegion = SegmentationCodes.Breast,
        Laterality = SegmentationCodes.Right,
        AlgorithmType = type,
        Algorithm = type == SegmentAlgorithmType.Manual ? null : new("Region growing", "1", SegmentationCodes.NeighborhoodAnalysis, "threshold=0.5"),
        TrackingId = $"Lesion {number}",
        TrackingUid = DicomUid.FromName($"lesion {number}"),
    };

    private static DicomDataset Header(VolumeGeometry grid, int k)
    {
        Vector3 position = grid.ToPatient(0, 0, k), x = grid.AxisX, y = grid.AxisY;
        return new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUid.MRImageStorage)
            .Set(DicomTag.SOPInstanceUID, string.Create(CultureInfo.InvariantCulture, $"2.25.20{k}"))
            .Set(DicomTag.StudyDate, "20240501").Set(DicomTag.StudyTime, "101112").Set(DicomTag.StudyID, "S1").Set(DicomTag.AccessionNumber, "A1")
            .Set(DicomTag.PatientName, "Müller^Zoë").Set(DicomTag.PatientID, "P1").Set(DicomTag.PatientSex, "F").Set(DicomTag.BodyPartExamined, "BREAST").Set(DicomTag.Laterality, "R")
            .Set(DicomTag.StudyInstanceUID, "2.25.1").Set(DicomTag.SeriesInstanceUID, "2.25.2").Set(DicomTag.FrameOfReferenceUID, "2.25.3")
            .Set(DicomTag.Rows, grid.SizeY).Set(DicomTag.Columns, grid.SizeX)
            .Set(DicomTag.PixelSpacing, grid.SpacingMm.Y, grid.SpacingMm.X).Set(DicomTag.SliceThickness, 2.0)
            .Set(DicomTag.ImagePositionPatient, position.X, position.Y, position.Z)
            .Set(DicomTag.ImageOrientationPatient, x.X, x.Y, x.Z, y.X, y.Y, y.Z);
    }
}
