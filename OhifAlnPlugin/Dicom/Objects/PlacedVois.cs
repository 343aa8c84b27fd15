using System.Globalization;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>
/// The volumes of interest of a DICOM object, a segmentation or a structure set, on the grid of an image. A segmentation whose pixels
/// are voxels of the image is taken voxel for voxel; one on another grid by the nearest voxel, which <see cref="Remark"/> says.
/// What lies beside the image is left out and counted.
/// </summary>
public sealed class PlacedVois
{
    private readonly Func<int, (Mask Mask, double BesideMm3)> read;

    private PlacedVois(string sopInstanceUid, IReadOnlyList<SegmentProperties> segments, IReadOnlyList<string> references, string? remark, Func<int, (Mask Mask, double BesideMm3)> read) =>
        (SopInstanceUid, Segments, ReferencedSopInstanceUids, Remark, this.read) = (sopInstanceUid, segments, references, remark, read);

    /// <summary>SOP Instance UID of the object.</summary>
    public string SopInstanceUid { get; }

    /// <summary>The segments by number, which is greater than 0; regions of a structure set are numbered in stored order.</summary>
    public IReadOnlyList<SegmentProperties> Segments { get; }

    /// <summary>Images that the object names.</summary>
    public IReadOnlyList<string> ReferencedSopInstanceUids { get; }

    /// <summary>What a reader should know of how it was brought to the image, as a sentence; null when voxels are voxels.</summary>
    public string? Remark { get; }

    /// <summary>Whether an object holds volumes of interest.</summary>
    /// <param name="header">Its header.</param>
    public static bool IsVoi(DicomDataset header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.GetString(DicomTag.SOPClassUID) is DicomUid.SegmentationStorage or DicomUid.LabelMapSegmentationStorage or DicomUid.RTStructureSetStorage;
    }

    /// <summary>Reads an object.</summary>
    /// <param name="file">A segmentation or a structure set, with its pixel data.</param>
    /// <param name="image">The image.</param>
    /// <returns>Its volumes of interest.</returns>
    /// <exception cref="DicomFormatException">It is neither, it is broken, or it has no place on the image.</exception>
    public static PlacedVois Read(DicomFile file, ImagePlace image)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(image);
        return file.Dataset.GetString(DicomTag.SOPClassUID) is DicomUid.RTStructureSetStorage
            ? Read(StructureSetObject.Read(file), image)
            : Read(SegmentationObject.Read(file), image);
    }

    /// <summary>One volume of interest on the image.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="besideMm3">Volume that lies beside the image and is left out, mm³.</param>
    /// <returns>The voxels inside, possibly none.</returns>
    /// <exception cref="DicomFormatException">There is no such volume of interest, or its voxels cannot be read.</exception>
    public Mask ToMask(int number, out double besideMm3)
    {
        (Mask mask, besideMm3) = read(number);
        return mask;
    }

    private static PlacedVois Read(SegmentationObject seg, ImagePlace image)
    {
        if (!seg.HasPlace)
        {
            throw new DicomFormatException("Its frames have no position, orientation and pixel spacing, so they have no place on the images.");
        }

        image.Require(seg.FrameOfReferenceUid, seg.ReferencedSopInstanceUids);
        bool exact = seg.LiesOn(image.Grid);
        SegmentProperties[] segments = [.. seg.Segments.Where(s => s.Number > 0).DistinctBy(s => s.Number).OrderBy(s => s.Number)];
        return new(seg.SopInstanceUid, segments, seg.ReferencedSopInstanceUids, exact ? null : Sentence(seg.OwnGrid(), image.Grid), number => exact ? Cut(seg, number, image.Grid) : Nearest(seg, number, image.Grid));
    }

    private static PlacedVois Read(StructureSetObject set, ImagePlace image)
    {
        (int Number, StructureRoi Roi)[] rois = [.. set.Rois.Where(r => r.Contours.Count > 0).Select((roi, n) => (n + 1, roi))];
        foreach ((_, StructureRoi roi) in rois)
        {
            image.Require(roi.FrameOfReferenceUid, set.ReferencedSopInstanceUids);
        }

        return new(
            set.SopInstanceUid,
            [.. rois.Select(r => PropertiesOf(r.Number, r.Roi, set))],
            set.ReferencedSopInstanceUids,
            "Outlines of a structure set: voxels whose centres lie inside them.",
            number => (set.ToMask(Array.Find(rois, r => r.Number == number).Roi?.Number ?? throw NoSegment(number, rois.Length), image.Grid), 0));
    }

    private static SegmentProperties PropertiesOf(int number, StructureRoi roi, StructureSetObject set) => new()
    {
        Number = number,
        Label = roi.Name.Length > 0 ? roi.Name : string.Create(CultureInfo.InvariantCulture, $"Region {roi.Number}"),
        AlgorithmType = roi.AlgorithmType ?? SegmentAlgorithmType.Manual,
        Algorithm = roi.AlgorithmType is null or SegmentAlgorithmType.Manual ? null : new("RT structure set of another program", "", SegmentationCodes.NeighborhoodAnalysis),
        TrackingId = roi.Name,
        TrackingUid = DicomUid.FromName(string.Create(CultureInfo.InvariantCulture, $"region {roi.Number} of {set.SopInstanceUid}")),
    };

    private static DicomFormatException NoSegment(int number, int count) => new($"The structure set has no region {number} with an inside; it has {count}.");

    private static (Mask Mask, double BesideMm3) Cut(SegmentationObject seg, int number, VolumeGeometry grid)
    {
        Mask mask = seg.ToMask(number, grid, out int beside);
        return (mask, beside * grid.VoxelVolumeMm3);
    }

    /// <summary>What lies beside is what the image's extent cuts off, counted in voxels of the segmentation.</summary>
    private static (Mask Mask, double BesideMm3) Nearest(SegmentationObject seg, int number, VolumeGeometry grid)
    {
        Mask own = seg.ToMask(number, seg.OwnGrid());
        int beside = 0;
        for (int n = 0; n < own.Voxels.Length; n++)
        {
            if (own.Voxels[n] != 0)
            {
                (int i, int j, int k) = own.Geometry.IndicesOf(n);
                Vector3 at = grid.ToIndex(own.Geometry.ToPatient(i, j, k));
                beside += grid.Contains((int)Math.Round(at.X), (int)Math.Round(at.Y), (int)Math.Round(at.Z)) ? 0 : 1;
            }
        }

        return (NearestVoxel.Resample(own, grid), beside * own.Geometry.VoxelVolumeMm3);
    }

    private static string Sentence(VolumeGeometry own, VolumeGeometry image) =>
        $"The segmentation lies on another grid ({own.InWords()}) than the images ({image.InWords()}): each voxel of the images takes the nearest voxel of the segmentation.";
}
