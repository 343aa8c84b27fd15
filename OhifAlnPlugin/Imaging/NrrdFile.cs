using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OhifAlnPlugin.Imaging;

/// <summary>
/// NRRD files: volumes, VOI masks and label maps. Reads every integer and floating-point type, both byte orders, raw and
/// gzip, the spaces LPS, RAS and LAS, and detached headers; writes little endian in LPS.
/// </summary>
/// <remarks>Format: teem "Definition of NRRD File Format", versions NRRD0001 to NRRD0005.</remarks>
public static class NrrdFile
{
    /// <summary>Reads one volume.</summary>
    /// <param name="source">Stream placed at the start of the file.</param>
    /// <param name="openDataFile">Opens the data file that a detached header names; the caller confines the name to the header's folder. Null refuses detached headers.</param>
    /// <returns>The volume, voxels rounded to float.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NRRD volume.</exception>
    public static Volume ReadVolume(Stream source, Func<string, Stream>? openDataFile = null)
    {
        IReadOnlyList<Volume> volumes = ReadVolumes(source, openDataFile);
        return volumes.Count == 1
            ? volumes[0]
            : throw new VolumeFileException($"The NRRD file holds {volumes.Count} volumes; one was expected.");
    }

    /// <summary>Reads a series of volumes: a 4-D file whose one axis has no direction in space, or a single 3-D volume.</summary>
    /// <param name="source">Stream placed at the start of the file.</param>
    /// <param name="openDataFile">Opens the data file that a detached header names; null refuses detached headers.</param>
    /// <returns>The volumes in the file's order.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NRRD series.</exception>
    public static IReadOnlyList<Volume> ReadVolumes(Stream source, Func<string, Stream>? openDataFile = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var header = NrrdHeader.Read(source);
        int count = header.VolumeCount * header.Geometry.VoxelCount;
        float[] voxels = ReadData(header, source, openDataFile, reader => reader.ReadFloats(count));
        return header.VolumeCount == 1 ? [new Volume(header.Geometry, voxels) { StoredAs = header.Type }] : Separate(header, voxels);
    }

    /// <summary>Reads a label map: whole numbers from 0 to 65535 of any stored type.</summary>
    /// <param name="source">Stream placed at the start of the file.</param>
    /// <param name="openDataFile">Opens the data file that a detached header names; null refuses detached headers.</param>
    /// <returns>The label map.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NRRD label map.</exception>
    public static LabelMap ReadLabelMap(Stream source, Func<string, Stream>? openDataFile = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var header = NrrdHeader.Read(source);
        if (header.VolumeCount != 1)
        {
            throw new VolumeFileException($"The NRRD file holds {header.VolumeCount} label maps; one was expected.");
        }

        return new(header.Geometry, ReadData(header, source, openDataFile, reader => reader.ReadLabels(header.Geometry.VoxelCount)));
    }

    /// <summary>Reads a VOI: every label other than 0 is inside.</summary>
    /// <param name="source">Stream placed at the start of the file.</param>
    /// <param name="openDataFile">Opens the data file that a detached header names; null refuses detached headers.</param>
    /// <returns>The mask.</returns>
    /// <exception cref="VolumeFileException">The file is not a readable NRRD label map.</exception>
    public static Mask ReadMask(Stream source, Func<string, Stream>? openDataFile = null) => ReadLabelMap(source, openDataFile).ToMask();

    /// <summary>Writes a volume as float.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="gzip">Whether to compress.</param>
    public static void Write(Stream target, Volume volume, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(volume);
        Write(target, "float", volume.Geometry, gzip, data => VoxelWriter.Write(data, volume.Voxels));
    }

    /// <summary>Writes computed values as double.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="geometry">The grid.</param>
    /// <param name="values">Values, shape (SizeX·SizeY·SizeZ,), x fastest.</param>
    /// <param name="gzip">Whether to compress.</param>
    /// <exception cref="ArgumentException">The values do not fit the grid.</exception>
    public static void Write(Stream target, VolumeGeometry geometry, double[] values, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != geometry.VoxelCount)
        {
            throw new ArgumentException($"{values.Length} values do not fit a grid of {geometry.SizeX}×{geometry.SizeY}×{geometry.SizeZ} = {geometry.VoxelCount}.", nameof(values));
        }

