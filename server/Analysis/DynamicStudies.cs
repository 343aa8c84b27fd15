using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>Finds the dynamic series of studies and loads their pixels, wherever the images come from.</summary>
internal sealed class DynamicStudies(IInstanceSource source, DynamicSeriesCache cache, IChosenPhases chosen, IKeptChoices kept, IFrameCodec codec)
{
    /// <summary>Layouts by the headers they were found in: of one request several parts ask for the same, and the store gives the same headers.</summary>
    private static readonly ConditionalWeakTable<IReadOnlyList<DicomDataset>, DceLayout> Found = [];

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

    /// <summary>The phases of a study, from its headers alone, with what a reader chose for it.</summary>
    /// <param name="headers">Headers of all its instances.</param>
    /// <exception cref="Http.ProblemException">It is no dynamic series, or cannot be read safely as one.</exception>
    public DceLayout LayoutOf(IReadOnlyList<DicomDataset> headers)
    {
        KeptChoice? choice = headers is [var first, ..] && first.GetString(DicomTag.StudyInstanceUID) is { } study ? kept.Find(study) : null;
        DceLayout layout = Find(headers, choice?.Choice);
        return choice is null ? layout
            : choice.ImagesDigest == ImagesDigestOf(layout) ? layout with { Choice = choice.Choice }
            : Find(headers, new PhaseChoice(FrameOfReferenceUid: choice.Choice.FrameOfReferenceUid)) with { Warnings = [.. layout.Warnings, "A reader chose phases of this study, but images were added or removed since: the choice is not used. Choose again, or go back to automatic."] };
    }

    /// <summary>The phases of a study, from its headers alone, by the rules.</summary>
    /// <param name="headers">Headers of all its instances.</param>
    /// <param name="choice">What a reader chose: the position to read of a patient who was repositioned, and that a phase is pre-contrast although every series names a contrast agent.</param>
    /// <exception cref="Http.ProblemException">It is no dynamic series, or cannot be read safely as one.</exception>
    public static DceLayout Find(IReadOnlyList<DicomDataset> headers, PhaseChoice? choice)
    {
        try
        {
            return choice is null or { FrameOfReferenceUid: null, PreContrastIndex: null }
                ? Found.GetValue(headers, static each => DceLayout.Find(each))
                : DceLayout.Find(headers, choice.FrameOfReferenceUid, choice.PreContrastIndex is not null);
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

        return new DynamicStudy(layout, choice, kept.Find(layout.StudyInstanceUid)?.KeptAt);
    }

    /// <summary>The pixels of all phases, from memory where the study was used lately.</summary>
    /// <param name="layout">The phases.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">They cannot be read.</exception>
    public async Task<DynamicSeries> LoadAsync(DceLayout layout, IProgress<double>? progress, CancellationToken cancellation)
    {
        DynamicSeries series = await LoadUncorrectedAsync(layout, progress, cancellation);
        if (layout.Choice is { Motion: not MotionModel.None })
        {
            return await cache.GetAsync(DigestOf(layout), () => Task.Run(() => Choose(layout, series, cancellation).Series, cancellation), cancellation);
        }

        ChosenPhases choice = chosen.Find(DigestOf(layout)) ?? await Task.Run(() => ChosenPhases.Of(Choose(layout, series, cancellation)), cancellation);
        return (choice.PreContrastIndex, choice.PeakIndex) == (series.PreContrastIndex, series.PeakIndex)
            ? series
            : new DynamicSeries(series.Phases, choice.PreContrastIndex, choice.PeakIndex);
    }

    /// <summary>The pixels of all phases as they were taken, with the phases that the rules choose, whatever a reader chose.</summary>
    /// <param name="layout">The phases.</param>
    /// <param name="progress">Receives the part done, 0 … 1.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">They cannot be read.</exception>
    public Task<DynamicSeries> LoadUncorrectedAsync(DceLayout layout, IProgress<double>? progress, CancellationToken cancellation)
    {
        DceLayout automatic = layout with { Choice = null };
        return cache.GetAsync(DigestOf(automatic), () => Task.Run(() => Load(automatic, progress, cancellation), cancellation), cancellation);
    }

    /// <summary>Digest of the images of the phases, in order, and of what a reader chose: the same digest gives the same results.</summary>
    public static string DigestOf(DceLayout layout) =>
        layout.Choice is { ChangesResults: true } choice
            ? Digest($"{ImagesDigestOf(layout)}\n{choice.PreContrastIndex}/{choice.PeakIndex}/{choice.Motion}")
            : ImagesDigestOf(layout);

    /// <summary>Digest of the images of the phases alone, in order.</summary>
    public static string ImagesDigestOf(DceLayout layout)
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

        return Digest(text.ToString());
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private LoadedSeries Choose(DceLayout layout, DynamicSeries series, CancellationToken cancellation)
    {
        try
        {
            LoadedSeries loaded = DceLoader.Choose(layout, [.. series.Phases.Select(p => p.Volume)], cancellation);
            chosen.Keep(DigestOf(layout), ChosenPhases.Of(loaded));
            return loaded;
        }
        catch (DceException reason)
        {
            throw AnalysisProblems.NotUsable(reason);
        }
    }

    private DynamicSeries Load(DceLayout layout, IProgress<double>? progress, CancellationToken cancellation)
    {
        var seriesOf = layout.Phases.SelectMany(p => p.Slices.Select(s => (s.SopInstanceUid, p.SeriesInstanceUid))).Distinct().ToDictionary(s => s.SopInstanceUid, s => s.SeriesInstanceUid);
        try
        {
            var loaded = DceLoader.Load(layout, Open, progress, codec, cancellation);
            chosen.Keep(DigestOf(layout), ChosenPhases.Of(loaded));
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
