using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine.SegmentationEvaluation;

/// <summary>Studies of a folder as <c>aln phantom</c> writes it: DICOM files below <c>studies/</c>, true VOIs in <c>truth/</c>.</summary>
/// <remarks>A VOI is named after the Patient ID or the Study Instance UID: <c>.dcm</c> (DICOM SEG), <c>.nrrd</c>, <c>.nii</c> or <c>.nii.gz</c>.</remarks>
internal static class FolderStudies
{
    private static readonly string[] Endings = [".dcm", ".nrrd", ".nii.gz", ".nii"];

    /// <summary>The studies of a folder. Those without a true VOI, and those that cannot be read, are left out with a sentence when they are loaded.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="lines">Receives a sentence for every study left out.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="CommandException">A part of the folder is missing, or there is no study.</exception>
    public static async IAsyncEnumerable<StudyToMeasure> ListAsync(
        string folder, IProgress<string> lines, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        string images = Required(folder, PhantomFolder.Studies), truth = Required(folder, PhantomFolder.Truth);
        var source = FolderInstanceSource.Open(images, cancellation);
        var summaries = await source.ListStudiesAsync(cancellation);
        if (summaries.Count == 0)
        {
            throw new CommandException($"there is no DICOM file in {images}.");
        }

        using var codecs = CommandCodecs.Open();
        var studies = new DynamicStudies(source, new DynamicSeriesCache(limitBytes: 0), new ChosenPhasesInMemory(), new NoKeptChoices(), codecs.Patient);
        foreach (var summary in summaries)
        {
            string uid = summary.StudyInstanceUid;
            if (await UnlessLeftOut(uid, lines, async () => await studies.ReadHeadersAsync(uid, cancellation)) is { } headers)
            {
                string patient = headers[0].GetString(DicomTag.PatientID) ?? "";
                yield return new StudyToMeasure(NameOf(patient, uid), stop => UnlessLeftOut(uid, lines, () => ReadAsync(studies, headers, truth, lines, stop)));
            }
        }
    }

    /// <summary>Reads, or says why the study is left out.</summary>
    private static async Task<T?> UnlessLeftOut<T>(string study, IProgress<string> lines, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception reason) when (reason is ProblemException or CommandException)
        {
            lines.Report($"{study} is left out: {reason.Message}");
            return null;
        }
    }

    private static string NameOf(string patient, string uid) => patient.Length > 0 ? patient : uid;

    private static async Task<EvaluatedStudy?> ReadAsync(DynamicStudies studies, IReadOnlyList<DicomDataset> headers, string truth, IProgress<string> lines, CancellationToken cancellation)
    {
        string patient = headers[0].GetString(DicomTag.PatientID) ?? "", uid = headers[0].GetString(DicomTag.StudyInstanceUID) ?? "";
        if (VoiOf(truth, patient, uid) is not { } voi)
        {
            lines.Report($"{uid} is left out: {truth} holds no VOI named after its Patient ID '{patient}' or its Study Instance UID.");
            return null;
        }

        var layout = studies.LayoutOf(headers);
        Mask mask = VoiFile.Read(voi, ImagePlace.Of(layout));
        DynamicSeries series = await studies.LoadAsync(layout, progress: null, cancellation);
        string centre = headers.Select(h => h.GetString(DicomTag.InstitutionName)).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name)) ?? "unknown centre";
        return new EvaluatedStudy(NameOf(patient, uid), centre, series, mask);
    }

    private static string? VoiOf(string folder, string patient, string uid) =>
        new[] { patient, uid }.Where(IsPlainName)
            .SelectMany(name => Endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether a Patient ID may name a file: it comes from outside and must not lead out of the folder.</summary>
    private static bool IsPlainName(string name) => name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    private static string Required(string folder, string part)
    {
        string path = Path.Combine(folder, part);
        return Directory.Exists(path) ? path : throw new CommandException($"there is no folder {Path.GetFullPath(path)}: images are expected in {PhantomFolder.Studies}/ and true VOIs in {PhantomFolder.Truth}/, as 'aln phantom' writes them.");
    }
}
