using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Finds the dynamic series of studies and loads their pixels, wherever the images come from.</summary>
internal sealed class DynamicStudies(IInstanceSource source, DynamicSeriesCache cache, IChosenPhases chosen, IFrameCodec codec)
{
    /// <summary>The headers of a study's instances.</summary>
    /// <param name="studyInstanceUid">The study.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">The text is no UID, or there is no such study.</exception>
    public async Task<IReadOnlyList<DicomDataset>> ReadHeadersAsync(string studyInstanceUid, CancellationToken cancellation)
    {
        if (!DicomUid.IsValid(studyInstanceUid))
        {
            throw AnalysisProblems.InvalidUid(studyInstanceUid);
        }

        var headers = await source.ReadHeadersAsync(studyInstanceUid, cancellation);
        return headers.Count > 0 ? headers : throw AnalysisProblems.StudyNotFound(studyInstanceUid);
    }

    /// <summary>The phases of a study, from its headers alone.</summary>
    /// <param name="headers">Headers of all its instances.</param>
    /// <exception cref="Http.ProblemException">It is no dynamic series, or cannot be read safely as one.</exception>
    public static DceLayout LayoutOf(IReadOnlyList<DicomDataset> headers)
    {
        try
        {
            return DceLayout.Find(headers);
        }
        catch (DceException reason)
        {
            throw AnalysisProblems.NotUsable(reason);
        }
    }

    /// <summary>The phases of a study and which of them are compared. Reads all pixels where the study is new.</summary>
    /// <param name="layout">The phases.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">Its pixels cannot be read.</exception>
    public async Task<DynamicStudy> ChooseAsync(DceLayout layout, CancellationToken cancellation)
    {
        string digest = DigestOf(layout);
        if (chosen.Find(digest) is not { } choice)
        {
            await LoadAsync(layout, progress: null, cancellation);
            choice = chosen.Find(digest) ?? throw new InvalidOperationException("The loading of a study keeps its choice of phases.");
        }

        return new DynamicStudy(layout, choice.PreContrastIndex, choice.PeakIndex, $"{layout.Explanation} {choice.Explanation}", choice.Warnings);
    }

    /// <summary>The pixels of all phases, from memory where the study was used lately.</summary>
    /// <param name="layout">The phases.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">They cannot be read.</exception>
    public Task<DynamicSeries> LoadAsync(DceLayout layout, IProgress<double>? progress, CancellationToken cancellation)
    {
        string digest = DigestOf(layout);
        return cache.GetAsync(digest, () => Task.Run(() => Load(layout, digest, progress, cancellation), cancellation), cancellation);
    }

    /// <summary>Digest of the images of the phases, in order: the same images give the same results.</summary>
    public static string DigestOf(DceLayout layout)
    {
        var text = new StringBuilder();
        foreach (var phase in layout.Phases)
        {
            text.Append("phase\n");
            foreach (var slice in phase.Slices)
            {
                text.Append(slice.SopInstanceUid).Append('#').Append(slice.FrameNumber).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private DynamicSeries Load(DceLayout layout, string digest, IProgress<double>? progress, CancellationToken cancellation)
    {
        var seriesOf = layout.Phases.SelectMany(p => p.Slices.Select(s => (s.SopInstanceUid, p.SeriesInstanceUid))).Distinct().ToDictionary(s => s.SopInstanceUid, s => s.SeriesInstanceUid);
        try
        {
            var loaded = DceLoader.Load(layout, Open, choice: null, progress, codec, cancellation);
            chosen.Keep(digest, new ChosenPhases(loaded.Series.PreContrastIndex, loaded.Series.PeakIndex, loaded.Explanation, loaded.Warnings));
            return loaded.Series;
        }
        catch (DceException reason)
        {
            throw AnalysisProblems.NotUsable(reason);
        }

        // The loader reads slice after slice on this worker thread; nothing is gained by giving it up between them.
        DicomFile Open(string sop) =>
            source.ReadInstanceAsync(layout.StudyInstanceUid, seriesOf[sop], sop, cancellation).GetAwaiter().GetResult() ?? throw AnalysisProblems.ImageGone(sop);
    }
}
