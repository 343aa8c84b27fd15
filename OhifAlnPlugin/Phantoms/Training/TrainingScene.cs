using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>A training study as a function of position, painted slice by slice.</summary>
internal sealed class TrainingScene
{
    /// <summary>Deeper than this below the trunk's surface there is nothing but the inside of the chest, mm.</summary>
    private const double DeepMm = 58;

    private readonly BodySurface _surface;
    private readonly TrainingBreast _breast;
    private readonly Thorax _thorax;
    private readonly IReadOnlyList<Tube> _vessels;
    private readonly IReadOnlyList<SmallBody> _bodies;

    private TrainingScene(TrainingRanges ranges, int lesions, SeededRandom random)
    {
        Body = TrainingBody.Draw(random.Fork("body"));
        _surface = new BodySurface(Body);
        Signals = TrainingSignals.Draw(ranges, random.Fork("signals"));
        _breast = new TrainingBreast(Body, _surface, Signals, ranges, random.Fork("breast"));
        _thorax = new Thorax(Body, Signals.Tissues, random.Fork("thorax"));
        _vessels = Distractors.WideVessels(Body, _surface, random.Fork("vessels"));
        _bodies = Distractors.Bodies(Body, _surface, Signals, random.Fork("bodies"));
        Lesions = [.. Enumerable.Range(0, lesions).Select(n => Lesion(ranges, random.Fork("lesion").Fork((ulong)n)))];
    }

    /// <summary>The body.</summary>
    public Anatomy Body { get; }

    /// <summary>Signals of the tissues.</summary>
    public TrainingSignals Signals { get; }

    /// <summary>The lesions, 0 … 3.</summary>
    public IReadOnlyList<TrainingLesion> Lesions { get; }

    /// <summary>Draws a scene.</summary>
    /// <param name="ranges">The style.</param>
    /// <param name="random">Source of chance.</param>
    public static TrainingScene Draw(TrainingRanges ranges, SeededRandom random) =>
        new(ranges, random.Fork("how many").Weighted(0.2, 0.5, 0.18, 0.12), random);

    /// <summary>Paints a slice.</summary>
    /// <param name="geometry">Grid of a single slice.</param>
    public SceneSlice Paint(VolumeGeometry geometry)
    {
        var slice = new SceneSlice(geometry);
        double width = 1.15 * geometry.SpacingMm.X;
        slice.Sample(slice.TrunkDepth, _surface.TrunkDepth);
        slice.Sample(slice.Distance, _surface.Distance);
        slice.Sample(slice.MuscleFront, _thorax.MuscleFront);
        PaintTissue(slice, width);
        PaintVessels(slice, width);
        PaintBodies(slice, width);
        PaintLesions(slice, width);
        PaintSkin(slice, width);
        return slice;
    }

    private TrainingLesion Lesion(TrainingRanges ranges, SeededRandom random)
    {
        double radius = ranges.RadiusMm.DrawLog(random);
        Vector3 centre = Distractors.InBreast(Body, _surface, random.Chance(0.5) ? 1 : -1, (radius * random.Uniform(0.3, 1.1)) + 2, random);
        Vector3 duct = _surface.Nipple(centre.X < 0 ? -1 : 1) - centre;
        Vector3 towards = (1 / Math.Max(1, duct.Length)) * duct;
        towards = towards.Length < 0.5 ? new(0, -1, 0) : (1 / towards.Length) * towards;
        return new TrainingLesion(centre, radius, towards, Signals.Tissues.Gland, Body.ParenchymalEnhancement, ranges, random);
    }

    private void PaintTissue(SceneSlice slice, double width)
    {
        VolumeGeometry g = slice.Geometry;
        for (int j = 0, n = 0; j < g.SizeY; j++)
        {
            for (int i = 0; i < g.SizeX; i++, n++)
            {
                double depth = slice.TrunkDepth[n];
                if (depth <= DeepMm && slice.Distance[n] > width)
                {
                    continue;
                }

                Vector3 p = g.ToPatient(i, j, 0);
                slice.Signals[n] = depth > DeepMm ? _thorax.Inside(p, width) : Shallow(p, depth, slice.Distance[n], slice.MuscleFront[n], width);
            }
        }
    }

    private Signal Shallow(Vector3 p, double depth, double distance, double front, double width)
    {
        Signal fat = _breast.Fat(p);
        return depth < front - width ? _breast.At(p, p.X < 0 ? -1 : 1, -distance, fat) : _thorax.At(p, depth - front, fat, width);
    }

    private void PaintVessels(SceneSlice slice, double width)
    {
        float[] parts = new float[slice.Signals.Length];
        VolumeGeometry g = slice.Geometry;
        Tube.Paint(_vessels, g, new IndexBox(0, 0, 0, g.SizeX - 1, g.SizeY - 1, 0), 0, width, parts);
        Signal blood = new(Signals.Tissues.Blood * 1.1, Signals.Tissues.BloodUptake);
        for (int n = 0; n < parts.Length; n++)
        {
            slice.Signals[n] = slice.Signals[n].CoveredBy(blood, slice.Distance[n] < width ? parts[n] : 0);
        }
    }

    private void PaintBodies(SceneSlice slice, double width)
    {
        foreach (SmallBody body in _bodies)
        {
            if (slice.Around(body.Centre, (1.4 * body.Reach) + width) is { } box)
            {
                Over(slice, box, (p, n) => slice.Signals[n] = body.Over(slice.Signals[n], p, width));
            }
        }
    }

    private void PaintLesions(SceneSlice slice, double width)
    {
        foreach (TrainingLesion lesion in Lesions)
        {
            if (slice.Around(lesion.Centre, lesion.Reach) is { } box)
            {
                Over(slice, box, (p, n) =>
                {
                    if (slice.TrunkDepth[n] < slice.MuscleFront[n] + 2)
                    {
                        (double part, Signal signal) = lesion.At(p, width);
                        slice.Lesion[n] = Math.Max(slice.Lesion[n], (float)part);
                        slice.Signals[n] = slice.Signals[n].CoveredBy(signal, part);
                    }
                });
            }
        }
    }

    private void PaintSkin(SceneSlice slice, double width)
    {
        Signal skin = new(Signals.Tissues.Skin, 0.05, Signals.Tissues.Skin * Signals.SkinUptake);
        for (int n = 0; n < slice.Signals.Length; n++)
        {
            double distance = slice.Distance[n];
            if (slice.TrunkDepth[n] > DeepMm)
            {
                continue;
            }

            double inSkin = Soft.Inside(-distance - Body.Skin, Math.Max(1, 0.7 * width)) * Math.Min(1, Body.Skin / width);
            double inBody = Soft.Inside(distance, width);
            slice.Signals[n] = slice.Signals[n].CoveredBy(skin, inSkin).Times(inBody);
            slice.Lesion[n] *= (float)((1 - inSkin) * inBody);
        }
    }

    private static void Over(SceneSlice slice, IndexBox box, Action<Vector3, int> paint)
    {
        for (int j = box.MinJ; j <= box.MaxJ; j++)
        {
            for (int i = box.MinI; i <= box.MaxI; i++)
            {
                paint(slice.Geometry.ToPatient(i, j, 0), (j * slice.Geometry.SizeX) + i);
            }
        }
    }
}
