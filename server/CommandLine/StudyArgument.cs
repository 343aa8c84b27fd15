using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>The study that a verb works on: a folder with its DICOM files, or a study of the store by its UID.</summary>
internal static class StudyArgument
{
    private const int MostUids = 5;

    /// <summary>The argument, the same for every verb.</summary>
    public static Argument<string> Create() => new("STUDY") { Description = "A folder with the DICOM files of one study, or the Study Instance UID of a study in the store." };

    /// <summary>Opens the study.</summary>
    /// <param name="study">Folder or UID.</param>
    /// <param name="dataFolder">Folder of the store, used for a UID.</param>
    /// <param name="cancellation">Stops the reading of headers.</param>
    /// <exception cref="CommandException">There is no such folder or study, or the folder holds none or several.</exception>
    public static async Task<OpenedStudy> OpenAsync(string study, string dataFolder, CancellationToken cancellation)
    {
        if (Directory.Exists(study))
        {
            var folder = FolderInstanceSource.Open(study, cancellation);
            return await OpenAsync(OnlyStudyOf(await folder.ListStudiesAsync(cancellation), study), folder, new NoKeptChoices(), store: null, cancellation);
        }

        if (!DicomUid.IsValid(study))
        {
            throw new CommandException($"'{study}' is neither a folder nor a Study Instance UID.");
        }

        if (!Directory.Exists(dataFolder))
        {
            throw NoStore(dataFolder);
        }

        var data = DataFolder.Open(dataFolder);
        var store = new InstanceStore(data, NullLogger<InstanceStore>.Instance);
        return await OpenAsync(study, store, new KeptChoicesFolder(data), store, cancellation);
    }

    /// <summary>Opens one of the studies of a folder.</summary>
    /// <param name="uid">The study.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Stops the reading of headers.</param>
    public static Task<OpenedStudy> OpenAsync(string uid, FolderInstanceSource folder, CancellationToken cancellation) => OpenAsync(uid, folder, new NoKeptChoices(), store: null, cancellation);

    /// <summary>The sentence for a folder that holds no store.</summary>
    public static CommandException NoStore(string dataFolder) =>
        new($"there is no store in {Path.GetFullPath(dataFolder)}: name its folder with --data DIR, or give a folder of DICOM files instead of a UID.");

    private static async Task<OpenedStudy> OpenAsync(string uid, IInstanceSource source, IKeptChoices kept, InstanceStore? store, CancellationToken cancellation)
    {
        CodecPool codecs = CommandCodecs.Open();
        try
        {
            var studies = new DynamicStudies(source, new DynamicSeriesCache(limitBytes: 0), new ChosenPhasesInMemory(), kept, codecs.Patient);
            var headers = await studies.ReadHeadersAsync(uid, cancellation);
            return new OpenedStudy(studies, headers, studies.LayoutOf(headers), codecs, store);
        }
        catch
        {
            codecs.Dispose();
            await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    private static string OnlyStudyOf(IReadOnlyList<StudySummary> studies, string folder) => studies switch
    {
        [var only] => only.StudyInstanceUid,
        [] => throw new CommandException($"there is no DICOM file in {Path.GetFullPath(folder)}."),
        _ => throw new CommandException(
            $"{Path.GetFullPath(folder)} holds {studies.Count} studies ({string.Join(", ", studies.Take(MostUids).Select(s => s.StudyInstanceUid))}{(studies.Count > MostUids ? ", …" : "")}): name a folder with one."),
    };
}
