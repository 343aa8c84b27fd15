using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The scoring of one VOI: what it needs beside the pixels.</summary>
/// <param name="Assessor">The model with its centres.</param>
/// <param name="Stored">The segmentation.</param>
/// <param name="Segment">The VOI of it.</param>
/// <param name="Headers">Headers of the study.</param>
/// <param name="Layout">The phases, with what a reader chose.</param>
/// <param name="Context">What is known of the case.</param>
/// <param name="ModelVersion">Names the model and the centres that were onboarded to it.</param>
internal sealed record ScoreWork(
    RadscoreAssessor Assessor, StoredSegmentation Stored, Segment Segment, IReadOnlyList<DicomDataset> Headers, DceLayout Layout, CaseContext Context, string ModelVersion)
{
    /// <summary>All that the answer rests on; equal texts mean equal answers.</summary>
    public string Text => string.Join(
        '\n',
        ProductVersion.Text,
        ModelVersion,
        DynamicStudies.DigestOf(Layout),
        Stored.Info.Id,
        Segment.Number,
        JsonSerializer.Serialize(Context with { Clinical = new SortedDictionary<string, string>(Context.Clinical.ToDictionary(), StringComparer.Ordinal) }));
}
