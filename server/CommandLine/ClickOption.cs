using System.CommandLine;
using System.Globalization;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>--click x,y,z</c>: a voxel inside the tumour.</summary>
internal static class ClickOption
{
    /// <summary>The option, the same for every verb.</summary>
    public static Option<string?> Create() => new("--click", "-c")
    {
        Description = "A voxel inside the tumour: column, row and slice from 0, the slices counted from the first position; with the suffix mm a point of the patient (LPS). Without it the breasts are searched.",
        HelpName = "x,y,z",
    };

    /// <summary>Reads the option.</summary>
    /// <param name="text">As given; null where it was not.</param>
    /// <param name="grid">The grid of the study.</param>
    /// <exception cref="CommandException">It is no voxel of the grid.</exception>
    public static VoxelSeed? Parse(string? text, VolumeGeometry grid) => text is null ? null : Parse("--click", text, grid);

    /// <summary>Reads a point of any option.</summary>
    /// <param name="name">The option.</param>
    /// <param name="text">As given.</param>
    /// <param name="grid">The grid of the study.</param>
    /// <exception cref="CommandException">It is no voxel of the grid.</exception>
    public static VoxelSeed Parse(string name, string text, VolumeGeometry grid)
    {
        bool inMm = text.EndsWith("mm", StringComparison.OrdinalIgnoreCase);
        double[] numbers = NumbersOf(inMm ? text[..^2] : text);
        if (numbers.Length != 3)
        {
            throw new CommandException($"{name} {text} is no point: write three numbers, for instance 106,62,10 for a voxel or -40.5,12,30mm for a point of the patient.");
        }

        var point = new Vector3(numbers[0], numbers[1], numbers[2]);
        var index = inMm ? grid.ToIndex(point) : point;
        var seed = new VoxelSeed((int)Math.Round(index.X), (int)Math.Round(index.Y), (int)Math.Round(index.Z));
        return grid.Contains(seed.I, seed.J, seed.K)
            ? seed
            : throw new CommandException($"{name} {text} lies outside the images of {grid.SizeX} columns, {grid.SizeY} rows and {grid.SizeZ} slices.");
    }

    private static double[] NumbersOf(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        double[] numbers = [.. parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN)];
        return Array.TrueForAll(numbers, n => Math.Abs(n) < 1e6) ? numbers : [];
    }
}
