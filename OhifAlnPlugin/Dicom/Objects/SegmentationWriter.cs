using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>Writes binary segmentation objects (PS3.3 section A.51): one bit per voxel, only the slices that hold voxels.</summary>
public static class SegmentationWriter
{
    /// <summary>Makes a segmentation object of volumes of interest.</summary>
    /// <param name="description">Identifiers, time, names.</param>
    /// <param name="segments">The volumes, numbered 1, 2, 3 …, all on one grid and none of them empty; they may overlap.</param>
    /// <param name="sources">The images of the grid's slices, in ascending order of k.</param>
    /// <returns>A file in Explicit VR Little Endian; the same arguments give the same bytes.</returns>
    /// <exception cref="ArgumentException">The arguments do not fit each other; the message says how.</exception>
    public static DicomFile Write(
        SegmentationDescription description, IReadOnlyList<(SegmentProperties Properties, Mask Mask)> segments, IReadOnlyList<SegmentationSource> sources)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(sources);
        SegmentationChecks.Require(segments, sources);
        VolumeGeometry grid = segments[0].Mask.Geometry;
        List<SegmentationFrame> frames = SegmentationFrame.Of(segments.Select(s => s.Mask));
        SegmentationSource[] used = [.. frames.Select(f => f.Slice).Distinct().Order().Select(k => sources[k])];

        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, DicomCharacterSet.Utf8Term);
        SegmentationModules.AddPatientAndStudy(dataset, sources[0].Header);
        SegmentationModules.AddSeriesAndEquipment(dataset, description, sources[0].Header);
        SegmentationModules.AddImage(dataset, description, sources[0].Header);
        SegmentationModules.AddReferences(dataset, used);
        dataset.Set(DicomTag.SegmentsOverlap, SegmentationFrame.Overlap(segments.Select(s => s.Mask)) ? "YES" : "NO")
            .SetSequence(DicomTag.SegmentSequence, [.. segments.Select(s => SegmentDataset.Write(s.Properties))]);
        AddFrames(dataset, grid, frames, sources, DicomUid.FromName(description.SopInstanceUid + " dimensions"));
        return new DicomFile(dataset, DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    private static void AddFrames(
        DicomDataset dataset, VolumeGeometry grid, List<SegmentationFrame> frames, IReadOnlyList<SegmentationSource> sources, string dimensionUid)
    {
        int[] slices = [.. frames.Select(f => f.Slice).Distinct().Order()];
        byte[] pixels = new byte[((((long)frames.Count * grid.SliceLength) + 15) / 16) * 2];
        var perFrame = new DicomDataset[frames.Count];
        for (int n = 0; n < frames.Count; n++)
        {
            SegmentationFrame frame = frames[n];
            BitFrames.Pack(frame.Voxels.Span, pixels, (long)n * grid.SliceLength);
            perFrame[n] = FrameGroups(frame, sources[frame.Slice], Array.IndexOf(slices, frame.Slice) + 1);
        }

        dataset.Set(DicomTag.Rows, grid.SizeY)
            .Set(DicomTag.Columns, grid.SizeX)
            .Set(DicomTag.NumberOfFrames, frames.Count)
            .SetSequence(DicomTag.DimensionOrganizationSequence, new DicomDataset().Set(DicomTag.DimensionOrganizationUID, dimensionUid))
            .SetSequence(
                DicomTag.DimensionIndexSequence,
                Dimension(dimensionUid, DicomTag.ReferencedSegmentNumber, DicomTag.SegmentIdentificationSequence, "Segment number"),
                Dimension(dimensionUid, DicomTag.ImagePositionPatient, DicomTag.PlanePositionSequence, "Position in the patient"))
            .SetSequence(DicomTag.SharedFunctionalGroupsSequence, SharedGroups(grid, sources[0].Header))
            .SetSequence(DicomTag.PerFrameFunctionalGroupsSequence, perFrame)
            .SetBytes(DicomTag.PixelData, DicomVR.OB, pixels);
    }

    private static DicomDataset Dimension(string uid, DicomTag index, DicomTag group, string label) => new DicomDataset()
        .Set(DicomTag.DimensionOrganizationUID, uid)
        .Set(DicomTag.DimensionIndexPointer, index)
        .Set(DicomTag.FunctionalGroupPointer, group)
        .Set(DicomTag.DimensionDescriptionLabel, label);

    private static DicomDataset SharedGroups(VolumeGeometry grid, DicomDataset source) => new DicomDataset()
        .SetSequence(
            DicomTag.PlaneOrientationSequence,
            new DicomDataset().Set(DicomTag.ImageOrientationPatient, source.GetStrings(DicomTag.ImageOrientationPatient)))
        .SetSequence(
            DicomTag.PixelMeasuresSequence,
            new DicomDataset()
                .Set(DicomTag.PixelSpacing, source.GetStrings(DicomTag.PixelSpacing))
                .Set(DicomTag.SliceThickness, source.GetDouble(DicomTag.SliceThickness) is { } thickness and > 0 ? thickness : grid.SpacingMm.Z)
                .Set(DicomTag.SpacingBetweenSlices, grid.SpacingMm.Z));

    private static DicomDataset FrameGroups(SegmentationFrame frame, SegmentationSource source, int positionIndex) => new DicomDataset()
        .SetSequence(DicomTag.FrameContentSequence, new DicomDataset().Set(DicomTag.DimensionIndexValues, frame.SegmentNumber, positionIndex))
        .SetSequence(
            DicomTag.PlanePositionSequence,
            new DicomDataset().Set(DicomTag.ImagePositionPatient, source.Header.GetStrings(DicomTag.ImagePositionPatient)))
        .SetSequence(DicomTag.SegmentIdentificationSequence, new DicomDataset().Set(DicomTag.ReferencedSegmentNumber, frame.SegmentNumber))
        .SetSequence(
            DicomTag.DerivationImageSequence,
            new DicomDataset()
                .SetSequence(DicomTag.DerivationCodeSequence, SegmentationCodes.Segmentation.ToDataset())
                .SetSequence(DicomTag.SourceImageSequence, SourceImage(source)));

    private static DicomDataset SourceImage(SegmentationSource source)
    {
        DicomDataset reference = SegmentationModules.Reference(source.Header)
            .Set(DicomTag.SpatialLocationsPreserved, "YES")
            .SetSequence(DicomTag.PurposeOfReferenceCodeSequence, SegmentationCodes.SourceImage.ToDataset());
        return source.Header.GetInt(DicomTag.NumberOfFrames) > 1
            ? reference.Set(DicomTag.ReferencedFrameNumber, source.FrameNumber)
            : reference;
    }
}
