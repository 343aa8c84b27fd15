using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis.Readings;

/// <summary>
/// The readings of all studies as small files: a folder per study, a file per reading, numbered. A reading is on the disk, whole,
/// when <see cref="Add"/> or <see cref="Commit"/> returns. A folder per patient names the patient's studies.
/// </summary>
internal sealed class ReadingFolder : IStudyMemory
{
    private const string Extension = ".json", PreparedExtension = ".prepared", ReportExtension = ".report";
    private const int NumberLength = 6;
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
        Prepare(reading, report: default);
        Commit(reading);
    }

    /// <summary>
    /// Keeps a reading that does not count yet, before the objects that it names are stored: a process that is killed between both
    /// leaves what is needed to finish, or to forget it.
    /// </summary>
    /// <param name="reading">The reading.</param>
    /// <param name="report">What is kept with it; may be empty.</param>
    /// <exception cref="IOException">The disk is full or failed; nothing was kept.</exception>
    public void Prepare(Reading reading, ReadOnlyMemory<byte> report)
    {
        lock (_gate)
        {
            // The patient's folder first: a study without readings in it is no harm, a reading that is not found would be.
            if (reading.Patient is { } patient)
            {
                WholeFile.WriteDurably(Path.Combine(NewFolder(_patients, patient), NameOf(reading.StudyInstanceUid)), _ => { });
            }

            string folder = NewFolder(_studies, NameOf(reading.StudyInstanceUid));
            if (!report.IsEmpty)
            {
                WholeFile.WriteDurably(Path.Combine(folder, reading.Id + ReportExtension), file => file.Write(report.Span));
            }

            WholeFile.WriteDurably(Path.Combine(folder, reading.Id + PreparedExtension), file => JsonSerializer.Serialize(file, reading, Json));
        }
    }

    /// <summary>Makes a prepared reading count, after those of its study.</summary>
    /// <exception cref="IOException">The disk failed; the reading is still prepared.</exception>
    public void Commit(Reading reading)
    {
        lock (_gate)
        {
            string folder = Path.Combine(_studies, NameOf(reading.StudyInstanceUid));
            int number = 1 + Files(folder).Select(NumberOf).LastOrDefault();
            File.Move(Path.Combine(folder, reading.Id + PreparedExtension), Path.Combine(folder, FileOf(number, reading.Id)));
            DurableFiles.FlushFolder(folder);
        }
    }

    /// <summary>Forgets a prepared reading.</summary>
    public void Discard(Reading reading)
    {
        lock (_gate)
        {
            string folder = Path.Combine(_studies, NameOf(reading.StudyInstanceUid));
            File.Delete(Path.Combine(folder, reading.Id + PreparedExtension));
            File.Delete(Path.Combine(folder, reading.Id + ReportExtension));
        }
    }

    /// <summary>The readings that were prepared and neither count nor are forgotten.</summary>
    public IReadOnlyList<Reading> Prepared() =>
        [.. Directory.EnumerateFiles(_studies, "*" + PreparedExtension, SearchOption.AllDirectories).Select(ReadFile).OfType<Reading>()];

    /// <summary>What is kept with a reading; null when there is nothing.</summary>
    public byte[]? ReportOf(Reading reading)
    {
        string path = Path.Combine(_studies, NameOf(reading.StudyInstanceUid), reading.Id + ReportExtension);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>The readings of a study, the oldest first.</summary>
    public IReadOnlyList<Reading> List(string studyInstanceUid) => ReadAll(Path.Combine(_studies, NameOf(studyInstanceUid)));

    /// <summary>The reading that is the state of a study; null when it has none. It is the last one, unless that only put aside an outline beside the accepted result.</summary>
    public Reading? Latest(string studyInstanceUid) => Reading.StateOf(List(studyInstanceUid));

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

    /// <summary>The readings of a folder, the oldest first; two processes may have given the same number at the same time.</summary>
    private static Reading[] ReadAll(string folder) =>
        [.. Files(folder).Select(path => (Number: NumberOf(path), Reading: ReadFile(path))).Where(r => r.Reading is not null).OrderBy(r => r.Number).ThenBy(r => r.Reading!.At).Select(r => r.Reading!)];

    private static Reading? ReadFile(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Reading>(File.ReadAllBytes(path), Json);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // The study was deleted meanwhile.
            return null;
        }
    }

    /// <summary>The files of a folder's readings by their numbers; what a killed process left unfinished has none.</summary>
    private static string[] Files(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static int NumberOf(string path) => int.Parse(Path.GetFileName(path).AsSpan(0, NumberLength), CultureInfo.InvariantCulture);

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

    /// <summary>The identifier keeps the names of two processes apart.</summary>
    private static string FileOf(int number, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{number:D6}-{id:N}{Extension}");

    private static string NameOf(string study) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(study)));
}
