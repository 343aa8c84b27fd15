using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Dicom.Phantoms;

/// <summary>A folder of phantoms: <c>studies/</c> with the images, <c>truth/</c> with the true VOIs, and the clinical table.</summary>
/// <remarks>The true VOIs lie apart so that importing the studies does not bring them into a store.</remarks>
public static class PhantomFolder
{
    /// <summary>Name of the clinical table.</summary>
    public const string TableName = "clinical.csv";

    /// <summary>Name of the folder with the images.</summary>
    public const string Studies = "studies";

    /// <summary>Name of the folder with the true VOIs.</summary>
    public const string Truth = "truth";

    /// <summary>Writes the studies of a cohort, one after another, and then the clinical table.</summary>
    /// <param name="folder">Folder to fill; made when it does not exist; files of the same name are replaced.</param>
    /// <param name="patients">The patients; rendered only when their turn comes.</param>
    /// <param name="options">Crop and threads.</param>
    /// <param name="progress">Told of each patient when the study is written.</param>
    /// <param name="cancellation">Stops between two patients.</param>
    /// <returns>Number of files written, the table not counted.</returns>
    public static int Write(
        string folder, IEnumerable<PatientPlan> patients, PhantomOptions options, IProgress<PatientPlan>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(patients);
        Directory.CreateDirectory(folder);
        int files = 0;
        var rows = new List<ClinicalRow>();
        foreach (PatientPlan plan in patients)
        {
            cancellation.ThrowIfCancellationRequested();
            PhantomPatient patient = PhantomPatient.Render(plan, options);
            files += Write(Path.Combine(folder, Studies), patient) + WriteTruth(Path.Combine(folder, Truth), patient);
            rows.Add(plan.Clinical);
            progress?.Report(plan);
        }

        using var table = new StreamWriter(Path.Combine(folder, TableName));
        ClinicalTable.Write(table, rows);
        return files;
    }

    /// <summary>Writes the images of one patient.</summary>
    /// <param name="folder">Folder of the studies.</param>
    /// <param name="patient">The patient.</param>
    /// <returns>Number of files written.</returns>
    public static int Write(string folder, PhantomPatient patient)
    {
        int files = 0;
        foreach (PhantomInstance instance in new PhantomStudy(patient).Instances())
        {
            Write(Path.Combine(folder, instance.Path), instance.File);
            files++;
        }

        return files;
    }

    /// <summary>Writes the true VOI of one patient; nothing where the lesion is too small for a voxel.</summary>
    private static int WriteTruth(string folder, PhantomPatient patient)
    {
        if (patient.Truth.Count() == 0)
        {
            return 0;
        }

        Write(Path.Combine(folder, patient.Clinical.PatientId + ".dcm"), PhantomTruth.Create(new PhantomStudy(patient)));
        return 1;
    }

    private static void Write(string path, DicomFile file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream stream = File.Create(path);
        file.Write(stream);
    }
}