        Write(target, "double", geometry, gzip, data => VoxelWriter.Write(data, values));
    }

    /// <summary>Writes a label map as unsigned short.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="labels">The label map.</param>
    /// <param name="gzip">Whether to compress.</param>
    public static void Write(Stream target, LabelMap labels, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Write(target, "unsigned short", labels.Geometry, gzip, data => VoxelWriter.Write(data, labels.Labels));
    }

    /// <summary>Writes a VOI as unsigned char, 0 or 1.</summary>
    /// <param name="target">Stream that receives the file; left open.</param>
    /// <param name="mask">The VOI.</param>
    /// <param name="gzip">Whether to compress.</param>
    public static void Write(Stream target, Mask mask, bool gzip = true)
    {
        ArgumentNullException.ThrowIfNull(mask);
        Write(target, "unsigned char", mask.Geometry, gzip, data => data.Write(mask.Voxels));
    }

    private static T ReadData<T>(NrrdHeader header, Stream source, Func<string, Stream>? openDataFile, Func<VoxelReader, T> read)
    {
        using Stream? detached = header.DataFile is null ? null : OpenDetached(header.DataFile, openDataFile);
        Stream data = detached ?? source;
        using Stream? inflated = header.Gzip ? new GZipStream(data, CompressionMode.Decompress, leaveOpen: true) : null;
        return read(new VoxelReader(inflated ?? data, header.Type, header.BigEndian));
    }

    private static Stream OpenDetached(string name, Func<string, Stream>? openDataFile)
    {
        if (name.StartsWith("LIST", StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal))
        {
            throw new VolumeFileException($"NRRD field data file is \"{name}\"; a header that names several data files is not read.");
        }

        return openDataFile?.Invoke(name)
            ?? throw new VolumeFileException($"The NRRD header is detached (data file \"{name}\"); a header with its data attached was expected.");
    }

    private static Volume[] Separate(NrrdHeader header, float[] voxels)
    {
        float[][] parts = [.. Enumerable.Range(0, header.VolumeCount).Select(_ => new float[header.Geometry.VoxelCount])];
        int stride = header.VolumeStride, run = stride * header.VolumeCount;
        for (int p = 0; p < parts.Length; p++)
        {
            for (int start = p * stride, to = 0; start < voxels.Length; start += run, to += stride)
            {
                voxels.AsSpan(start, stride).CopyTo(parts[p].AsSpan(to));
            }
        }

        return [.. parts.Select(p => new Volume(header.Geometry, p) { StoredAs = header.Type })];
    }

    private static void Write(Stream target, string type, VolumeGeometry g, bool gzip, Action<Stream> writeData)
    {
        ArgumentNullException.ThrowIfNull(target);
        string endian = type == "unsigned char" ? "" : "endian: little\n";
        string header =
            $"NRRD0004\ntype: {type}\ndimension: 3\nspace: left-posterior-superior\nsizes: {g.SizeX} {g.SizeY} {g.SizeZ}\n" +
            $"space directions: {Text(g.SpacingMm.X * g.AxisX)} {Text(g.SpacingMm.Y * g.AxisY)} {Text(g.SpacingMm.Z * g.AxisZ)}\n" +
            $"kinds: domain domain domain\n{endian}encoding: {(gzip ? "gzip" : "raw")}\nspace origin: {Text(g.OriginMm)}\n\n";
        target.Write(Encoding.ASCII.GetBytes(header));
        if (!gzip)
        {
            writeData(target);
            return;
        }

        using var deflated = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        writeData(deflated);
    }

    private static string Text(Vector3 v) => string.Create(CultureInfo.InvariantCulture, $"({v.X:R},{v.Y:R},{v.Z:R})");
}
