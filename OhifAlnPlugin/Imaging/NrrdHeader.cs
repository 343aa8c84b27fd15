using System.Globalization;
using System.Text;

namespace OhifAlnPlugin.Imaging;

/// <summary>The fields of an NRRD header that a volume needs.</summary>
internal sealed class NrrdHeader
{
    /// <summary>Longest header read, bytes; real ones are a few kilobytes.</summary>
    private const int MaxHeaderBytes = 1 << 20;

    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private NrrdHeader()
    {
    }

    /// <summary>Stored type of a voxel.</summary>
    public VoxelType Type { get; private set; }

    /// <summary>Whether voxels are stored most significant byte first.</summary>
    public bool BigEndian { get; private set; }

    /// <summary>Whether the voxel data are gzip-compressed.</summary>
    public bool Gzip { get; private set; }

    /// <summary>Name of the detached data file, or null when the data follow the header.</summary>
    public string? DataFile { get; private set; }

    /// <summary>The grid.</summary>
    public VolumeGeometry Geometry { get; private set; } = VolumeGeometry.AxisAligned(1, 1, 1, new(1, 1, 1));

    /// <summary>Volumes in the file: the length of the one axis without a direction, 1 when there is none.</summary>
    public int VolumeCount { get; private set; } = 1;

    /// <summary>Distance in the file between the same voxel of neighbouring volumes, in voxels: product of the sizes of the faster axes.</summary>
    public int VolumeStride { get; private set; }

    /// <summary>Reads the header and leaves the stream at the first byte after its blank line.</summary>
    /// <exception cref="VolumeFileException">Not NRRD, a field is missing, or a value is not usable.</exception>
    public static NrrdHeader Read(Stream source)
    {
        var header = new NrrdHeader();
        int left = MaxHeaderBytes;
        string magic = ReadLine(source, ref left) ?? "";
        if (!magic.StartsWith("NRRD000", StringComparison.Ordinal))
        {
            throw new VolumeFileException($"Not an NRRD file: it begins with \"{Shown(magic)}\" where \"NRRD000\" and a digit were expected.");
        }

        while (ReadLine(source, ref left) is { Length: > 0 } line)
        {
            // A comment, or a key/value pair such as "space:=…", which is no field.
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] == '#' || (colon >= 0 && colon + 1 < line.Length && line[colon + 1] == '='))
            {
                continue;
            }

            if (colon < 0)
            {
                throw new VolumeFileException($"The NRRD header line \"{Shown(line)}\" is neither a field, a key/value pair nor a comment.");
            }

            header._fields[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        header.Interpret();
        return header;
    }

    private static string? ReadLine(Stream source, ref int left)
    {
        var line = new StringBuilder();
        for (; left > 0; left--)
        {
            switch (source.ReadByte())
            {
                case < 0:
                    return line.Length > 0 ? line.ToString() : null;
                case '\n':
                    left--;
                    return line.ToString().TrimEnd('\r');
                case int c:
                    line.Append((char)c);
                    break;
            }
        }

        throw new VolumeFileException($"The NRRD header has no end within {MaxHeaderBytes} bytes.");
    }

    private void Interpret()
    {
        Type = TypeOf(Required("type"));
        Gzip = Required("encoding").ToLowerInvariant() switch
        {
            "raw" => false,
            "gzip" or "gz" => true,
            string other => throw new VolumeFileException($"NRRD field encoding is \"{Shown(other)}\"; raw and gzip are read."),
        };
        BigEndian = Type.SizeOf() > 1 && Required("endian").ToLowerInvariant() switch
        {
            "little" => false,
            "big" => true,
            string other => throw new VolumeFileException($"NRRD field endian is \"{Shown(other)}\"; it must be little or big."),
        };
        DataFile = Field("data file") ?? Field("datafile");
        foreach (string skip in (string[])["line skip", "lineskip", "byte skip", "byteskip"])
        {
            if (Field(skip) is { } value && value != "0")
            {
                throw new VolumeFileException($"NRRD field {skip} is \"{Shown(value)}\"; only 0 is read.");
            }
        }

        InterpretGrid();
    }

    private void InterpretGrid()
    {
        int dimension = Integers("dimension", 1)[0];
        if (dimension is not (3 or 4))
        {
            throw new VolumeFileException($"NRRD field dimension is {dimension}; a volume has 3 axes, a series of volumes 4.");
        }

        int[] sizes = Integers("sizes", dimension);
        Vector3?[] steps = Steps(dimension);
        int list = Array.FindIndex(steps, s => s is null);
        if (steps.Count(s => s is null) != dimension - 3)
        {
            throw new VolumeFileException($"NRRD space directions \"{Shown(Field("space directions") ?? "")}\" leave {steps.Count(s => s is not null)} axes of {dimension} in space; 3 are needed.");
        }

        int[] spatial = [.. Enumerable.Range(0, dimension).Where(a => a != list || dimension == 3)];
        Geometry = FileGrid.Create(
            (sizes[spatial[0]], sizes[spatial[1]], sizes[spatial[2]]),
            steps[spatial[0]]!.Value, steps[spatial[1]]!.Value, steps[spatial[2]]!.Value,
            Field("space origin") is { } origin ? InSpace(VectorOf("space origin", origin)) : default);
        if (dimension == 4)
        {
            (VolumeCount, VolumeStride) = (sizes[list], sizes.Take(list).Aggregate(1, (product, size) => product * size));
            if ((long)VolumeCount * Geometry.VoxelCount > int.MaxValue)
            {
                throw new VolumeFileException($"NRRD field sizes is \"{Shown(Required("sizes"))}\": more than {int.MaxValue} voxels.");
            }
        }
    }

