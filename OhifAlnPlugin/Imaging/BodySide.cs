namespace OhifAlnPlugin.Imaging;

/// <summary>A side of the patient.</summary>
public enum BodySide
{
    /// <summary>The patient's right.</summary>
    Right,

    /// <summary>The patient's left.</summary>
    Left,
}

/// <summary>On which side of the patient a volume of interest lies.</summary>
public static class BodySides
{
    /// <summary>A grid at least this wide from right to left shows both breasts, mm; a single breast is narrower.</summary>
    public const double BothBreastsMm = 240;

    /// <summary>The side of the VOI's centre of mass, as seen from the middle of the grid.</summary>
    /// <param name="voi">The VOI.</param>
    /// <returns>The side; null when the VOI is empty, or when the grid is narrower than <see cref="BothBreastsMm"/>: then its middle is not the patient's.</returns>
    public static BodySide? Of(Mask voi)
    {
        ArgumentNullException.ThrowIfNull(voi);
        VolumeGeometry g = voi.Geometry;
        double first = g.ToPatient(0, 0, 0).X, last = g.ToPatient(g.SizeX - 1, g.SizeY - 1, g.SizeZ - 1).X;
        if (Math.Abs(last - first) < BothBreastsMm || voi.BoundingBox() is not { } box)
        {
            return null;
        }

        double sum = 0;
        long count = 0;
        for (int k = box.MinK; k <= box.MaxK; k++)
        {
            for (int j = box.MinJ; j <= box.MaxJ; j++)
            {
                for (int i = box.MinI; i <= box.MaxI; i++)
                {
                    if (voi[i, j, k])
                    {
                        sum += g.ToPatient(i, j, k).X;
                        count++;
                    }
                }
            }
        }

        return sum / count > (first + last) / 2 ? BodySide.Left : BodySide.Right;
    }
}
