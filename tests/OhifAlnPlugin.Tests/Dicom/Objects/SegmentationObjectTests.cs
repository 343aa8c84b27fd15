using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Dicom.Objects;

public sealed class SegmentationObjectTests
{
    private static readonly string[] Overlapping = ["seg_image_ct_binary_overlap.dcm"];

    [ReferenceTheory]
    [InlineData("seg_image_ct_binary.dcm", "BINARY")]
    [InlineData("seg_image_ct_binary_single_frame.dcm", "BINARY")]
    [InlineData("dcmqi_data_segmentations_liver.dcm", "BINARY")]
    [InlineData("dcmjs_QIICR_Test3_seg.dcm", "BINARY")]
    [InlineData("seg_image_ct_binary_overlap.dcm", "BINARY")]
    [InlineData("seg_image_ct_binary_fractional.dcm", "FRACTIONAL")]
    [InlineData("seg_image_ct_true_fractional.dcm", "FRACTIONAL")]
    [InlineData("dcmqi_data_segmentations_sparse-labelmap-noppv.dcm", "LABELMAP")]
    [InlineData("dcmqi_data_segmentations_sparse-labelmap-ppv5.dcm", "LABELMAP")]
    [InlineData("dcmqi_data_segmentations_partial_overlaps.dcm", "BINARY")]
    public void Segmentations_of_other_makers_are_read_onto_a_grid(string name, string type)
    {
        DicomFile file = DicomFile.Read(Reference.PathOf("images", "dicom_seg", name));
        VolumeGeometry grid = GridAround(file.Dataset);

        SegmentationObject segmentation = SegmentationObject.Read(file);

        segmentation.Type.ToString().ToUpperInvariant().ShouldBe(type);
        foreach (int number in segmentation.Segments.Select(s => s.Number).Where(n => n > 0))
        {
            segmentation.ToMask(number, grid).Count().ShouldBe(VoxelsOf(file, number), $"segment {number}");
        }

        if (!Overlapping.Contains(name))
        {
            segmentation.ToLabelMap(grid).Counts().ShouldAllBe(c => c.Value <= VoxelsOf(file, c.Key));
        }
    }

    [ReferenceFact]
    public void A_run_length_label_map_is_decoded()
    {
        DicomFile file = DicomFile.Read(Reference.PathOf("images", "dicom_seg", "seg_image_sm_control_labelmap.dcm"));
        DicomPixelData pixels = DicomPixelData.Find(file)!;

        SegmentationObject.Read(file).Type.ShouldBe(SegmentationType.LabelMap);
        pixels.ToFloats(0).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_frame_of_another_image_is_refused()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        var shifted = new VolumeGeometry(grid.SizeX, grid.SizeY, grid.SizeZ, grid.SpacingMm, grid.OriginMm + new Vector3(0.35, 0, 0), grid.AxisX, grid.AxisY, grid.AxisZ);
        DicomFile file = SegmentationWriter.Write(
            SegmentationSamples.Description(), [(SegmentationSamples.Lesion(1), SegmentationSamples.Volume(grid, 1))], SegmentationSamples.Sources(grid));

        Should.Throw<DicomFormatException>(() => SegmentationObject.Read(file).ToMask(1, shifted)).Message.ShouldContain("belongs to another image");
        Should.Throw<DicomFormatException>(() => SegmentationObject.Read(file).ToMask(7, grid)).Message.ShouldContain("no segment 7");
    }

    [Fact]
    public void A_voxel_outside_the_image_is_refused()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        var cut = new VolumeGeometry(3, 5, 6, grid.SpacingMm, grid.OriginMm, grid.AxisX, grid.AxisY, grid.AxisZ);
        DicomFile file = SegmentationWriter.Write(
            SegmentationSamples.Description(), [(SegmentationSamples.Lesion(1), SegmentationSamples.Volume(grid, 1))], SegmentationSamples.Sources(grid));

        Should.Throw<DicomFormatException>(() => SegmentationObject.Read(file).ToMask(1, cut)).Message.ShouldContain("outside the image of 3 × 5 × 6");
    }

    [Fact]
    public void An_object_that_is_no_segmentation_is_refused() =>
        Should.Throw<DicomFormatException>(() => SegmentationObject.Read(new DicomFile(DicomSamples.Dataset()))).Message.ShouldContain(DicomUid.MRImageStorage);

    /// <summary>Voxels of a segment, counted frame by frame without any geometry.</summary>
    private static int VoxelsOf(DicomFile file, int number)
    {
        DicomPixelData pixels = DicomPixelData.Find(file)!;
        string? type = file.Dataset.GetString(DicomTag.SegmentationType);
        double half = (file.Dataset.GetInt(DicomTag.MaximumFractionalValue) ?? 1) / 2.0;
        DicomDataset[] frames = [.. FrameHeaders.Of(file.Dataset)];
        return Enumerable.Range(0, pixels.FrameCount)
            .Where(n => type == "LABELMAP" || frames[n].GetInt(DicomTag.ReferencedSegmentNumber) == number)
            .Sum(n => pixels.ToFloats(n).Count(v => type == "LABELMAP" ? v == number : v >= half));
    }

    /// <summary>A grid that holds every frame: in their orientation, from the lowest position to the highest, by the smallest step.</summary>
    private static VolumeGeometry GridAround(DicomDataset dataset)
    {
        SlicePlane[] planes = [.. FrameHeaders.Of(dataset).Select(h => SlicePlane.From(h)!).OrderBy(p => p.Position)];
        double[] positions = [.. planes.Select(p => Math.Round(p.Position, 3)).Distinct()];
        double step = positions.Length > 1 ? positions.Zip(positions[1..], (a, b) => b - a).Min() : 1;
        int slices = (int)Math.Round((positions[^1] - positions[0]) / step) + 1;
        SlicePlane first = planes[0];
        return new VolumeGeometry(
            dataset.GetInt(DicomTag.Columns)!.Value, dataset.GetInt(DicomTag.Rows)!.Value, slices,
            new(first.ColumnSpacingMm, first.RowSpacingMm, step), first.Origin, first.AlongColumns, first.AlongRows, first.Normal);
    }
}