    private Vector3?[] Steps(int dimension)
    {
        if (Field("space directions") is { } directions)
        {
            Vector3?[] steps = [.. VectorTexts(directions).Select(t => t is null ? (Vector3?)null : InSpace(VectorOf("space directions", t)))];
            return steps.Length == dimension
                ? steps
                : throw new VolumeFileException($"NRRD field space directions has {steps.Length} entries for {dimension} axes: \"{Shown(directions)}\".");
        }

        if (Field("spacings") is not { } spacings || dimension != 3)
        {
            throw new VolumeFileException("NRRD field space directions is missing: the distance between voxels is unknown.");
        }

        double[] d = Numbers("spacings", spacings.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), 3);
        return [new Vector3(d[0], 0, 0), new Vector3(0, d[1], 0), new Vector3(0, 0, d[2])];
    }

    /// <summary>Converts a vector of the header's space to LPS; a header without a space is taken as LPS.</summary>
    private Vector3 InSpace(Vector3 v) => (Field("space") ?? "LPS").ToLowerInvariant() switch
    {
        "left-posterior-superior" or "lps" => v,
        "right-anterior-superior" or "ras" => FileGrid.FlipXY(v),
        "left-anterior-superior" or "las" => new(v.X, -v.Y, v.Z),
        string other => throw new VolumeFileException($"NRRD field space is \"{Shown(other)}\"; left-posterior-superior, right-anterior-superior and left-anterior-superior are read."),
    };

    private static IEnumerable<string?> VectorTexts(string text)
    {
        for (int at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("none", StringComparison.OrdinalIgnoreCase))
            {
                yield return null;
                at += 4;
            }
            else
            {
                int end = text.IndexOf(')', at);
                yield return end < 0 ? text[at..] : text[at..(end + 1)];
                at = end < 0 ? text.Length : end + 1;
            }
        }
    }

    private static Vector3 VectorOf(string field, string text)
    {
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')')
        {
            throw new VolumeFileException($"NRRD field {field} holds \"{Shown(text)}\" where a vector such as (1,0,0) was expected.");
        }

        double[] d = Numbers(field, text[1..^1].Split(','), 3);
        return new(d[0], d[1], d[2]);
    }

    private int[] Integers(string field, int count)
    {
        string text = Required(field);
        string[] parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int[] values = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int v) ? v : 0)];
        return parts.Length == count && Array.TrueForAll(values, v => v > 0)
            ? values
            : throw new VolumeFileException($"NRRD field {field} is \"{Shown(text)}\"; it must hold {count} whole number{(count == 1 ? "" : "s")} from 1 to {int.MaxValue}.");
    }

    private static double[] Numbers(string field, string[] parts, int count)
    {
        double[] values = [.. parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return values.Length == count && Array.TrueForAll(values, double.IsFinite)
            ? values
            : throw new VolumeFileException($"NRRD field {field} holds \"{Shown(string.Join(' ', parts))}\"; it must hold {count} finite numbers.");
    }

    private string? Field(string name) => _fields.GetValueOrDefault(name);

    private string Required(string name) => Field(name) ?? throw new VolumeFileException($"NRRD field {name} is missing.");

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static VoxelType TypeOf(string text) => text.ToLowerInvariant() switch
    {
        "signed char" or "int8" or "int8_t" => VoxelType.Int8,
        "uchar" or "unsigned char" or "uint8" or "uint8_t" => VoxelType.UInt8,
        "short" or "short int" or "signed short" or "signed short int" or "int16" or "int16_t" => VoxelType.Int16,
        "ushort" or "unsigned short" or "unsigned short int" or "uint16" or "uint16_t" => VoxelType.UInt16,
        "int" or "signed int" or "int32" or "int32_t" => VoxelType.Int32,
        "uint" or "unsigned int" or "uint32" or "uint32_t" => VoxelType.UInt32,
        "longlong" or "long long" or "long long int" or "signed long long" or "signed long long int" or "int64" or "int64_t" => VoxelType.Int64,
        "ulonglong" or "unsigned long long" or "unsigned long long int" or "uint64" or "uint64_t" => VoxelType.UInt64,
        "float" => VoxelType.Float32,
        "double" => VoxelType.Float64,
        _ => throw new VolumeFileException($"NRRD field type is \"{Shown(text)}\"; integers of 8 to 64 bits, float and double are read."),
    };
}
