using System.Text.Json;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Motion;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>How far the patient moved between the phases of a study, as they were taken.</summary>
/// <param name="Model">How the patient may have moved.</param>
/// <param name="PreContrastIndex">The phase that the others are measured against.</param>
/// <param name="Phases">One measurement per phase.</param>
/// <param name="IsNoticeable">Whether a phase has moved noticeably and a correction makes it fit better.</param>
internal sealed record StudyMotion(MotionModel Model, int PreContrastIndex, IReadOnlyList<PhaseMotion> Phases, bool IsNoticeable);

/// <summary>Measures motion and keeps the measurements: they take all pixels.</summary>
internal sealed class MotionMeasuring(DynamicStudies studies, DataFolder data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly string _root = data.Sub("motion");

    /// <summary>The model of a name.</summary>
    /// <exception cref="Http.ProblemException">There is none of this name.</exception>
    public static MotionModel ModelOf(string name) => name.ToUpperInvariant() switch
    {
        "TRANSLATION" => MotionModel.Translation,
        "RIGID" => MotionModel.Rigid,
        _ => throw SegmentationProblems.NoMotionModel(name),
    };

    /// <summary>Measures a study, or finds what was measured before.</summary>
    /// <exception cref="Http.ProblemException">There is no such study, or its pixels cannot be read.</exception>
    public async Task<StudyMotion> MeasureAsync(string study, MotionModel model, CancellationToken cancellation)
    {
        DceLayout layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        int pre = layout.Choice?.PreContrastIndex ?? layout.PreContrastIndex;
        string path = Path.Combine(_root, $"{DynamicStudies.ImagesDigestOf(layout)}-{pre}-{model}.json");
        if (File.Exists(path))
        {
            return JsonSerializer.Deserialize<StudyMotion>(await File.ReadAllBytesAsync(path, cancellation), Json)!;
        }

        DynamicSeries series = await studies.LoadUncorrectedAsync(layout, progress: null, cancellation);
        PhaseMotion[] phases = await Task.Run(
            () => MotionCheck.Of([.. series.Phases.Select(p => p.Volume)], pre, model, cancellation).Select(m => m.Effect).ToArray(), cancellation);
        var measured = new StudyMotion(model, pre, phases, phases.Any(p => p.IsNoticeable));
        WholeFile.Write(path, file => JsonSerializer.Serialize(file, measured, Json));
        return measured;
    }
}
