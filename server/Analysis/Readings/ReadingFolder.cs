using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis.Readings;

/// <summary>
/// The readings of all studies as small files: a folder per study, a file per reading, numbered. A reading is on the disk, whole,
/// when <see cref="Add"/> returns. A folder per patient names the patient's studies.
/// </summary>
internal sealed class ReadingFolder : IStudyMemory
{
    private const string Extension = ".json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Lock _gate = new();
    private readonly string _studies, _patients;

    /// <summary>Opens the folder of a store.</summary>
    public ReadingFolder(DataFolder data)
    {
        string root = data.Sub("readings");
        _studies = Directory.CreateDirectory(Path.Combine(root, "studies")).FullName;
        _patients = Directory.CreateDirectory(Path.Combine(root, "patients")).FullName;
    }

    /// <summary>Adds a reading after those of its study; it survives the end of the process and of the machine.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing was kept.</exception>
    public void Add(Reading reading)
    {
        lock (_gate)
        {
            // The patient's folder first: a study without readings in it is no harm, a reading that is not found would be.
            if (reading.Patient is { } patient)
            {
                WholeFile.WriteDurably(Path.Combine(NewFolder(_patients, patient), NameOf(reading.StudyInstanceUid)), _ => { });
            }

            string folder = NewFolder(_studies, NameOf(reading.StudyInstanceUid));
            int number = 1 + Numbers(folder).LastOrDefault();
            while (!WholeFile.TryWriteNew(Path.Combine(folder, FileOf(number)), file => JsonSerializer.Serialize(file, reading, Json)))
            {
                // Another process on the same data folder was quicker.
                number++;
            }
        }
    }

    /// <summary>The readings of a study, the oldest first.</summary>
    public IReadOnlyList<Reading> List(string studyInstanceUid) => ReadAll(Path.Combine(_studies, NameOf(studyInstanceUid)));

    /// <summary>The last reading of a study, which is its state; null when it has none.</summary>
    public Reading? Latest(string studyInstanceUid)
    {
        string folder = Path.Combine(_studies, NameOf(studyInstanceUid));
        int[] numbers = Numbers(folder);
        return numbers.Length == 0 ? null : Read(folder, numbers[^1]);
    }

    /// <summary>The states of some studies; those without a reading are left out.</summary>
    public IReadOnlyDictionary<string, Reading> LatestOf(IEnumerable<string> studyInstanceUids) =>
        studyInstanceUids.Distinct().Select(Latest).OfType<Reading>().ToDictionary(reading => reading.StudyInstanceUid);

    /// <summary>All readings of a patient's studies, the newest first.</summary>
    /// <param name="patient">The patient as <see cref="PatientKey"/> names one.</param>
    public IReadOnlyList<Reading> OfPatient(string patient)
    {
        string folder = Path.Combine(_patients, patient);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).SelectMany(study => ReadAll(Path.Combine(_studies, Path.GetFileName(study)))).Where(r => r.Patient == patient).OrderByDescending(r => r.At)]
            : [];
    }

    /// <summary>Every study that has a reading.</summary>
    public IReadOnlyList<string> Studies() => [.. Directory.EnumerateDirectories(_studies).Select(folder => ReadAll(folder).FirstOrDefault()?.StudyInstanceUid).OfType<string>()];

    /// <inheritdoc/>
    public void Forget(string studyInstanceUid)
    {
        lock (_gate)
        {
            foreach (string patient in List(studyInstanceUid).Select(r => r.Patient).OfType<string>().Distinct())
            {
                File.Delete(Path.Combine(_patients, patient, NameOf(studyInstanceUid)));
            }

            string folder = Path.Combine(_studies, NameOf(studyInstanceUid));
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>The readings of a folder, the oldest first.</summary>
    private static Reading[] ReadAll(string folder) => [.. Numbers(folder).Select(number => Read(folder, number)).OfType<Reading>()];

    private static Reading? Read(string folder, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Reading>(File.ReadAllBytes(Path.Combine(folder, FileOf(number))), Json);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The study was deleted meanwhile.
            return null;
        }
    }

    /// <summary>The numbers of a folder's readings, ascending; what a killed process left unfinished has none.</summary>
    private static int[] Numbers(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder, "*" + Extension).Select(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).Order()];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static string NewFolder(string parent, string name)
    {
        string folder = Path.Combine(parent, name);
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DurableFiles.FlushFolder(parent);
        }

        return folder;
    }

    private static string FileOf(int number) => number.ToString("D6", CultureInfo.InvariantCulture) + Extension;

    private static string NameOf(string study) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(study)));
}
