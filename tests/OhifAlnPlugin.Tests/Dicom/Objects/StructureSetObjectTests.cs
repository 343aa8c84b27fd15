using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Dicom.Objects;

public sealed class StructureSetObjectTests
{
    [Theory]
    [MemberData(nameof(SegmentationSamples.Orientations), MemberType = typeof(SegmentationSamples))]
    public void Outlines_of_voxels_give_the_voxels_back_in_every_orientation(string orientation)
    {
        VolumeGeometry grid = SegmentationSamples.Grid(orientation);
        Mask volume = SegmentationSamples.Volume(grid, 1);
        StructureSetObject set = Read(Roi(1, "Tumour", [.. Enumerable.Range(0, grid.VoxelCount).Where(n => volume.Voxels[n] != 0).Select(n => Square(grid, grid.IndicesOf(n)))]));

        set.ToMask(1, grid).Voxels.ShouldBe(volume.Voxels);
    }

    [Fact]
    public void Several_regions_their_names_and_how_they_were_made_are_read()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        StructureSetObject set = Read(
            Roi(3, "Tumour", "AUTOMATIC", [Square(grid, (1, 2, 3))]), Roi(7, "Node", "SEMIAUTOMATIC", [Square(grid, (5, 3, 1))]), Roi(8, "Drawn", "MANUAL", []), Roi(9, "Unsaid", "", []));

