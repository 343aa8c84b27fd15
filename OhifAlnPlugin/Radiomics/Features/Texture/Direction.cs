using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Features.Texture;

/// <summary>A step to a neighbour, voxels.</summary>
/// <param name="X">Step along x.</param>
/// <param name="Y">Step along y.</param>
/// <param name="Z">Step along z.</param>
internal readonly record struct Direction(int X, int Y, int Z)
{
    /// <summary>Neighbours of a voxel: one of each opposite pair, the one that comes later in memory.</summary>
    /// <param name="distances">Distances in the infinity norm, voxels.</param>
    /// <param name="settings">Whether and how directions are confined to a plane.</param>
    /// <returns>13 directions for distance 1 in three dimensions, 4 in a plane.</returns>
    public static List<Direction> Of(IReadOnlyList<int> distances, TextureSettings settings)
    {
        int reach = distances.Max();
        List<Direction> directions = [];
        for (int z = 0; z <= reach; z++)
        {
            for (int y = z == 0 ? 0 : -reach; y <= reach; y++)
            {
                for (int x = z == 0 && y == 0 ? 1 : -reach; x <= reach; x++)
                {
                    var step = new Direction(x, y, z);
                    if (distances.Contains(step.Distance) && step.LiesInPlane(settings))
                    {
                        directions.Add(step);
                    }
                }
            }
        }

        return directions;
    }

    /// <summary>Length in the infinity norm, voxels.</summary>
    public int Distance => Math.Max(Math.Abs(X), Math.Max(Math.Abs(Y), Math.Abs(Z)));

    /// <summary>Whether two voxels this far apart fit into a box.</summary>
    public bool FitsInto(RoiGrid roi) =>
        Math.Abs(X) < roi.Box.SizeX && Math.Abs(Y) < roi.Box.SizeY && Math.Abs(Z) < roi.Box.SizeZ;

    /// <summary>Length in mm, measured in a norm; 1 without weighting.</summary>
    public double Length(WeightingNorm norm, RoiGrid roi)
    {
        double x = Math.Abs(X) * roi.SpacingX, y = Math.Abs(Y) * roi.SpacingY, z = Math.Abs(Z) * roi.SpacingZ;
        return norm switch
        {
            WeightingNorm.Euclidean => Math.Sqrt((x * x) + (y * y) + (z * z)),
            WeightingNorm.Manhattan => x + y + z,
            WeightingNorm.Infinity => Math.Max(x, Math.Max(y, z)),
            _ => 1,
        };
    }

    private bool LiesInPlane(TextureSettings settings) =>
        !settings.Force2D || settings.Force2DDimension switch { 0 => Z, 1 => Y, _ => X } == 0;
}
