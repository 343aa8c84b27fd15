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
    [InlineData("dcmqi_data_sr-example_seg.dcm", "BINARY")]
    [InlineData("dcmjs_QIICR_Test3_seg.dcm", "BINARY")]
    [InlineData("seg_image_ct_binary_overlap.dcm", "BINARY")]
    [InlineData("seg_image_ct_binary_fractional.dcm", "FRACTIONAL")]
    [InlineData("seg_image_ct_true_fractional.dcm", "FRACTIONAL")]
    [InlineData("dcmqi_data_segmentations_sparse-labelmap-noppv.dcm", "LABELMAP")]
    [InlineData("dcmqi_data_segmentations_sparse-labelmap-ppv5.dcm", "LABELMAP")]
    [InlineData("dcmqi_data_segmentations_partial_overlaps.dcm", "BINARY")]
    [InlineData("seg_image_cr_binary.dcm", "BINARY")]
    [InlineData("seg_image_sm_control.dcm", "BINARY")]
    [InlineData("seg_image_sm_control_labelmap.dcm", "LABELMAP")]
    [InlineData("seg_image_sm_control_labelmap_palette_color.dcm", "LABELMAP")]
    [InlineData("seg_image_sm_dots.dcm", "BINARY")]
    [InlineData("seg_image_sm_dots_tiled_full.dcm", "BINARY")]
    [InlineData("seg_image_sm_numbers.dcm", "BINARY")]
    public void Segmentations_of_other_makers_are_read_onto_a_grid(string name, string type)
    {
        DicomFile file = DicomFile.Read(Reference.PathOf("images", "dicom_seg", name));
        SegmentationObject segmentation = SegmentationObject.Read(file);
        VolumeGeometry grid = segmentation.OwnGrid();

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
    public void Tiles_that_are_listed_and_tiles_that_are_not_are_the_same_picture()
    {
        SegmentationObject listed = SegmentationObject.Read(DicomFile.Read(Reference.PathOf("images", "dicom_seg", "seg_image_sm_dots.dcm")));
        SegmentationObject full = SegmentationObject.Read(DicomFile.Read(Reference.PathOf("images", "dicom_seg", "seg_image_sm_dots_tiled_full.dcm")));

        // The two name corners one pixel apart; each is read onto the grid of its own tiles.
        (full.OwnGrid().SizeX, full.OwnGrid().SizeY).ShouldBe((50, 50));
        full.ToLabelMap(full.OwnGrid()).Labels.ShouldBe(listed.ToLabelMap(listed.OwnGrid()).Labels);
    }

    [ReferenceFact]
    public void A_label_map_holds_the_segments_of_the_binary_one()
    {
        SegmentationObject binary = SegmentationObject.Read(DicomFile.Read(Reference.PathOf("images", "dicom_seg", "seg_image_sm_control.dcm")));
        SegmentationObject labels = SegmentationObject.Read(DicomFile.Read(Reference.PathOf("images", "dicom_seg", "seg_image_sm_control_labelmap.dcm")));

        labels.ToLabelMap(labels.OwnGrid()).Labels.ShouldBe(binary.ToLabelMap(binary.OwnGrid()).Labels);
    }

    [ReferenceFact]
    public void A_segmentation_of_the_real_study_lies_on_its_images()
    {
        SegmentationObject segmentation = SegmentationObject.Read(DicomFile.Read(Reference.PathOf("images", "duke153_seg", "dcmqi_seg_duke153_breast_fgt.dcm")));
        segmentation.OwnGrid().SizeX.ShouldBe(448);
        segmentation.Segments.Sum(s => segmentation.ToMask(s.Number, segmentation.OwnGrid()).Count()).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void A_coarser_grid_is_told_from_the_image_s_and_keeps_its_volume()
    {
        VolumeGeometry image = SegmentationSamples.Grid("oblique");
        var coarse = new VolumeGeometry(4, 3, 3, new(1.4, 1.6, 5), image.ToPatient(0.5, 0.5, 0.5), image.AxisX, image.AxisY, image.AxisZ);
        var twice = new VolumeGeometry(7, 5, 3, new(0.7, 0.8, 5), image.OriginMm, image.AxisX, image.AxisY, image.AxisZ);
        foreach (VolumeGeometry other in (ReadOnlySpan<VolumeGeometry>)[coarse, twice])
        {
            var full = new Mask(other, [.. Enumerable.Repeat((byte)1, other.VoxelCount)]);
            SegmentationObject read = SegmentationObject.Read(SegmentationWriter.Write(SegmentationSamples.Description(), [(SegmentationSamples.Lesion(1), full)], SegmentationSamples.Sources(other)));
            read.LiesOn(other).ShouldBeTrue();
            read.LiesOn(image).ShouldBeFalse();
            read.OwnGrid().IsCloseTo(other).ShouldBeTrue();
        }
    }

    [Fact]
    public void Slices_left_out_do_not_make_a_grid_coarser()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("sagittal");
        var mask = new Mask(grid);
        foreach (int k in (ReadOnlySpan<int>)[1, 3, 5])
        {
            mask.Voxels[grid.Offset(2, 2, k)] = 1;
        }

        SegmentationObject read = SegmentationObject.Read(SegmentationWriter.Write(SegmentationSamples.Description(), [(SegmentationSamples.Lesion(1), mask)], SegmentationSamples.Sources(grid)));
        read.LiesOn(grid).ShouldBeTrue();
        read.OwnGrid().SizeZ.ShouldBe(5);
        read.ToMask(1, grid).Voxels.ShouldBe(mask.Voxels);
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
        int tiles = pixels.FrameCount / file.Dataset.GetSequence(DicomTag.SegmentSequence).Count;
        return Enumerable.Range(0, pixels.FrameCount)
            .Where(n => type == "LABELMAP" || (frames.Length > 1 || tiles <= 1 ? frames[n].GetInt(DicomTag.ReferencedSegmentNumber) : (n / tiles) + 1) == number)
            .Sum(n => pixels.ToFloats(n).Count(v => type == "LABELMAP" ? v == number : v >= half));
    }
}