        set.Rois.Select(r => (r.Number, r.Name, r.AlgorithmType)).ShouldBe(
            [(3, "Tumour", SegmentAlgorithmType.Automatic), (7, "Node", SegmentAlgorithmType.SemiAutomatic), (8, "Drawn", SegmentAlgorithmType.Manual), (9, "Unsaid", null)]);
        set.Rois[0].FrameOfReferenceUid.ShouldBe("2.25.3");
        set.ToMask(3, grid).BoundingBox().ShouldBe(new IndexBox(1, 2, 3, 1, 2, 3));
        set.ToMask(7, grid).BoundingBox().ShouldBe(new IndexBox(5, 3, 1, 5, 3, 1));
    }

    [Fact]
    public void A_hole_is_an_outline_within_another_or_a_keyhole()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("oblique");
        Vector3[] outer = Box(grid, 0, 0, 6, 4, 2), inner = Box(grid, 2, 1, 4, 3, 2);
        StructureSetObject set = Read(Roi(1, "By exclusive or", [outer, inner]), Roi(2, "By keyhole", [[.. outer, outer[0], .. inner, inner[0]]]));

        set.ToMask(1, grid).Count().ShouldBe((7 * 5) - (3 * 3));
        set.ToMask(2, grid).Voxels.ShouldBe(set.ToMask(1, grid).Voxels);
    }

    [Fact]
    public void Outlines_on_every_second_slice_stand_for_both_and_thin_ones_for_the_nearest()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        Read(Roi(1, "Thick", [Box(grid, 1, 1, 2, 2, 1), Box(grid, 1, 1, 2, 2, 3), Box(grid, 1, 1, 2, 2, 5)])).ToMask(1, grid).BoundingBox().ShouldBe(new IndexBox(1, 1, 0, 2, 2, 5));
        Read(Roi(1, "Thin", [Box(grid, 1, 1, 2, 2, 1.8), Box(grid, 1, 1, 3, 2, 2.1), Box(grid, 1, 1, 2, 2, 2.4)])).ToMask(1, grid).BoundingBox().ShouldBe(new IndexBox(1, 1, 2, 3, 2, 2));
        Read(Roi(1, "Parts", [Box(grid, 1, 1, 2, 2, 0), Box(grid, 1, 1, 2, 2, 1), Box(grid, 1, 1, 2, 2, 4)])).ToMask(1, grid).Count().ShouldBe(3 * 4);
        DicomDataset slab = Roi(1, "Slab", [Box(grid, 1, 1, 2, 2, 2)]);
        slab.GetSequence(DicomTag.ContourSequence)[0].Set(DicomTag.ContourSlabThickness, 3 * grid.SpacingMm.Z);
        Read(slab).ToMask(1, grid).BoundingBox().ShouldBe(new IndexBox(1, 1, 1, 2, 2, 3));
    }

    [Fact]
    public void What_has_no_inside_or_lies_across_the_slices_is_refused_with_a_reason()
    {
        VolumeGeometry axial = SegmentationSamples.Grid("axial"), sagittal = SegmentationSamples.Grid("sagittal");
        DicomDataset points = Roi(1, "Points", [Square(axial, (1, 1, 1))]);
        points.GetSequence(DicomTag.ContourSequence)[0].Set(DicomTag.ContourGeometricType, "POINT");
        DicomDataset odd = Roi(1, "Odd", [Square(axial, (1, 1, 1))]);
        odd.GetSequence(DicomTag.ContourSequence)[0].Set(DicomTag.ContourData, 1, 2, 3, 4);

        Refusal(() => Read(points).ToMask(1, axial)).ShouldContain("Region 1 \"Points\" has no closed planar outline");
        Refusal(() => Read(Roi(1, "Across", [Box(axial, 0, 0, 5, 3, 1)])).ToMask(1, sagittal)).ShouldContain("drawn in another plane");
        Refusal(() => Read(odd)).ShouldContain("4 coordinates");
        Refusal(() => Read(Roi(1, "One", [])).ToMask(5, axial)).ShouldContain("no region 5; it has 1");
        Refusal(() => StructureSetObject.Read(new DicomFile(DicomSamples.Dataset()))).ShouldContain(DicomUid.MRImageStorage);
    }

    private static string Refusal(Action action) => Should.Throw<DicomFormatException>(action).Message;

    /// <summary>The outline of one voxel.</summary>
    private static Vector3[] Square(VolumeGeometry grid, (int I, int J, int K) voxel) => Box(grid, voxel.I, voxel.J, voxel.I, voxel.J, voxel.K);

    /// <summary>The outline around a rectangle of voxels.</summary>
    private static Vector3[] Box(VolumeGeometry grid, int i0, int j0, int i1, int j1, double k) =>
        [grid.ToPatient(i0 - 0.5, j0 - 0.5, k), grid.ToPatient(i1 + 0.5, j0 - 0.5, k), grid.ToPatient(i1 + 0.5, j1 + 0.5, k), grid.ToPatient(i0 - 0.5, j1 + 0.5, k)];

    private static DicomDataset Roi(int number, string name, IReadOnlyList<Vector3[]> outlines) => Roi(number, name, "MANUAL", outlines);

    /// <summary>A region's contours, its own description beside them.</summary>
    private static DicomDataset Roi(int number, string name, string algorithm, IReadOnlyList<Vector3[]> outlines) => new DicomDataset()
        .Set(DicomTag.ROINumber, number).Set(DicomTag.ROIName, name).Set(DicomTag.ROIGenerationAlgorithm, algorithm).Set(DicomTag.ReferencedFrameOfReferenceUID, "2.25.3")
        .Set(DicomTag.ReferencedROINumber, number)
        .SetSequence(DicomTag.ContourSequence, [.. outlines.Select(o => new DicomDataset()
            .Set(DicomTag.ContourGeometricType, "CLOSED_PLANAR").Set(DicomTag.NumberOfContourPoints, o.Length)
            .Set(DicomTag.ContourData, [.. o.SelectMany(p => (double[])[p.X, p.Y, p.Z])]))]);

    private static StructureSetObject Read(params DicomDataset[] rois)
    {
        using var stream = new MemoryStream();
        new DicomFile(new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUid.RTStructureSetStorage).Set(DicomTag.SOPInstanceUID, "2.25.9").Set(DicomTag.StudyInstanceUID, "2.25.1")
            .SetSequence(DicomTag.StructureSetROISequence, rois).SetSequence(DicomTag.ROIContourSequence, rois)).Write(stream);
        return StructureSetObject.Read(DicomSamples.Read(stream.ToArray()));
    }
}
