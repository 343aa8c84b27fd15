using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Takes in a VOI that another program made, as DICOM SEG, RT structure set, NRRD or NIfTI, and leaves it as a draft on the dynamic series.</summary>
internal sealed class VoiImport(DynamicStudies studies, DraftFolder drafts, TimeProvider clock, CurrentUser user)
{
    /// <summary>Largest file, bytes.</summary>
    public const long MaxBytes = 256 << 20;

    /// <summary>Reads a file onto a study.</summary>
    /// <param name="studyInstanceUid">The study.</param>
    /// <param name="file">The file; its content tells the format, whatever its name.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The draft; the same file gives the same one.</returns>
    /// <exception cref="Http.ProblemException">There is no such study, or the file cannot be read onto it.</exception>
    public async Task<SegmentationInfo> ImportAsync(string studyInstanceUid, Stream file, CancellationToken cancellation)
    {
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(studyInstanceUid, cancellation));
        byte[] digest = await SHA256.HashDataAsync(file, cancellation);
        file.Position = 0;
        var id = new Guid(SHA256.HashData([.. digest, .. Encoding.UTF8.GetBytes($"{DynamicStudies.DigestOf(layout)}\n{user.Owner}")]).AsSpan(0, 16), bigEndian: true);
        int peak = (await studies.ChooseAsync(layout, cancellation)).PeakIndex;
        var read = Reading(() => Read(file, layout, peak));
        var draft = read.Info with { Id = id.ToString("D"), Saved = false, SopInstanceUid = null, CreatedAt = clock.GetUtcNow(), Owner = user.Owner };
        drafts.Write(draft, read.Layers(), read.Properties);
        return drafts.Find(id)!;
    }

    private StoredSegmentation Read(Stream file, DceLayout layout, int peak)
    {
        byte[] first = new byte[132];
        int got = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return got == first.Length && first.AsSpan(128).SequenceEqual("DICM"u8) ? SegReading.Read(DicomFile.Read(file), layout, peak)
            : first.AsSpan().StartsWith("NRRD"u8) ? OfLabels(NrrdFile.ReadLabelMap(file), "NRRD", layout, peak)
            : OfLabels(NiftiFile.ReadLabelMap(file), "NIfTI", layout, peak);
    }

    private StoredSegmentation OfLabels(LabelMap file, string format, DceLayout layout, int peak)
    {
        var grid = layout.Geometry;
        var counts = file.Counts();
        if (counts.Count == 0 || counts.Keys.Max() > byte.MaxValue)
        {
            throw new VolumeFileException(counts.Count == 0 ? "It is empty: no voxel has a label above 0." : $"Its label {counts.Keys.Max()} is over the limit of {byte.MaxValue}.");
        }

        byte[] labels = Array.ConvertAll(NearestVoxel.Place(file, grid).Labels, label => (byte)label);
        var names = counts.Keys.ToDictionary(n => n, n => counts.Count == 1 ? TumourLabel.Names[1] : $"Lesion {n}");
        var phase = layout.Phases[peak];
        return new(
            new SegmentationInfo(
                "", Saved: false, layout.StudyInstanceUid, phase.SeriesInstanceUid, phase.SopInstanceUids, grid.SizeY, grid.SizeX,

                // DICOM knows no "unknown": a person chose this file, and the method's name says where it came from.
                AlgorithmType.SemiAutomatic,
                new SegmentationMethod($"Imported {format} mask", "1", "A mask of another program; how it was made is not known."),
                SegmentMeasuring.Measure(grid, labels, names), SopInstanceUid: null, clock.GetUtcNow()) { FrameNumbers = phase.FrameNumbers },
            () => labels);
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception reason) when (reason is DicomFormatException or VolumeFileException)
        {
            throw SegmentationProblems.UnreadableVoi(reason.Message);
        }
    }
}
