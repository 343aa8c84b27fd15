namespace OhifAlnPlugin.Imaging;

/// <summary>Brings VOIs from one grid to another by the nearest voxel, without interpolation: a label stays a label.</summary>
public static class NearestVoxel
{
    /// <summary>Largest deviation of a lattice from another over its whole extent, in voxels.</summary>
    private const double LatticeTolerance = 0.1;

    /// <summary>Whether the voxel centres of two grids are the same points, however their axes are ordered, turned or cropped.</summary>
    /// <param name="source">A grid.</param>
    /// <param name="target">The other one; it may cover another part of space.</param>
    /// <returns>True when every voxel of <paramref name="source"/> lies within a tenth of a voxel of a place of <paramref name="target"/>'s lattice and is as large as its voxels.</returns>
    public static bool IsSameLattice(VolumeGeometry source, VolumeGeometry target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        Vector3 origin = target.ToIndex(source.OriginMm);
        double deviation = Deviation(origin);
        (Vector3 Step, int Size)[] axes =
        [
            (target.ToIndex(source.ToPatient(1, 0, 0)) - origin, source.SizeX),
            (target.ToIndex(source.ToPatient(0, 1, 0)) - origin, source.SizeY),
            (target.ToIndex(source.ToPatient(0, 0, 1)) - origin, source.SizeZ),
        ];
        foreach ((Vector3 step, int size) in axes)
        {
            // A step along an axis of one voxel leads nowhere, so that its length does not matter.
            double length = Math.Abs(Math.Round(step.X)) + Math.Abs(Math.Round(step.Y)) + Math.Abs(Math.Round(step.Z));
            if (size > 1 && length != 1)
            {
                return false;
            }

            deviation += (size - 1) * Deviation(step);
        }

        return deviation <= LatticeTolerance;
    }

    /// <summary>A label map on another grid: each voxel takes the label of the voxel of the source that is nearest to its centre.</summary>
    /// <param name="source">The label map.</param>
    /// <param name="target">The grid wanted.</param>
    /// <returns>The labels; 0 where the centre lies outside every voxel of the source.</returns>
    /// <remarks>Halves are rounded up along the axes of the source. On the same lattice nothing but the order of the voxels changes.</remarks>
    public static LabelMap Resample(LabelMap source, VolumeGeometry target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ushort[] labels = new ushort[target.VoxelCount];
        Copy(source.Geometry, source.Labels, target, labels);
        return new(target, labels);
    }

    /// <summary>A mask on another grid; see <see cref="Resample(LabelMap, VolumeGeometry)"/>.</summary>
    /// <param name="source">The mask.</param>
    /// <param name="target">The grid wanted.</param>
    /// <returns>The voxels whose nearest voxel of the source is inside.</returns>
    public static Mask Resample(Mask source, VolumeGeometry target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var mask = new Mask(target);
        Copy(source.Geometry, source.Voxels, target, mask.Voxels);
        return mask;
    }

    /// <summary>Puts a label map from a file on the grid of an image, where both have the same lattice.</summary>
    /// <param name="source">The label map.</param>
    /// <param name="image">The image's grid.</param>
    /// <returns>The labels in the order of the image's voxels.</returns>
    /// <exception cref="VolumeFileException">The lattices differ, or a labelled voxel lies beside the image: the sentence says how.</exception>
    public static LabelMap Place(LabelMap source, VolumeGeometry image)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(image);
        if (!IsSameLattice(source.Geometry, image))
        {
            throw new VolumeFileException(
                $"Its voxels are not those of the images: it has {source.Geometry.InWords()} from {At(source.Geometry)}, the images have {image.InWords()} from {At(image)} (LPS, mm). Bring it to the grid of the images first.");
        }

        LabelMap placed = Resample(source, image);
        int lost = Labelled(source) - Labelled(placed);
        return lost == 0 ? placed : throw new VolumeFileException($"{lost} of its labelled voxels lie beside the images of {image.InWords()}: it belongs to another image.");
    }

    private static void Copy<T>(VolumeGeometry from, T[] values, VolumeGeometry to, T[] target)
    {
        Vector3 origin = from.ToIndex(to.OriginMm);
        Vector3 x = from.ToIndex(to.ToPatient(1, 0, 0)) - origin, y = from.ToIndex(to.ToPatient(0, 1, 0)) - origin, z = from.ToIndex(to.ToPatient(0, 0, 1)) - origin;
        Parallel.For(0, to.SizeZ, k =>
        {
            for (int j = 0, at = k * to.SliceLength; j < to.SizeY; j++)
            {
                Vector3 row = origin + (k * z) + (j * y);
                for (int i = 0; i < to.SizeX; i++, at++)
                {
                    int a = Nearest(row.X + (i * x.X)), b = Nearest(row.Y + (i * x.Y)), c = Nearest(row.Z + (i * x.Z));
                    if (from.Contains(a, b, c))
                    {
                        target[at] = values[from.Offset(a, b, c)];
                    }
                }
            }
        });
    }

    private static string At(VolumeGeometry g) => FormattableString.Invariant($"({g.OriginMm.X:0.##}, {g.OriginMm.Y:0.##}, {g.OriginMm.Z:0.##})");

    private static int Labelled(LabelMap map) => map.Labels.Length - map.Labels.AsSpan().Count((ushort)0);

    private static int Nearest(double index) => (int)Math.Floor(index + 0.5);

    private static double Deviation(Vector3 v) =>
        Math.Max(Math.Abs(v.X - Math.Round(v.X)), Math.Max(Math.Abs(v.Y - Math.Round(v.Y)), Math.Abs(v.Z - Math.Round(v.Z))));
}
