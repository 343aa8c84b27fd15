using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Arithmetic in which PyRadiomics would hold an image.</summary>
internal enum Precision
{
    /// <summary>Whole numbers: resampling truncates.</summary>
    Integer,

    /// <summary>Single precision.</summary>
    Single,

    /// <summary>Double precision.</summary>
    Double,
}

/// <summary>
/// An image as the filters see it: a box of a volume, normalised on the way out if need be. Native volumes are never
/// copied; rows are converted when they are read.
/// </summary>
internal sealed class ScalarImage
{
    private readonly VolumeGeometry _whole;
    private readonly IndexBox _box;
    private readonly float[]? _singles;
    private readonly double[]? _doubles;
    private readonly Normalization? _normalization;
    private readonly Lazy<double> _largestMagnitude;

    private ScalarImage(VolumeGeometry whole, IndexBox box, float[]? singles, double[]? doubles, Normalization? normalization, Precision precision, VoxelType storedAs)
    {
        (_whole, _box, _singles, _doubles, _normalization) = (whole, box, singles, doubles, normalization);
        (Precision, StoredAs) = (precision, storedAs);
        Geometry = new(
            box.SizeX, box.SizeY, box.SizeZ, whole.SpacingMm,
            whole.ToPatient(box.MinI, box.MinJ, box.MinK), whole.AxisX, whole.AxisY, whole.AxisZ);
        _largestMagnitude = new(FindLargestMagnitude);
    }

    /// <summary>Grid of the image.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Arithmetic the image is held in.</summary>
    public Precision Precision { get; }

    /// <summary>How the volume it came from was stored.</summary>
    public VoxelType StoredAs { get; }

    /// <summary>max |x| over the whole image.</summary>
    public double LargestMagnitude => _largestMagnitude.Value;

    /// <summary>A whole volume as it is.</summary>
    public static ScalarImage Of(Volume volume)
    {
        Precision precision = volume.StoredAs switch
        {
            VoxelType.Float32 => Precision.Single,
            VoxelType.Float64 => Precision.Double,
            _ => Precision.Integer,
        };
        return new(volume.Geometry, Whole(volume.Geometry), volume.Voxels, null, null, precision, volume.StoredAs);
    }

    /// <summary>Computed values on a grid; the array is taken over.</summary>
    public static ScalarImage Of(VolumeGeometry geometry, double[] values, Precision precision, VoxelType storedAs) =>
        new(geometry, Whole(geometry), null, values, null, precision, storedAs);

    /// <summary>The same voxels, normalised on the way out.</summary>
    public ScalarImage Normalized(Normalization normalization) =>
        new(_whole, _box, _singles, _doubles, normalization, Precision.Double, StoredAs);

    /// <summary>The part of this image in a box.</summary>
    public ScalarImage Crop(IndexBox box) => new(
        _whole,
        new(_box.MinI + box.MinI, _box.MinJ + box.MinJ, _box.MinK + box.MinK, _box.MinI + box.MaxI, _box.MinJ + box.MaxJ, _box.MinK + box.MaxK),
        _singles, _doubles, _normalization, Precision, StoredAs);

    /// <summary>Copies part of a row.</summary>
    /// <param name="i">First voxel.</param>
    /// <param name="j">Row.</param>
    /// <param name="k">Slice.</param>
    /// <param name="values">Receives the values.</param>
    public void CopyRow(int i, int j, int k, Span<double> values)
    {
        int from = _whole.Offset(_box.MinI + i, _box.MinJ + j, _box.MinK + k);
        if (_singles is null)
        {
            _doubles.AsSpan(from, values.Length).CopyTo(values);
        }
        else
        {
            ReadOnlySpan<float> row = _singles.AsSpan(from, values.Length);
            for (int n = 0; n < values.Length; n++)
            {
                values[n] = row[n];
            }
        }

        _normalization?.Apply(values);
    }

    /// <summary>Values of a box.</summary>
    /// <returns>Shape (SizeX·SizeY·SizeZ of the box,), x fastest.</returns>
    public double[] Block(IndexBox box)
    {
        double[] block = new double[box.SizeX * box.SizeY * box.SizeZ];
        CopyBlock(box, block);
        return block;
    }

    /// <summary>Copies the values of a box.</summary>
    /// <param name="box">The box.</param>
    /// <param name="block">Receives SizeX·SizeY·SizeZ values, x fastest.</param>
    public void CopyBlock(IndexBox box, Span<double> block)
    {
        for (int k = 0, at = 0; k < box.SizeZ; k++)
        {
            for (int j = 0; j < box.SizeY; j++, at += box.SizeX)
            {
                CopyRow(box.MinI, box.MinJ + j, box.MinK + k, block.Slice(at, box.SizeX));
            }
        }
    }

    /// <summary>All values, in an array that the caller may overwrite: that of the image itself where it was computed, so that a whole volume is not held twice.</summary>
    /// <remarks>The image must not be used afterwards.</remarks>
    public double[] TakeValues() =>
        _doubles is not null && _normalization is null && _doubles.Length == Geometry.VoxelCount ? _doubles : Block(Whole(Geometry));

    private static IndexBox Whole(VolumeGeometry g) => new(0, 0, 0, g.SizeX - 1, g.SizeY - 1, g.SizeZ - 1);

    private double FindLargestMagnitude()
    {
        double largest = 0;
        double[] row = new double[Geometry.SizeX];
        for (int k = 0; k < Geometry.SizeZ; k++)
        {
            for (int j = 0; j < Geometry.SizeY; j++)
            {
                CopyRow(0, j, k, row);
                foreach (double value in row)
                {
                    largest = Math.Max(largest, Math.Abs(value));
                }
            }
        }

        return double.IsFinite(largest)
            ? largest
            : throw new RadiomicsException("The image holds NaN or infinite voxels, so that its largest intensity is undefined; replace them first.");
    }
}
