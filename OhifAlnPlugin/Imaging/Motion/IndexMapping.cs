namespace OhifAlnPlugin.Imaging.Motion;

/// <summary>A motion in voxels of a grid: index x moves to Origin + x·AlongX + y·AlongY + z·AlongZ.</summary>
internal readonly record struct IndexMapping(Vector3 Origin, Vector3 AlongX, Vector3 AlongY, Vector3 AlongZ)
{
    /// <summary>The mapping of a motion on a grid.</summary>
    public static IndexMapping Of(RigidMotion motion, VolumeGeometry grid)
    {
        Vector3 origin = grid.ToIndex(motion.Apply(grid.ToPatient(0, 0, 0)));
        return new(
            origin,
            grid.ToIndex(motion.Apply(grid.ToPatient(1, 0, 0))) - origin,
            grid.ToIndex(motion.Apply(grid.ToPatient(0, 1, 0))) - origin,
            grid.ToIndex(motion.Apply(grid.ToPatient(0, 0, 1))) - origin);
    }

    /// <summary>Where an index moves to.</summary>
    public Vector3 At(double i, double j, double k) => Origin + (i * AlongX) + (j * AlongY) + (k * AlongZ);
}
