using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Dicom.Phantoms;

/// <summary>One object of a phantom's study.</summary>
/// <param name="Path">Where it belongs below the folder of all studies, e.g. <c>PHANTOM-0001/series-002/0001.dcm</c>.</param>
/// <param name="File">The object.</param>
public sealed record PhantomInstance(string Path, DicomFile File);

/// <summary>A phantom patient as a study of MR images, laid out after the habit of its centre's scanner.</summary>
/// <remarks>
/// UIDs, dates and times follow from the plan alone. Every object says that it is synthetic: in name, comments and
/// Quality Control Image (0028,0300), which marks images of phantoms.
/// </remarks>
public sealed class PhantomStudy
{
    private const int StartHour = 7;
    private const int SubtractionSeries = 90;
    private readonly string _name;

    /// <summary>Prepares the study of a patient.</summary>
    /// <param name="patient">The patient; cropped ones are written as they are.</param>
    public PhantomStudy(PhantomPatient patient)
    {
        ArgumentNullException.ThrowIfNull(patient);
        Patient = patient;
        PatientPlan plan = patient.Plan;
        VolumeGeometry g = patient.Series.Geometry;
        _name = string.Join('/', "OhifAlnPlugin phantom", plan.Seed, plan.Clinical.PatientId, plan.Acquisition.Style, plan.Acquisition.Plane, g, plan.Lesion);
        StudyInstanceUid = DicomUid.FromName(_name);
        FrameOfReferenceUid = DicomUid.FromName(_name + "/frame of reference");
        SeededRandom random = new SeededRandom(plan.Seed).Fork("date");
        Start = new DateTime(2020, 1, 6, StartHour, 0, 0, DateTimeKind.Unspecified).AddDays(random.Below(1400)).AddSeconds(random.Below(9 * 3600));
        Window = WindowOf(patient);
    }

    /// <summary>The patient.</summary>
    public PhantomPatient Patient { get; }

    /// <summary>Study Instance UID.</summary>
    public string StudyInstanceUid { get; }

    /// <summary>Frame of Reference UID, shared by all series.</summary>
    public string FrameOfReferenceUid { get; }

    /// <summary>Begin of the study, local time, from the seed.</summary>
    public DateTime Start { get; }

    /// <summary>Upper end of the display window, image units.</summary>
    internal double Window { get; }

    /// <summary>Series Instance UID of a series.</summary>
    /// <param name="seriesNumber">Its number.</param>
    public string SeriesInstanceUid(int seriesNumber) => DicomUid.FromName($"{_name}/series {seriesNumber}");

    /// <summary>SOP Instance UID of an image.</summary>
    /// <param name="seriesNumber">Number of its series.</param>
    /// <param name="instanceNumber">Its number.</param>
    public string SopInstanceUid(int seriesNumber, int instanceNumber) => DicomUid.FromName($"{_name}/series {seriesNumber}/instance {instanceNumber}");

    /// <summary>The images, made one at a time.</summary>
    /// <returns>The phases, and after them the scanner's own subtraction where it makes one.</returns>
    public IEnumerable<PhantomInstance> Instances()
    {
        DynamicSeries series = Patient.Series;
        for (int phase = 0; phase < series.Phases.Count; phase++)
        {
            for (int k = 0; k < series.Geometry.SizeZ; k++)
            {
                yield return Named(Place(phase, k), Image(phase, k));
            }
        }

        if (Patient.Plan.Acquisition.Style is AcquisitionStyle.SeriesPerPhase or AcquisitionStyle.AcquisitionNumber)
        {
            Volume subtraction = Subtraction(series);
            for (int k = 0; k < series.Geometry.SizeZ; k++)
            {
                ImagePlacement place = new(series.PeakIndex, 0, SubtractionSeries, k + 1, IsSubtraction: true);
                yield return Named(place, Image(subtraction, place, k));
            }
        }
    }

    /// <summary>One image.</summary>
    /// <param name="phase">Phase, 0 for the first.</param>
    /// <param name="k">Slice, 0 for the first of the grid.</param>
    /// <returns>The object's data set.</returns>
    internal DicomDataset Image(int phase, int k) => Image(Patient.Series.Phases[phase].Volume, Place(phase, k), k);

    private DicomDataset Image(Volume volume, ImagePlacement place, int k)
    {
        DicomDataset image = PhantomImage.Create(this, volume, place, k);
        PhaseTags.Stamp(image, this, Patient.Plan.Acquisition, place);
        return image;
    }

    private ImagePlacement Place(int phase, int k) =>
        ImagePlacement.Of(Patient.Plan.Acquisition.Style, phase, k, Patient.Series.Phases.Count, Patient.Series.Geometry.SizeZ);

    private PhantomInstance Named(ImagePlacement place, DicomDataset image) =>
        new($"{Patient.Clinical.PatientId}/series-{place.SeriesNumber:000}/{place.InstanceNumber:0000}.dcm", new DicomFile(image));

    /// <summary>Peak minus pre-contrast, negative values cut off as scanners do.</summary>
    private static Volume Subtraction(DynamicSeries series)
    {
        float[] pre = series.PreContrast.Voxels, peak = series.Peak.Voxels, difference = new float[pre.Length];
        for (int n = 0; n < pre.Length; n++)
        {
            difference[n] = Math.Max(0, peak[n] - pre[n]);
        }

        return new Volume(series.Geometry, difference);
    }

    /// <summary>The value that 0.2 % of the voxels exceed, or 1.1 times the mean of the lesion where that is larger.</summary>
    private static double WindowOf(PhantomPatient patient)
    {
        float[] peak = patient.Series.Peak.Voxels;
        int[] histogram = new int[8192];
        double inLesion = 0;
        for (int n = 0; n < peak.Length; n++)
        {
            histogram[Math.Min(histogram.Length - 1, (int)peak[n])]++;
            inLesion += patient.Truth.Voxels[n] * peak[n];
        }

        int at = histogram.Length - 1;
        for (long above = histogram[at]; at > 1 && above < peak.Length / 500; above += histogram[at])
        {
            at--;
        }

        return Math.Max(at, 1.1 * inLesion / Math.Max(1, patient.Truth.Count()));
    }
}
