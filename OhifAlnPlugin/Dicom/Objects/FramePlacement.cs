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

        (Vector3 origin, Vector3 column, Vector3 row) = Indices(grid, plane);
        double position = Deviation(origin), steps = (columns * Deviation(column)) + (rows * Deviation(row));
        if (!(position <= PositionTolerance && steps <= StepTolerance) || !IsStep(Whole(column)) || !IsStep(Whole(row)))
        {
            throw new DicomFormatException(
                $"Frame {frame + 1} does not lie on the image's voxels: its first pixel is off by {position:0.###} voxels (the limit is {PositionTolerance}), and its pixels are {column.Length:0.###} × {row.Length:0.###} voxels large. It belongs to another image.");
        }

        return new(grid, Whole(origin), Whole(column), Whole(row), rows, columns);
    }

    /// <summary>Whether a frame has a place: see <see cref="On"/>.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="plane">The frame's plane.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public static bool Fits(VolumeGeometry grid, SlicePlane plane, int rows, int columns)
    {
        (Vector3 origin, Vector3 column, Vector3 row) = Indices(grid, plane);
        return Deviation(origin) <= PositionTolerance && (columns * Deviation(column)) + (rows * Deviation(row)) <= StepTolerance && IsStep(Whole(column)) && IsStep(Whole(row));
    }

    /// <summary>Visits the pixels that are inside.</summary>
    /// <param name="values">The frame, column fastest.</param>
    /// <param name="isInside">Tells whether a value counts.</param>
    /// <param name="visit">Gets the voxel's offset in the grid and the value.</param>
    /// <returns>How many such pixels lie outside the grid, and the indices of the first.</returns>
    public (int Count, (int I, int J, int K) First) ForEachInside(ReadOnlySpan<float> values, Func<float, bool> isInside, Action<int, float> visit)
    {
        (int Count, (int I, int J, int K) First) beside = default;
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
                if (grid.Contains(i, j, k))
                {
                    visit(grid.Offset(i, j, k), values[at]);
                }
                else
                {
                    beside = (beside.Count + 1, beside.Count == 0 ? (i, j, k) : beside.First);
                }
            }
        }

        return beside;
    }

    private static (Vector3 Origin, Vector3 Column, Vector3 Row) Indices(VolumeGeometry grid, SlicePlane plane)
    {
        Vector3 origin = grid.ToIndex(plane.Origin);
        return (
            origin,
            grid.ToIndex(plane.Origin + (plane.ColumnSpacingMm * plane.AlongColumns)) - origin,
            grid.ToIndex(plane.Origin + (plane.RowSpacingMm * plane.AlongRows)) - origin);
    }

    /// <summary>One voxel along one axis: larger steps would leave voxels out between pixels.</summary>
    private static bool IsStep((int I, int J, int K) step) => Math.Abs(step.I) + Math.Abs(step.J) + Math.Abs(step.K) == 1;

    private static (int I, int J, int K) Whole(Vector3 v) => ((int)Math.Round(v.X), (int)Math.Round(v.Y), (int)Math.Round(v.Z));

    private static double Deviation(Vector3 v)
    {
        (int i, int j, int k) = Whole(v);
        return Math.Max(Math.Abs(v.X - i), Math.Max(Math.Abs(v.Y - j), Math.Abs(v.Z - k)));
    }
}
