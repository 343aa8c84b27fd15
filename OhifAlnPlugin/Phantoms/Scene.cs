using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Phantoms;

/// <summary>Everything in the field of view, as a function of position: tissue, lesion and the sensitivity of the coil.</summary>
internal sealed class Scene
{
    /// <summary>Deeper than this below the trunk's surface there is nothing but the inside of the chest, mm.</summary>
    private const double DeepMm = 58;

    private readonly BodySurface _surface;
    private readonly BreastTissue _breast;
    private readonly Thorax _thorax;
    private readonly TissueSignals _signals;
    private readonly Anatomy _body;
    private readonly LatticeNoise _fatLobules, _shading, _failure;
    private readonly double _shadingStrength, _fall, _failureFrom;
    private readonly bool _fatSuppressed;

    private Scene(Anatomy body, LesionProperties lesion, int side, bool fatSuppressed, SeededRandom random)
    {
        (_body, _fatSuppressed) = (body, fatSuppressed);
        _surface = new BodySurface(body);
        _signals = TissueSignals.Draw(random.Fork("signals"), fatSuppressed);
        _breast = new BreastTissue(body, _surface, _signals, random.Fork("breast"));
        _thorax = new Thorax(body, _signals, random.Fork("thorax"));
        Vessels = Phantoms.Vessels.Draw(body, _surface, random.Fork("vessels"));
        Bodies = SmallBody.Draw(body, _surface, _signals, random.Fork("bodies"));
        SeededRandom place = random.Fork("place");
        Vector3 centre = LesionPlace.Find(body, _surface, _thorax, lesion, side, place);
        Vector3 duct = _surface.Nipple(side) - centre;
        Lesion = new Lesion(lesion, centre, (1 / Math.Max(1, duct.Length)) * duct, _signals.Gland, random.Fork("lesion"));
        SeededRandom field = random.Fork("field");
        _fatLobules = new LatticeNoise(field, 6);
        _shading = new LatticeNoise(field, 90);
        _failure = new LatticeNoise(field, 48);
        (_shadingStrength, _fall) = (field.Uniform(0.04, 0.14), field.Uniform(0.002, 0.0045));
        _failureFrom = fatSuppressed && field.Chance(0.4) ? field.Uniform(1.1, 1.7) : 9;
    }

    /// <summary>The lesion.</summary>
    public Lesion Lesion { get; }

    /// <summary>Vessels, to be painted slice by slice.</summary>
    public IReadOnlyList<Tube> Vessels { get; }

    /// <summary>Nodes, cysts, foci and nipples.</summary>
    public IReadOnlyList<SmallBody> Bodies { get; }

    /// <summary>Builds the scene of a patient.</summary>
    /// <param name="plan">The patient.</param>
    /// <returns>The scene.</returns>
    public static Scene Of(PatientPlan plan) =>
        new(plan.Anatomy, plan.Lesion, plan.LesionSide, plan.Acquisition.FatSuppressed, new SeededRandom(plan.Seed).Fork("scene"));

    /// <summary>Relative sensitivity of the coil: smooth, higher near the breasts.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <returns>Factor, about 1.</returns>
    public double Sensitivity(Vector3 p) =>
        Math.Exp((_shadingStrength * _shading.At(p.X, p.Y, p.Z)) - (_fall * Math.Max(-60, p.Y)));

    /// <summary>Tissue at a position.</summary>
    /// <param name="p">Position, LPS mm.</param>
    /// <param name="widthMm">Width of a voxel, mm.</param>
    /// <param name="vessel">Part of the voxel that vessels take, in [0, 1].</param>
    /// <param name="near">The small bodies that come near this slice.</param>
    /// <returns>The signal, and the part of the voxel that the lesion fills.</returns>
    public (Signal Signal, double LesionPart) At(Vector3 p, double widthMm, double vessel, IReadOnlyList<SmallBody> near)
    {
        double depth = _surface.TrunkDepth(p);
        if (depth > DeepMm)
        {
            return (_thorax.Inside(p, widthMm), 0);
        }

        double distance = _surface.Distance(p);
        if (distance > widthMm)
        {
            return default;
        }

        int side = p.X < 0 ? -1 : 1;
        Signal fat = Fat(p);
        double front = _thorax.MuscleFront(p);
        Signal signal = depth < front - widthMm ? _breast.At(p, side, -distance, fat) : _thorax.At(p, depth - front, fat, widthMm);
        if (vessel > 0)
        {
            signal = signal.CoveredBy(new Signal(_signals.Blood * 1.1, _signals.BloodUptake), vessel);
        }

        foreach (SmallBody body in near)
        {
            signal = body.Over(signal, p, widthMm);
        }

        double lesionPart = 0;
        if (depth < front + 2)
        {
            (lesionPart, Signal lesion) = Lesion.At(p, widthMm);
            signal = signal.CoveredBy(lesion, lesionPart);
        }

        Signal skin = new(_signals.Skin, 0.05, _signals.Skin * 0.35);
        double inSkin = Soft.Inside(-distance - _body.Skin, Math.Max(1, 0.7 * widthMm)) * Math.Min(1, _body.Skin / widthMm);
        double inBody = Soft.Inside(distance, widthMm);
        return (signal.CoveredBy(skin, inSkin).Times(inBody), lesionPart * (1 - inSkin) * inBody);
    }

    private Signal Fat(Vector3 p)
    {
        double fat = _signals.Fat * (1 + (0.09 * _fatLobules.At(p.X, p.Y, p.Z)));
        if (_fatSuppressed && _failureFrom < 5)
        {
            fat += 0.42 * Soft.Step((_failure.At(p.X, p.Y, p.Z) - _failureFrom) / 1.1);
        }

        return new Signal(fat, 0, 0.02);
    }
}
