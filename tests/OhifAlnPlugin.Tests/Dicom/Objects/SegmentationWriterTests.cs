using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Dicom.Objects;

public sealed class SegmentationWriterTests
{
    [Theory]
    [MemberData(nameof(SegmentationSamples.Orientations), MemberType = typeof(SegmentationSamples))]
    public void An_asymmetric_volume_survives_in_every_orientation(string orientation)
    {
        VolumeGeometry grid = SegmentationSamples.Grid(orientation);
        Mask first = SegmentationSamples.Volume(grid, 1), second = SegmentationSamples.Volume(grid, 2, density: 0.02);

        SegmentationObject read = SegmentationObject.Read(DicomSamples.Read(Write(grid, first, second)));

        read.ToMask(1, grid).Voxels.ShouldBe(first.Voxels);
        read.ToMask(2, grid).Voxels.ShouldBe(second.Voxels);
        read.Segments[0].ShouldBe(SegmentationSamples.Lesion(1));
        read.ReferencedSeriesInstanceUids.ShouldBe(["2.25.2"]);
        read.ReferencedSopInstanceUids.Order().ShouldBe(["2.25.201", "2.25.202", "2.25.203", "2.25.204"]);
    }

    [Fact]
    public void A_volume_read_onto_the_same_slices_in_reverse_order_is_reversed_with_them()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        var reversed = new VolumeGeometry(grid.SizeX, grid.SizeY, grid.SizeZ, grid.SpacingMm, grid.ToPatient(0, 0, grid.SizeZ - 1), grid.AxisX, grid.AxisY, -1 * grid.AxisZ);
        Mask volume = SegmentationSamples.Volume(grid, 3);

        Mask read = SegmentationObject.Read(DicomSamples.Read(Write(grid, volume))).ToMask(1, reversed);

        for (int n = 0; n < volume.Voxels.Length; n++)
        {
            (int i, int j, int k) = grid.IndicesOf(n);
            read[i, j, grid.SizeZ - 1 - k].ShouldBe(volume[i, j, k]);
        }
    }

    [Fact]
    public void Only_slices_with_voxels_become_frames_and_each_names_its_image()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        var mask = new Mask(grid);
        mask.Voxels[grid.Offset(1, 2, 4)] = 1;

        DicomDataset dataset = DicomSamples.Read(Write(grid, mask)).Dataset;

        dataset.GetInt(DicomTag.NumberOfFrames).ShouldBe(1);
        dataset.GetBytes(DicomTag.PixelData).Length.ShouldBe(6);
        dataset.GetString(DicomTag.SegmentsOverlap).ShouldBe("NO");
        DicomDataset frame = dataset.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence).ShouldHaveSingleItem();
        DicomDataset source = frame.GetSequence(DicomTag.DerivationImageSequence)[0].GetSequence(DicomTag.SourceImageSequence)[0];
        source.GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe("2.25.204");
        source.Contains(DicomTag.ReferencedFrameNumber).ShouldBeFalse();
    }

    [Fact]
    public void The_same_arguments_give_the_same_bytes()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("oblique");

        Write(grid, SegmentationSamples.Volume(grid, 4)).ShouldBe(Write(grid, SegmentationSamples.Volume(grid, 4)));
    }

    [Fact]
    public void Overlapping_volumes_are_declared_and_kept()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("coronal");
        Mask wide = SegmentationSamples.Volume(grid, 5, density: 0.8), narrow = SegmentationSamples.Volume(grid, 6);

        DicomFile file = DicomSamples.Read(Write(grid, wide, narrow));

        file.Dataset.GetString(DicomTag.SegmentsOverlap).ShouldBe("YES");
        SegmentationObject.Read(file).ToMask(1, grid).Voxels.ShouldBe(wide.Voxels);
        SegmentationObject.Read(file).ToLabelMap(grid).Labels.ShouldBe(wide.Voxels.Zip(narrow.Voxels, (w, n) => n != 0 ? (ushort)2 : (ushort)w));
    }

    [Fact]
    public void What_does_not_fit_together_is_refused_with_a_reason()
    {
        VolumeGeometry grid = SegmentationSamples.Grid("axial");
        Mask volume = SegmentationSamples.Volume(grid, 7);
        SegmentationSource[] sources = SegmentationSamples.Sources(grid);

        Refusal(() => Write(grid, new Mask(grid))).ShouldContain("empty");
        Refusal(() => Write(sources[1..], SegmentationSamples.Lesion(1), volume)).ShouldContain("5 images do not fit a grid of 6 slices");
        Refusal(() => Write([.. sources.Reverse()], SegmentationSamples.Lesion(1), volume)).ShouldContain("12.5 mm away");
        Refusal(() => Write(sources, SegmentationSamples.Lesion(2), volume)).ShouldContain("segment 1 is due");
        Refusal(() => Write(sources, SegmentationSamples.Lesion(1) with { Algorithm = null }, volume)).ShouldContain("algorithm must be named");
        sources[3].Header.Set(DicomTag.FrameOfReferenceUID, "2.25.999");
        Refusal(() => Write(sources, SegmentationSamples.Lesion(1), volume)).ShouldContain("2.25.999");
    }

    [ToolTheory("dciodvfy")]
    [InlineData(SegmentAlgorithmType.Automatic)]
    [InlineData(SegmentAlgorithmType.SemiAutomatic)]
    [InlineData(SegmentAlgorithmType.Manual)]
    public void The_validator_finds_no_error(SegmentAlgorithmType type)
    {
        VolumeGeometry grid = SegmentationSamples.Grid("oblique descending");
        byte[] bytes = Write(
            [(SegmentationSamples.Lesion(1, type), SegmentationSamples.Volume(grid, 8)), (SegmentationSamples.Lesion(2, type), SegmentationSamples.Volume(grid, 9))], SegmentationSamples.Sources(grid));

        ExternalTool.WithFile(bytes, path =>
        {
            string report = ExternalTool.Run("dciodvfy", path).Output;
            report.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty(report);
            report.ShouldContain("Segmentation");
        });
    }

    private static string Refusal(Action action) => Should.Throw<ArgumentException>(action).Message;

    private static byte[] Write(VolumeGeometry grid, params Mask[] masks) =>
        Write([.. masks.Select((mask, n) => (SegmentationSamples.Lesion(n + 1), mask))], SegmentationSamples.Sources(grid));

    private static byte[] Write(SegmentationSource[] sources, SegmentProperties properties, Mask mask) => Write([(properties, mask)], sources);

    private static byte[] Write(IReadOnlyList<(SegmentProperties Properties, Mask Mask)> segments, SegmentationSource[] sources)
    {
        using var stream = new MemoryStream();
        SegmentationWriter.Write(SegmentationSamples.Description(), segments, sources).Write(stream);
        return stream.ToArray();
    }
}
