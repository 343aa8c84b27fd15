using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Radiomics.Preprocessing;

/// <summary>Values of a block of voxels at continuous indices.</summary>
internal interface IInterpolation
{
    /// <summary>Value at a continuous index of the block, at most half a voxel outside it.</summary>
    double At(double x, double y, double z);
}

/// <summary>Value of the nearest voxel; halves go up.</summary>
internal sealed class NearestInterpolation(double[] block, IndexBox box) : IInterpolation
{
    public double At(double x, double y, double z)
    {
        int i = Math.Clamp((int)Math.Floor(x + 0.5), 0, box.SizeX - 1);
        int j = Math.Clamp((int)Math.Floor(y + 0.5), 0, box.SizeY - 1);
        int k = Math.Clamp((int)Math.Floor(z + 0.5), 0, box.SizeZ - 1);
        return block[i + (box.SizeX * (j + (box.SizeY * k)))];
    }
}

/// <summary>Trilinear interpolation, x first, as a + (b − a)·t.</summary>
internal sealed class LinearInterpolation(double[] block, IndexBox box) : IInterpolation
{
    public double At(double x, double y, double z)
    {
        (int i, int iNext, double tx) = Split(x, box.SizeX);
        (int j, int jNext, double ty) = Split(y, box.SizeY);
        (int k, int kNext, double tz) = Split(z, box.SizeZ);
        int row = box.SizeX, slice = row * box.SizeY;
        double near = Plane(k * slice), far = kNext == k ? near : Plane(kNext * slice);
        return near + ((far - near) * tz);

        double Plane(int at)
        {
            double top = Line(at + (j * row)), bottom = jNext == j ? top : Line(at + (jNext * row));
            return top + ((bottom - top) * ty);
        }

        double Line(int at) => block[at + i] + ((block[at + iNext] - block[at + i]) * tx);
    }

    private static (int Low, int Next, double T) Split(double c, int size)
    {
        int low = Math.Clamp((int)Math.Floor(c), 0, size - 1);
        double t = c - low;
        return t <= 0 || low + 1 >= size ? (low, low, 0) : (low, low + 1, t);
    }
}
