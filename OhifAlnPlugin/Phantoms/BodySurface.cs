using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Phantoms;

/// <summary>The body's surface: a trunk of superelliptic section with two breasts and their nipples, flowing into each other.</summary>
internal sealed class BodySurface
{
    /// <summary>The breasts reach this far behind the skin over the sternum, mm, inside the trunk.</summary>
    private const double BaseDepth = 14;

    private readonly Anatomy _body;

    /// <summary>Prepares the surface.</summary>
    /// <param name="body">The measures.</param>
    public BodySurface(Anatomy body) => _body = body;

    /// <summary>Position of a nipple's base.</summary>
    /// <param name="side">−1 for the patient's right breast, +1 for the left.</param>
    /// <returns>LPS, mm.</returns>
    public Vector3 Nipple(int side)
    {
        double depth = DepthOf(side);
        return new(side * (_body.BreastOffset + _body.Tilt), BaseDepth - ((depth + BaseDepth) * 0.995), 0);
    }

    /// <summary>Signed distance to the skin's surface, mm, negative inside; good near the surface.</summary>
    /// <param name="p">Position, LPS mm.</param>
    public double Distance(Vector3 p)
    {
        if (p.Y < -(1.1 * _body.BreastDepth) - 15)
        {
            return double.PositiveInfinity;
        }

        double trunk = TrunkDistance(p);
        int side = p.X < 0 ? -1 : 1;
        double breast = BreastDistance(p, side);
        if (p.Y < BaseDepth)
        {
            Vector3 d = p - Nipple(side);
            if (Math.Abs(d.X) < 16 && Math.Abs(d.Y) < 16 && Math.Abs(d.Z) < 16)
            {
                breast = Soft.Union(breast, Soft.Ellipsoid(d.X, d.Y + 1.5, d.Z, 4.2, 5.5, 4.2), 5);
            }
        }

        return Soft.Union(trunk, breast, 30);
    }

    /// <summary>Depth below the trunk's own surface, measured towards its middle, mm, negative in front of it.</summary>
    /// <param name="p">Position, LPS mm.</param>
    public double TrunkDepth(Vector3 p)
    {
        double dx = p.X, dy = p.Y - _body.TrunkHalfDepth;
        double q = TrunkRadius(p);
        return q < 1e-6 ? _body.TrunkHalfDepth : Math.Sqrt((dx * dx) + (dy * dy)) * ((1 / q) - 1);
    }

    /// <summary>Position relative to a breast: 0 at its base, 1 at its tip.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="side">−1 right, +1 left.</param>
    public double Forward(Vector3 p, int side) => (BaseDepth - p.Y) / (DepthOf(side) + BaseDepth);

    private double DepthOf(int side) => _body.BreastDepth * (side < 0 ? _body.Asymmetry.Right : _body.Asymmetry.Left);

    private double TrunkRadius(Vector3 p)
    {
        // Wider towards the shoulders, narrower towards the waist.
        double widen = 1 + (0.0007 * p.Z);
        double u = Math.Abs(p.X) / (_body.TrunkHalfWidth * widen), v = Math.Abs(p.Y - _body.TrunkHalfDepth) / _body.TrunkHalfDepth;
        return Math.Pow(Math.Pow(u, 2.6) + Math.Pow(v, 2.6), 1 / 2.6);
    }

    private double TrunkDistance(Vector3 p)
    {
        double q = TrunkRadius(p);
        if (q < 1e-6)
        {
            return -_body.TrunkHalfDepth;
        }

        double u = Math.Abs(p.X) / _body.TrunkHalfWidth / q, v = Math.Abs(p.Y - _body.TrunkHalfDepth) / _body.TrunkHalfDepth / q;
        double gx = Math.Pow(u, 1.6) / _body.TrunkHalfWidth, gy = Math.Pow(v, 1.6) / _body.TrunkHalfDepth;
        return (q - 1) / Math.Sqrt((gx * gx) + (gy * gy));
    }

    private double BreastDistance(Vector3 p, int side)
    {
        double scale = side < 0 ? _body.Asymmetry.Right : _body.Asymmetry.Left;
        // Behind its base a breast tapers off inside the trunk.
        double length = p.Y < BaseDepth ? DepthOf(side) + BaseDepth : 70;
        double t = Math.Abs(BaseDepth - p.Y) / length;
        double axis = side * (_body.BreastOffset + (p.Y < BaseDepth ? _body.Tilt * t : 0));
        double w = _body.BreastHalfWidth * scale, h = _body.BreastHalfHeight * scale;
        double u = (p.X - axis) / w, v = p.Z / h, m = _body.BreastFullness;
        double r2 = (u * u) + (v * v);
        double radial = Math.Pow(r2, m / 2), forward = Math.Pow(t, m);
        double q = radial + forward;
        if (q < 1e-6)
        {
            return -w;
        }

        double root = Math.Pow(q, 1 / m), common = root / q;
        double ring = r2 < 1e-9 ? 0 : radial / r2;
        double gx = common * ring * u / w, gz = common * ring * v / h, gy = t <= 0 ? 0 : common * forward / t / length;
        double distance = (root - 1) / Math.Max(1e-4, Math.Sqrt((gx * gx) + (gy * gy) + (gz * gz)));
        return Math.Max(distance, -60);
    }
}
