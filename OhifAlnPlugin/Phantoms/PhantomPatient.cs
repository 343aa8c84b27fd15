using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Phantoms;

/// <summary>A phantom patient: images, true VOI and clinical row.</summary>
public sealed class PhantomPatient
{
    private PhantomPatient(PatientPlan plan, DynamicSeries series, Mask truth) => (Plan, Series, Truth) = (plan, series, truth);

    /// <summary>What was drawn for the patient.</summary>
    public PatientPlan Plan { get; }

    /// <summary>The phases; the peak phase is the one in which the lesion is brightest.</summary>
    public DynamicSeries Series { get; }

    /// <summary>The lesion: voxels it fills by half or more.</summary>
    public Mask Truth { get; }

    /// <summary>Row of the clinical table.</summary>
    public ClinicalRow Clinical => Plan.Clinical;

    /// <summary>Draws and renders a patient.</summary>
    /// <param name="seed">Seed of the patient.</param>
    /// <param name="options">What is wanted; null for a small phantom of the first centre.</param>
    /// <returns>The patient; the same seed and options give the same voxels, whatever the number of threads.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static PhantomPatient Generate(ulong seed, PhantomOptions? options = null)
    {
        options ??= new PhantomOptions();
        return Render(PatientPlan.Draw(seed, options), options);
    }

    /// <summary>Renders a patient already drawn.</summary>
    /// <param name="plan">The patient.</param>
    /// <param name="options">Crop and threads; null for the whole field of view.</param>
    /// <returns>The patient.</returns>
    public static PhantomPatient Render(PatientPlan plan, PhantomOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        options ??= new PhantomOptions();
        options.Validate();
        Scene scene = Scene.Of(plan);
        VolumeGeometry full = plan.Acquisition.Geometry;
        IndexBox region = options.CropMarginMm is { } margin ? AroundLesion(scene.Lesion, full, margin) : new(0, 0, 0, full.SizeX - 1, full.SizeY - 1, full.SizeZ - 1);
        (float[][] phases, byte[] truth) = new Renderer(plan, scene, region).Render(options.Threads);
        VolumeGeometry geometry = new(
            region.SizeX, region.SizeY, region.SizeZ, full.SpacingMm, full.ToPatient(region.MinI, region.MinJ, region.MinK), full.AxisX, full.AxisY, full.AxisZ);
        DynamicPhase[] dynamic = [.. phases.Select((voxels, n) => new DynamicPhase(new Volume(geometry, voxels), plan.Acquisition.PhaseSeconds[n]))];
        return new PhantomPatient(plan, new DynamicSeries(dynamic, 0, PeakOf(phases, truth)), new Mask(geometry, truth));
    }

    private static IndexBox AroundLesion(Lesion lesion, VolumeGeometry geometry, double marginMm)
    {
        Vector3 c = geometry.ToIndex(lesion.Centre), s = geometry.SpacingMm;
        double reach = lesion.Reach + marginMm;
        int Low(double at, double spacing, int size) => Math.Clamp((int)Math.Floor(at - (reach / spacing)), 0, size - 1);
        int High(double at, double spacing, int size) => Math.Clamp((int)Math.Ceiling(at + (reach / spacing)), 0, size - 1);
        return new(
            Low(c.X, s.X, geometry.SizeX), Low(c.Y, s.Y, geometry.SizeY), Low(c.Z, s.Z, geometry.SizeZ),
            High(c.X, s.X, geometry.SizeX), High(c.Y, s.Y, geometry.SizeY), High(c.Z, s.Z, geometry.SizeZ));
    }

    private static int PeakOf(float[][] phases, byte[] truth)
    {
        int peak = 1;
        double most = double.NegativeInfinity;
        for (int p = 1; p < phases.Length; p++)
        {
            double sum = 0;
            for (int n = 0; n < truth.Length; n++)
            {
                sum += truth[n] * phases[p][n];
            }

            if (sum > most)
            {
                (peak, most) = (p, sum);
            }
        }

        return peak;
    }
}
