namespace OhifAlnPlugin.Imaging;

/// <summary>Fills what a mask encloses.</summary>
public static class HoleFilling
{
    /// <summary>
    /// Fills, slice by slice (constant k), every background region that does not reach the slice's border through
    /// voxels that share an edge: a necrotic centre belongs to the tumour.
    /// </summary>
    /// <param name="mask">The mask; changed in place.</param>
    public static void FillSlices(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        VolumeGeometry g = mask.Geometry;
        bool[] outside = new bool[g.SliceLength];
        var stack = new Stack<int>();
        for (int k = 0; k < g.SizeZ; k++)
        {
            Span<byte> slice = mask.Voxels.AsSpan(k * g.SliceLength, g.SliceLength);
            if (slice.IndexOfAnyExcept((byte)0) < 0)
            {
                continue;
            }

            Array.Clear(outside);
            FloodFromBorder(slice, g.SizeX, g.SizeY, outside, stack);
            for (int n = 0; n < slice.Length; n++)
            {
                slice[n] = outside[n] ? (byte)0 : (byte)1;
            }
        }
    }

    /// <summary>
    /// Fills every background region that does not reach the border of the grid through voxels that share a face: cavities closed on all sides.
    /// </summary>
    /// <param name="mask">The mask; changed in place.</param>
    public static void FillCavities(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.BoundingBox() is not { } box)
        {
            return;
        }

        VolumeGeometry g = mask.Geometry;
        var outside = new Mask(g.Crop(box), [.. mask.Crop(box).Voxels.Select(v => v == 0 ? (byte)1 : (byte)0)]);
        (int[] labels, IReadOnlyList<int> sizes) = ConnectedComponents.Label(outside);
        bool[] open = new bool[sizes.Count + 1];
        for (int n = 0; n < labels.Length; n++)
        {
            (int i, int j, int k) = outside.Geometry.IndicesOf(n);
            open[labels[n]] |= i == 0 || j == 0 || k == 0 || i == box.SizeX - 1 || j == box.SizeY - 1 || k == box.SizeZ - 1;
        }

        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] != 0 && !open[labels[n]])
            {
                (int i, int j, int k) = outside.Geometry.IndicesOf(n);
                mask.Voxels[g.Offset(i + box.MinI, j + box.MinJ, k + box.MinK)] = 1;
            }
        }
    }

    private static void FloodFromBorder(ReadOnlySpan<byte> slice, int width, int height, bool[] outside, Stack<int> stack)
    {
        for (int i = 0; i < width; i++)
        {
            Visit(slice, i, outside, stack);
            Visit(slice, ((height - 1) * width) + i, outside, stack);
        }

        for (int j = 0; j < height; j++)
        {
            Visit(slice, j * width, outside, stack);
            Visit(slice, (j * width) + width - 1, outside, stack);
        }

        while (stack.TryPop(out int n))
        {
            int i = n % width, j = n / width;
            if (i > 0)
            {
                Visit(slice, n - 1, outside, stack);
            }

            if (i < width - 1)
            {
                Visit(slice, n + 1, outside, stack);
            }

            if (j > 0)
            {
                Visit(slice, n - width, outside, stack);
            }

            if (j < height - 1)
            {
                Visit(slice, n + width, outside, stack);
            }
        }
    }

    private static void Visit(ReadOnlySpan<byte> slice, int n, bool[] outside, Stack<int> stack)
    {
        if (slice[n] == 0 && !outside[n])
        {
            outside[n] = true;
            stack.Push(n);
        }
    }
}
