using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>
/// Where the pixels of a frame lie on a grid, as whole steps of indices: pixel (column, row) is voxel
/// First + column · PerColumn + row · PerRow. The frame may be flipped, turned or reordered against the grid.
/// </summary>
internal readonly struct FramePlacement
{
    /// <summary>Largest deviation of a frame from a slice of the grid, in voxels: real stacks are spaced a little unevenly.</summary>
    private const double PositionTolerance = 0.3;

    /// <summary>Largest deviation that the steps between pixels add up to over a whole frame, in voxels.</summary>
    private const double StepTolerance = 0.1;

    private readonly VolumeGeometry grid;
    private readonly (int I, int J, int K) first;
    private readonly (int I, int J, int K) perColumn;
    private readonly (int I, int J, int K) perRow;
    private readonly int rows;
    private readonly int columns;

    private FramePlacement(VolumeGeometry grid, (int I, int J, int K) first, (int I, int J, int K) perColumn, (int I, int J, int K) perRow, int rows, int columns) =>
        (this.grid, this.first, this.perColumn, this.perRow, this.rows, this.columns) = (grid, first, perColumn, perRow, rows, columns);

    /// <summary>Finds the place of a frame.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="plane">The frame's plane.</param>
    /// <param name="frame">Its number, 0-based, for messages.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="DicomFormatException">The frame has no plane, or its pixel centres are no voxel centres of the grid.</exception>
    public static FramePlacement On(VolumeGeometry grid, SlicePlane? plane, int frame, int rows, int columns)
    {
        if (plane is null)
        {
            throw new DicomFormatException($"Frame {frame + 1} has no usable position, orientation and pixel spacing, so it cannot be placed on an image.");
        }

        Vector3 origin = grid.ToIndex(plane.Origin);
        Vector3 column = grid.ToIndex(plane.Origin + (plane.ColumnSpacingMm * plane.AlongColumns)) - origin;
        Vector3 row = grid.ToIndex(plane.Origin + (plane.RowSpacingMm * plane.AlongRows)) - origin;
        double position = Deviation(origin), steps = (columns * Deviation(column)) + (rows * Deviation(row));
        if (!(position <= PositionTolerance && steps <= StepTolerance) || Whole(column) == default || Whole(row) == default)
        {
            throw new DicomFormatException($"Frame {frame + 1} does not lie on the image's voxels: its first pixel is off by {position:0.###} voxels (the limit is {PositionTolerance}) and its size by {steps:0.###} (the limit is {StepTolerance}). It belongs to another image.");
        }

        return new(grid, Whole(origin), Whole(column), Whole(row), rows, columns);
    }

    /// <summary>Visits the pixels that are inside.</summary>
    /// <param name="values">The frame, column fastest.</param>
    /// <param name="isInside">Tells whether a value counts.</param>
    /// <param name="visit">Gets the voxel's offset in the grid.</param>
    /// <exception cref="DicomFormatException">Such a pixel lies outside the grid.</exception>
    public void ForEachInside(ReadOnlySpan<float> values, Func<float, bool> isInside, Action<int> visit)
    {
        for (int r = 0, at = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++, at++)
            {
                if (!isInside(values[at]))
                {
                    continue;
                }

                int i = first.I + (c * perColumn.I) + (r * perRow.I);
                int j = first.J + (c * perColumn.J) + (r * perRow.J);
                int k = first.K + (c * perColumn.K) + (r * perRow.K);
                if (!grid.Contains(i, j, k))
                {
                    throw new DicomFormatException($"A segment has a voxel at index ({i}, {j}, {k}), outside the image of {grid.SizeX} × {grid.SizeY} × {grid.SizeZ} voxels.");
                }

                visit(grid.Offset(i, j, k));
            }
        }
    }

    private static (int I, int J, int K) Whole(Vector3 v) => ((int)Math.Round(v.X), (int)Math.Round(v.Y), (int)Math.Round(v.Z));

    private static double Deviation(Vector3 v)
    {
        (int i, int j, int k) = Whole(v);
        return Math.Max(Math.Abs(v.X - i), Math.Max(Math.Abs(v.Y - j), Math.Abs(v.Z - k)));
    }
}
