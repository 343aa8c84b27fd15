using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;

namespace OhifAlnPlugin.Radiomics;

/// <summary>The <c>diagnostics_</c> entries on image and mask, named and written as PyRadiomics does.</summary>
internal static class ExtractionDiagnostics
{
    /// <summary>Describes every stage of the preparation.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PreparedCase prepared)
    {
        List<KeyValuePair<string, string>> entries = [];
        foreach (PreparationStage stage in prepared.Stages)
        {
            if (stage.Image is not null)
            {
                AddImage(entries, stage.Name, stage.Image);
            }

            AddMask(entries, stage, prepared.Labels);
        }

        return entries;
    }

    /// <summary>A number as Python's repr writes a float.</summary>
    public static string Number(double value) => double.IsNaN(value)
        ? "nan"
        : value == Math.Floor(value) && Math.Abs(value) < 1e16
            ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    private static void AddImage(List<KeyValuePair<string, string>> entries, string name, ScalarImage image)
    {
        void Add(string key, string value) => entries.Add(new($"diagnostics_Image-{name}_{key}", value));
        var g = image.Geometry;
        if (name == "original")
        {
            Add("Hash", Hash(image));
            Add("Dimensionality", "3D");
        }

        Add("Spacing", Tuple(g.SpacingMm.X, g.SpacingMm.Y, g.SpacingMm.Z));
        Add("Size", $"({g.SizeX}, {g.SizeY}, {g.SizeZ})");
        var everything = new Mask(g);
        Array.Fill(everything.Voxels, (byte)1);
        var whole = new RoiIntensities(image, everything, everything.BoundingBox()!.Value);
        Add("Mean", Number(whole.Mean));
        Add("Minimum", Number(whole.Minimum));
        Add("Maximum", Number(whole.Maximum));
    }

    private static void AddMask(List<KeyValuePair<string, string>> entries, PreparationStage stage, LabelMap? labels)
    {
        void Add(string key, string value) => entries.Add(new($"diagnostics_Mask-{stage.Name}_{key}", value));
        Mask mask = stage.Mask;
        var g = mask.Geometry;
        IndexBox box = mask.BoundingBox()!.Value;
        if (stage.Name == "original")
        {
            Add("Hash", labels is null ? Hash(mask.Voxels, g.SizeX) : Hash(labels.Labels, g.SizeX));
        }

        Add("Spacing", Tuple(g.SpacingMm.X, g.SpacingMm.Y, g.SpacingMm.Z));
        Add("Size", $"({g.SizeX}, {g.SizeY}, {g.SizeZ})");
        Add("BoundingBox", $"({box.MinI}, {box.MinJ}, {box.MinK}, {box.SizeX}, {box.SizeY}, {box.SizeZ})");
        Add("VoxelNum", mask.Count().ToString(CultureInfo.InvariantCulture));
        Add("VolumeNum", ConnectedParts.Count(mask, box).ToString(CultureInfo.InvariantCulture));
        var (i, j, k) = CentreOfMass(mask, box);
        Add("CenterOfMassIndex", Tuple(i, j, k));
        Vector3 centre = g.ToPatient(i, j, k);
        Add("CenterOfMass", Tuple(centre.X, centre.Y, centre.Z));
        if (stage.MeasuredOn is { } image)
        {
            var inside = new RoiIntensities(image, mask, box);
            Add("Mean", Number(inside.Mean));
            Add("Minimum", Number(inside.Minimum));
            Add("Maximum", Number(inside.Maximum));
        }
    }

    private static string Tuple(double x, double y, double z) => $"({Number(x)}, {Number(y)}, {Number(z)})";

    private static (double I, double J, double K) CentreOfMass(Mask mask, IndexBox box)
    {
        long i = 0, j = 0, k = 0, count = 0;
        for (int z = box.MinK; z <= box.MaxK; z++)
        {
            for (int y = box.MinJ; y <= box.MaxJ; y++)
            {
                for (int x = box.MinI; x <= box.MaxI; x++)
                {
                    if (mask[x, y, z])
                    {
                        (i, j, k, count) = (i + x, j + y, k + z, count + 1);
                    }
                }
            }
        }

        return ((double)i / count, (double)j / count, (double)k / count);
    }

    /// <summary>SHA-1 of the voxels in the type the image was stored in.</summary>
    private static string Hash(ScalarImage image)
    {
        var g = image.Geometry;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        double[] row = new double[g.SizeX];
        for (int k = 0; k < g.SizeZ; k++)
        {
            for (int j = 0; j < g.SizeY; j++)
            {
                image.CopyRow(0, j, k, row);
                hash.AppendData(Encode(row, image.StoredAs));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-1 of labels as 32-bit numbers.</summary>
    private static string Hash<T>(T[] labels, int rowLength)
        where T : struct, System.Numerics.INumberBase<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        uint[] row = new uint[rowLength];
        for (int at = 0; at < labels.Length; at += row.Length)
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = uint.CreateTruncating(labels[at + i]);
            }

            hash.AppendData(MemoryMarshal.AsBytes(row.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Encode(double[] row, VoxelType type) => type switch
    {
        VoxelType.Int8 => Cast(row, v => (sbyte)v),
        VoxelType.UInt8 => Cast(row, v => (byte)v),
        VoxelType.Int16 => Cast(row, v => (short)v),
        VoxelType.UInt16 => Cast(row, v => (ushort)v),
        VoxelType.Int32 => Cast(row, v => (int)v),
        VoxelType.UInt32 => Cast(row, v => (uint)v),
        VoxelType.Int64 => Cast(row, v => (long)v),
        VoxelType.UInt64 => Cast(row, v => (ulong)v),
        VoxelType.Float32 => Cast(row, v => (float)v),
        _ => Cast(row, v => v),
    };

    private static byte[] Cast<T>(double[] row, Converter<double, T> convert)
        where T : struct => MemoryMarshal.AsBytes(Array.ConvertAll(row, convert).AsSpan()).ToArray();
}
