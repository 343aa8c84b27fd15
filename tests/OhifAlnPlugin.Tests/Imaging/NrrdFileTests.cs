using System.IO.Compression;
using System.Text;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Tests.Imaging;

public sealed class NrrdFileTests
{
    private static readonly VolumeGeometry Oblique = new(
        3, 4, 2, new(0.7, 0.8, 2.5), new(-12.25, 33.1, 7.5), new(0.8, 0.6, 0), new(-0.6, 0.8, 0), new(0, 0, -1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_volume_survives_a_round_trip(bool gzip)
    {
        var volume = new Volume(Oblique, [.. Enumerable.Range(0, 24).Select(n => (n * 1.25f) - 7)]);
        Volume back = RoundTrip(s => NrrdFile.Write(s, volume, gzip), s => NrrdFile.ReadVolume(s));
        back.Voxels.ShouldBe(volume.Voxels);
        back.Geometry.IsCloseTo(Oblique, 1e-12).ShouldBeTrue();
    }

    [Fact]
    public void Labels_and_masks_survive_a_round_trip()
    {
        var labels = new LabelMap(Oblique, [.. Enumerable.Range(0, 24).Select(n => (ushort)(n * 2800))]);
        RoundTrip(s => NrrdFile.Write(s, labels), s => NrrdFile.ReadLabelMap(s)).Labels.ShouldBe(labels.Labels);
        RoundTrip(s => NrrdFile.Write(s, labels.Select(5600)), s => NrrdFile.ReadMask(s)).Voxels.ShouldBe(labels.Select(5600).Voxels);
    }

    [Theory]
    [InlineData("left-posterior-superior", 10, 20)]
    [InlineData("RAS", -10, -20)]
    [InlineData("left-anterior-superior", 10, -20)]
    public void Every_anatomical_space_becomes_left_posterior_superior(string space, double x, double y)
    {
        var volume = NrrdFile.ReadVolume(File($"type: uint8\ndimension: 3\nspace: {space}\nsizes: 1 1 1\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (10,20,30)\nencoding: raw\n", [9]));
        volume.Geometry.OriginMm.ShouldBe(new Vector3(x, y, 30));
        volume.Geometry.SpacingMm.ShouldBe(new Vector3(2, 3, 4));
        (volume.Geometry.AxisX.X, volume.Geometry.AxisY.Y, volume.Geometry.AxisZ.Z).ShouldBe((Math.Sign(x), Math.Sign(y), 1.0));
    }

    public static TheoryData<string, byte[]> StoredTypes() => new()
    {
        { "signed char", [0xFE, 0x01] },
        { "uchar", [0xFE, 0x01] },
        { "short", [0xFF, 0xFE, 0x00, 0x01] },
        { "unsigned short", [0xFF, 0xFE, 0x00, 0x01] },
        { "int", [0xFF, 0xFF, 0xFF, 0xFE, 0x00, 0x00, 0x00, 0x01] },
        { "uint32", [0xFF, 0xFF, 0xFF, 0xFE, 0x00, 0x00, 0x00, 0x01] },
        { "int64", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0, 0, 0, 0, 0, 0, 0, 1] },
        { "uint64", [0, 0, 0, 0, 0, 0, 0, 0xFE, 0, 0, 0, 0, 0, 0, 0, 1] },
        { "float", [0xC0, 0x00, 0x00, 0x00, 0x3F, 0x80, 0x00, 0x00] },
        { "double", [0xC0, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0] },
    };

    private static readonly Dictionary<string, float> FirstValues = new()
    {
        ["signed char"] = -2, ["uchar"] = 254, ["short"] = -2, ["unsigned short"] = 65534, ["int"] = -2, ["uint32"] = 4294967294f,
        ["int64"] = -2, ["uint64"] = 254, ["float"] = -2, ["double"] = -2,
    };

    [Theory]
    [MemberData(nameof(StoredTypes))]
    public void Every_stored_type_reads_in_both_byte_orders(string type, byte[] bigEndian)
    {
        byte[] littleEndian = [.. bigEndian.Chunk(bigEndian.Length / 2).SelectMany(voxel => voxel.Reverse())];
        foreach ((string endian, byte[] bytes) in (IEnumerable<(string, byte[])>)[("big", bigEndian), ("little", littleEndian)])
        {
            NrrdFile.ReadVolume(File($"type: {type}\ndimension: 3\nsizes: 2 1 1\nspacings: 1 1 1\nendian: {endian}\nencoding: raw\n", bytes))
                .Voxels.ShouldBe([FirstValues[type], 1]);
        }
    }

    [Theory]
    [InlineData("type: short", "type: half", "NRRD field type is \"half\"")]
    [InlineData("sizes: 2 1 1", "sizes: 2 1", "sizes is \"2 1\"")]
    [InlineData("sizes: 2 1 1", "sizes: 2 0 1", "sizes is \"2 0 1\"")]
    [InlineData("sizes: 2 1 1", "sizes: 40000 40000 40000", "40000×40000×40000")]
    [InlineData("sizes: 2 1 1", "sizes: 1000 1000 1000", "2000000000 bytes")]
    [InlineData("space: LPS", "space: scanner-xyz", "space is \"scanner-xyz\"")]
    [InlineData("(1,0,0)", "(1,0,x)", "\"1 0 x\"")]
    [InlineData("(1,0,0)", "(0,0,0)", "none may be zero")]
    [InlineData("(1,0,0)", "(1,1,0)", "not orthonormal")]
    [InlineData("(1,0,0)", "none", "leave 2 axes")]
    [InlineData("endian: little", "endian: middle", "endian is \"middle\"")]
    [InlineData("endian: little\n", "", "NRRD field endian is missing")]
    [InlineData("encoding: raw", "encoding: bzip2", "encoding is \"bzip2\"")]
    [InlineData("encoding: raw", "encoding: gzip", "gzip-compressed voxel data are damaged")]
    [InlineData("encoding: raw", "encoding: raw\ndata file: other.raw", "detached")]
    [InlineData("encoding: raw", "encoding: raw\nbyte skip: -1", "byte skip is \"-1\"")]
    [InlineData("NRRD0004", "MetaImage", "Not an NRRD file")]
    [InlineData("kinds: domain domain domain", "kinds", "neither a field")]
    public void A_bad_header_is_refused_with_field_and_value(string from, string to, string expected)
    {
        string header = "NRRD0004\ntype: short\ndimension: 3\nspace: LPS\nsizes: 2 1 1\nspace directions: (1,0,0) (0,1,0) (0,0,1)\nkinds: domain domain domain\nendian: little\nencoding: raw\n\n";
        byte[] bytes = [.. Encoding.ASCII.GetBytes(header.Replace(from, to, StringComparison.Ordinal)), 1, 0, 2, 0];
        Should.Throw<VolumeFileException>(() => NrrdFile.ReadVolume(new MemoryStream(bytes))).Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_cut_before_its_last_voxel_is_refused(bool gzip)
    {
        float[] voxels = [.. Enumerable.Range(0, 24).Select(n => MathF.Sqrt(n))];
        byte[] whole = Written(s => NrrdFile.Write(s, new Volume(Oblique, voxels), gzip));

        // The last ten bytes of a gzip file hold the end mark, checksum and length, but no voxel.
        for (int length = 0; length < whole.Length - (gzip ? 10 : 0); length++)
        {
            Should.Throw<VolumeFileException>(() => NrrdFile.ReadVolume(new MemoryStream(whole, 0, length)), $"{length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public void A_wrong_gzip_checksum_is_refused()
    {
        byte[] whole = Written(s => NrrdFile.Write(s, new Volume(Oblique, new float[24])));
        whole[^8] ^= 1;
        Should.Throw<VolumeFileException>(() => NrrdFile.ReadVolume(new MemoryStream(whole))).Message.ShouldContain("damaged");
    }

    [Theory]
    [InlineData("short", new byte[] { 0xFF, 0xFF }, "value -1;")]
    [InlineData("float", new byte[] { 0, 0, 0x20, 0x40 }, "value 2.5;")]
    [InlineData("int", new byte[] { 0, 0, 1, 0 }, "value 65536;")]
    public void A_voxel_that_is_no_label_is_refused_with_its_value(string type, byte[] voxel, string expected) =>
        Should.Throw<VolumeFileException>(() => NrrdFile.ReadLabelMap(File($"type: {type}\ndimension: 3\nsizes: 1 1 1\nspacings: 1 1 1\nendian: little\nencoding: raw\n", voxel)))
            .Message.ShouldContain(expected);

    [Fact]
    public void A_detached_header_reads_the_file_it_names()
    {
        Stream header = File("type: uint8\ndimension: 3\nsizes: 2 1 1\nspacings: 1 1 1\nencoding: gzip\ndata file: voxels.raw.gz\n", []);
        byte[] packed = Written(s =>
        {
            using var gzip = new GZipStream(s, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write([3, 4]);
        });
        NrrdFile.ReadVolume(header, name => name == "voxels.raw.gz" ? new MemoryStream(packed) : throw new FileNotFoundException(name)).Voxels.ShouldBe([3f, 4f]);
    }

    [Fact]
    public void The_axis_without_direction_separates_the_volumes_of_a_series()
    {
        IReadOnlyList<Volume> fastest = NrrdFile.ReadVolumes(File("type: uint8\ndimension: 4\nspace: RAS\nsizes: 3 2 1 1\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\n", [1, 2, 3, 4, 5, 6]));
        fastest.Select(v => v.Voxels).ShouldBe([[1f, 4f], [2f, 5f], [3f, 6f]]);
        IReadOnlyList<Volume> slowest = NrrdFile.ReadVolumes(File("type: uint8\ndimension: 4\nspace: LPS\nsizes: 2 1 1 3\nspace directions: (1,0,0) (0,1,0) (0,0,1) none\nencoding: raw\n", [1, 2, 3, 4, 5, 6]));
        slowest.Select(v => v.Voxels).ShouldBe([[1f, 2f], [3f, 4f], [5f, 6f]]);
    }

    [ReferenceTheory]
    [InlineData("p01_aniso")]
    [InlineData("p02_rotated")]
    [InlineData("p03_negative_float")]
    [InlineData("p04_constant_roi")]
    [InlineData("p06_single_slice")]
    [InlineData("p08_multifocal")]
    [InlineData("p10_breast96")]
    public void Radiomics_phantoms_have_the_statistics_that_pyradiomics_reports(string phantom)
    {
        Dictionary<string, string> reported = System.IO.File.ReadLines(Reference.PathOf("radiomics", "golden", phantom + ".csv"))
            .Where(line => line.StartsWith("diagnostics_", StringComparison.Ordinal))
            .ToDictionary(line => line.Split(',')[0], line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        double Number(string key) => double.Parse(reported["diagnostics_" + key].Split(',')[0]);

        using FileStream image = System.IO.File.OpenRead(Reference.PathOf("radiomics", "phantoms", phantom + "_image.nrrd"));
        Volume volume = NrrdFile.ReadVolume(image);
        volume.Voxels.Average(v => (double)v).ShouldBe(Number("Image-original_Mean"), 1e-9 * Math.Abs(Number("Image-original_Mean")) + 1e-12);
        ((double)volume.Voxels.Min()).ShouldBe(Number("Image-original_Minimum"));
        ((double)volume.Voxels.Max()).ShouldBe(Number("Image-original_Maximum"));
        VolumeGeometry g = volume.Geometry;
        Tuple(reported["diagnostics_Image-original_Size"]).ShouldBe([g.SizeX, g.SizeY, g.SizeZ]);
        Tuple(reported["diagnostics_Image-original_Spacing"]).ShouldBe([g.SpacingMm.X, g.SpacingMm.Y, g.SpacingMm.Z], 1e-12);

        using FileStream label = System.IO.File.OpenRead(Reference.PathOf("radiomics", "phantoms", phantom + "_label.nrrd"));
        ((double)NrrdFile.ReadLabelMap(label).Select(1).Count()).ShouldBe(Number("Mask-original_VoxelNum"));
    }

    [ReferenceFact]
    public void The_sampled_breast_curves_read_as_32_volumes()
    {
        using FileStream stream = System.IO.File.OpenRead(Reference.PathOf("images", "dce_phantoms", "QINBreast001-phantom.nrrd"));
        IReadOnlyList<Volume> volumes = NrrdFile.ReadVolumes(stream);
        volumes.Count.ShouldBe(32);
        volumes[0].Geometry.AxisX.ShouldBe(new Vector3(-1, 0, 0));
        volumes[^1].Voxels.Average().ShouldBeGreaterThan(volumes[0].Voxels.Average());
    }

    /// <summary>The numbers of the first "(x, y, z)" in a line.</summary>
    private static double[] Tuple(string line) =>
        [.. line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..line.IndexOf(')', StringComparison.Ordinal)].Split(',').Select(double.Parse)];

    private static MemoryStream File(string fields, byte[] data) => new([.. Encoding.ASCII.GetBytes($"NRRD0004\n{fields}\n"), .. data]);

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static T RoundTrip<T>(Action<Stream> write, Func<Stream, T> read) => read(new MemoryStream(Written(write)));
}
