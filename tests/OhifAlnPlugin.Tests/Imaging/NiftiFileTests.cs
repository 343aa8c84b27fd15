using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class NiftiFileTests
{
    private static readonly VolumeGeometry Oblique = new(
        3, 4, 2, new(0.7, 0.8, 2.5), new(-12.25, 33.1, 7.5), new(0.8, 0.6, 0), new(-0.6, 0.8, 0), new(0, 0, -1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_volume_survives_a_round_trip(bool gzip)
    {
        var volume = new Volume(Oblique, [.. Enumerable.Range(0, 24).Select(n => (n * 1.25f) - 7)]);
        Volume back = NiftiFile.ReadVolume(new MemoryStream(Written(s => NiftiFile.Write(s, volume, gzip))));
        back.Voxels.ShouldBe(volume.Voxels);
        back.Geometry.IsCloseTo(Oblique, 1e-5).ShouldBeTrue();
    }

    [Fact]
    public void Labels_and_masks_survive_a_round_trip()
    {
        var labels = new LabelMap(Oblique, [.. Enumerable.Range(0, 24).Select(n => (ushort)(n * 2800))]);
        NiftiFile.ReadLabelMap(new MemoryStream(Written(s => NiftiFile.Write(s, labels)))).Labels.ShouldBe(labels.Labels);
        NiftiFile.ReadMask(new MemoryStream(Written(s => NiftiFile.Write(s, labels.Select(5600))))).Voxels.ShouldBe(labels.Select(5600).Voxels);
    }

    [Fact]
    public void Sform_and_qform_place_any_rotated_grid_alike() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            VolumeGeometry grid = RotatedGrid(new Random(seed));
            byte[] file = Written(s => NiftiFile.Write(s, new Mask(grid), gzip: false));
            bool bySform = NiftiFile.ReadMask(new MemoryStream(file)).Geometry.IsCloseTo(grid, 1e-3);
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(254), 0);
            return bySform && NiftiFile.ReadMask(new MemoryStream(file)).Geometry.IsCloseTo(grid, 1e-3);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quarter_turn_about_the_head_axis_is_read_from_its_quaternion()
    {
        byte[] file = Header(h =>
        {
            Int16(h, 252, 1);
            Single(h, 264, Math.Sqrt(0.5));
            Single(h, 268, 10);
            Single(h, 272, 20);
            Single(h, 276, 30);
        });
        VolumeGeometry grid = NiftiFile.ReadVolume(new MemoryStream(file)).Geometry;

        // In RAS the first axis turns from right to anterior; in LPS anterior is −y.
        (grid.AxisX - new Vector3(0, -1, 0)).Length.ShouldBeLessThan(1e-6);
        (grid.AxisY - new Vector3(1, 0, 0)).Length.ShouldBeLessThan(1e-6);
        grid.OriginMm.ShouldBe(new Vector3(-10, -20, 30));
        grid.SpacingMm.Y.ShouldBe(2, 1e-6);
    }

    [Fact]
    public void A_big_endian_scaled_file_reads_its_real_values()
    {
        byte[] file = new byte[352 + 4];
        BinaryPrimitives.WriteInt32BigEndian(file, 348);
        foreach ((int at, short value) in ((int, short)[])[(40, 3), (42, 2), (44, 1), (46, 1), (70, 4), (72, 16)])
        {
            BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(at), value);
        }

        foreach ((int at, float value) in ((int, float)[])[(80, 1), (84, 1), (88, 1), (108, 352), (112, 0.5f), (116, 10)])
        {
            BinaryPrimitives.WriteSingleBigEndian(file.AsSpan(at), value);
        }

        "n+1\0"u8.CopyTo(file.AsSpan(344));
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(352), -4);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(354), 100);
        NiftiFile.ReadVolume(new MemoryStream(file)).Voxels.ShouldBe([8f, 60f]);
        Should.Throw<VolumeFileException>(() => NiftiFile.ReadLabelMap(new MemoryStream(file))).Message.ShouldContain("scl_slope and scl_inter are 0.5 and 10");
    }

    [Fact]
    public void Metres_become_millimetres()
    {
        byte[] file = Header(h => h[123] = 1);
        NiftiFile.ReadVolume(new MemoryStream(file)).Geometry.SpacingMm.ShouldBe(new Vector3(1000, 2000, 3000));
    }

    [Theory]
    [InlineData(0, 540, "NIfTI field sizeof_hdr is 540")]
    [InlineData(40, 9, "dim[0] is 9")]
    [InlineData(42, 0, "dim[1] is 0")]
    [InlineData(42, 32000, "the header declares")]
    [InlineData(70, 128, "datatype is 128")]
    [InlineData(344, 0, "magic is not")]
    public void A_bad_whole_number_is_refused_with_field_and_value(int at, short value, string expected) =>
        Should.Throw<VolumeFileException>(() => NiftiFile.ReadVolume(new MemoryStream(Header(h => Int16(h, at, value))))).Message.ShouldContain(expected);

    [Theory]
    [InlineData(80, 0, "none may be zero")]
    [InlineData(84, float.NaN, "pixdim[2] is NaN")]
    [InlineData(108, 100, "vox_offset is 100")]
    [InlineData(108, 5000, "bytes before the voxels")]
    public void A_bad_real_number_is_refused_with_field_and_value(int at, float value, string expected) =>
        Should.Throw<VolumeFileException>(() => NiftiFile.ReadVolume(new MemoryStream(Header(h => Single(h, at, value))))).Message.ShouldContain(expected);

    [Fact]
    public void A_series_of_volumes_is_refused()
    {
        byte[] file = Header(h =>
        {
            Int16(h, 40, 4);
            Int16(h, 48, 5);
        });
        Should.Throw<VolumeFileException>(() => NiftiFile.ReadVolume(new MemoryStream(file))).Message.ShouldContain("dim[4] is 5");
    }

    [Fact]
    public void A_sheared_affine_is_refused()
    {
        byte[] file = Header(h =>
        {
            Int16(h, 254, 1);
            Single(h, 280, 1);
            Single(h, 284, 0.5);
            Single(h, 300, 1);
            Single(h, 320, 1);
        });
        Should.Throw<VolumeFileException>(() => NiftiFile.ReadVolume(new MemoryStream(file))).Message.ShouldContain("not orthonormal");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_cut_before_its_last_voxel_is_refused(bool gzip)
    {
        float[] voxels = [.. Enumerable.Range(0, 24).Select(n => MathF.Sqrt(n))];
        byte[] whole = Written(s => NiftiFile.Write(s, new Volume(Oblique, voxels), gzip));
        for (int length = 0; length < whole.Length - (gzip ? 10 : 0); length++)
        {
            Should.Throw<VolumeFileException>(() => NiftiFile.ReadVolume(new MemoryStream(whole, 0, length)), $"{length} of {whole.Length} bytes");
        }
    }

    /// <summary>A little-endian header for one float voxel, 1×2×3 mm, with the voxel; no sform or qform.</summary>
    private static byte[] Header(Action<byte[]> change)
    {
        byte[] file = Written(s => NiftiFile.Write(s, new Volume(VolumeGeometry.AxisAligned(1, 1, 1, new(1, 2, 3)), [7]), gzip: false));
        file.AsSpan(252, 76).Clear();
        Single(file, 76, 1);
        change(file);
        return file;
    }

    private static VolumeGeometry RotatedGrid(Random random)
    {
        double Next(double from, double to) => from + ((to - from) * random.NextDouble());
        Vector3 Unit(Vector3 v) => (1 / v.Length) * v;
        Vector3 x = Unit(new(Next(-1, 1), Next(-1, 1), Next(0.1, 1)));
        Vector3 y = Unit(Vector3.Cross(x, new(Next(0.5, 1), Next(-1, -0.5), 0)));
        Vector3 z = (random.Next(2) == 0 ? 1 : -1) * Vector3.Cross(x, y);
        return new(5, 6, 7, new(Next(0.3, 3), Next(0.3, 3), Next(0.3, 3)), new(Next(-300, 300), Next(-300, 300), Next(-300, 300)), x, y, z);
    }

    private static void Int16(byte[] header, int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), (short)value);

    private static void Single(byte[] header, int at, double value) => BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(at), (float)value);

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
