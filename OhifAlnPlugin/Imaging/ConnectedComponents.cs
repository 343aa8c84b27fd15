namespace OhifAlnPlugin.Imaging;

/// <summary>Connected components of a mask; voxels are neighbours when they share a face (6-connectivity).</summary>
public static class ConnectedComponents
{
    /// <summary>Numbers the components from 1 in the order of their first voxel.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>Component of every voxel (0 outside), flat, x fastest, and the voxels of each component (entry 0 is component 1).</returns>
    public static (int[] Labels, IReadOnlyList<int> Sizes) Label(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        int[] labels = new int[mask.Voxels.Length];
        var sizes = new List<int>();
        var stack = new Stack<int>();
        for (int n = 0; n < labels.Length; n++)
        {
            if (mask.Voxels[n] != 0 && labels[n] == 0)
            {
                sizes.Add(Flood(mask, labels, n, sizes.Count + 1, stack));
            }
        }

        return (labels, sizes);
    }

    /// <summary>The largest component; the one found first when several are equally large; empty when the mask is.</summary>
    /// <param name="mask">The mask.</param>
    /// <returns>A new mask.</returns>
    public static Mask Largest(Mask mask)
    {
        (int[] labels, IReadOnlyList<int> sizes) = Label(mask);
        int best = 0;
        for (int n = 1; n <= sizes.Count; n++)
        {
            best = best == 0 || sizes[n - 1] > sizes[best - 1] ? n : best;
        }

        return Select(mask.Geometry, labels, best);
    }

    /// <summary>The component that holds a voxel; empty when the voxel is outside the mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="offset">Flat index of the voxel.</param>
    /// <returns>A new mask.</returns>
    public static Mask Containing(Mask mask, int offset)
    {
        ArgumentNullException.ThrowIfNull(mask);
        int[] labels = new int[mask.Voxels.Length];
        if (mask.Voxels[offset] != 0)
        {
            Flood(mask, labels, offset, 1, new Stack<int>());
        }

        return Select(mask.Geometry, labels, 1);
    }

    private static Mask Select(VolumeGeometry geometry, int[] labels, int label)
    {
        var selected = new Mask(geometry);
        for (int n = 0; n < labels.Length; n++)
        {
            selected.Voxels[n] = label != 0 && labels[n] == label ? (byte)1 : (byte)0;
        }

        return selected;
    }

    private static int Flood(Mask mask, int[] labels, int start, int label, Stack<int> stack)
    {
        VolumeGeometry g = mask.Geometry;
        int count = 0;
        labels[start] = label;
        stack.Push(start);
        while (stack.TryPop(out int n))
        {
            count++;
            (int i, int j, int k) = g.IndicesOf(n);
            Visit(i > 0, n - 1);
            Visit(i < g.SizeX - 1, n + 1);
            Visit(j > 0, n - g.SizeX);
            Visit(j < g.SizeY - 1, n + g.SizeX);
            Visit(k > 0, n - g.SliceLength);
            Visit(k < g.SizeZ - 1, n + g.SliceLength);
        }

        return count;

        void Visit(bool onGrid, int at)
        {
            if (onGrid && mask.Voxels[at] != 0 && labels[at] == 0)
            {
                labels[at] = label;
                stack.Push(at);
            }
        }
    }
}
