using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Reports;

namespace OhifAlnPlugin.Server.Readings.Reports;

/// <summary>Turns what a report says into the measurements, assessments and statements of a structured report.</summary>
internal static class ReportMeasurements
{
    /// <summary>A lesion: its size, and for the one that was scored features and radscore.</summary>
    public static ReportedLesion Of(LesionSize lesion, ReadingReport report, ObjectReference segmentation, string drawnOn) => new()
    {
        TrackingId = lesion.TrackingId,
        TrackingUid = lesion.TrackingUid,
        Laterality = lesion.Side switch { "left" => SegmentationCodes.Left, "right" => SegmentationCodes.Right, _ => null },
        Segmentation = segmentation,
        SegmentNumber = lesion.Number,
        SourceSeriesUid = drawnOn,
        Measurements =
        [
            new(ReportCodes.Volume, lesion.VolumeMl * 1000, ReportCodes.CubicMillimetre),
            new(ReportCodes.LongestDiameter, lesion.LongestDiameterMm, ReportCodes.Millimetre),
            .. lesion.Scored ? Scores(report) : [],
        ],
        Assessments = lesion.Scored ? [new(ReportCodes.PredictedBurden, report.HighBurden ? ReportCodes.HighBurden : ReportCodes.LowBurden)] : [],
    };

    /// <summary>What was told or judged in words.</summary>
    public static IReadOnlyList<ReportedStatement> Statements(ReadingReport report) =>
    [
        new(ReportCodes.TrainingPlace, string.Join(" ", [$"{ReportSentences.Place(report.Trust.Band)}.", .. report.Trust.Reasons])),
        .. report.Trust.Objections.Select(o => new ReportedStatement(ReportCodes.IntendedUse, o)),
        .. report.Clinical.Select(c => new ReportedStatement(ReportCodes.Clinical(c.Key, c.Label), c.Value)),
        new(ReportCodes.Notice, report.Notice),
    ];

    private static IEnumerable<ReportedMeasurement> Scores(ReadingReport report)
    {
        yield return new ReportedMeasurement(ReportCodes.Radscore, report.Radscore, ReportCodes.NoUnits)
        {
            Algorithm = new ReportedAlgorithm(report.Model.Name, report.Model.Version, [$"SHA-256 {report.Model.Digest}", $"Trained on: {report.Model.TrainingData}"]),
            Properties =
            [
                new(ReportCodes.CutOff, report.CutOff, ReportCodes.NoUnits),
                new(ReportCodes.Baseline, report.Baseline, ReportCodes.NoUnits),
                new(ReportCodes.Spread, report.Spread, ReportCodes.NoUnits),
                new(ReportCodes.LowestScore, report.Stability.Low, ReportCodes.NoUnits),
                new(ReportCodes.HighestScore, report.Stability.High, ReportCodes.NoUnits),
            ],
        };
        foreach (ReportedContribution feature in report.Contributions)
        {
            yield return new ReportedMeasurement(ReportCodes.Feature(feature.Feature), feature.Value, ReportCodes.UnitOf(feature.Feature))
            {
                Modifiers = [(ReportCodes.FeatureName, feature.Feature)],
                Properties =
                [
                    new(ReportCodes.Contribution, feature.Contribution, ReportCodes.NoUnits),
                    new(ReportCodes.TrainingPercentile, feature.Percentile, ReportCodes.Percent),
                ],
            };
        }

        foreach (ReportedModelPrediction model in report.Models)
        {
            yield return new ReportedMeasurement(model.Kind == "combined" ? ReportCodes.CombinedProbability : ReportCodes.ClinicalProbability, model.Probability, ReportCodes.NoUnits)
            {
                Algorithm = new ReportedAlgorithm(model.Name, report.Model.Version, [$"SHA-256 {report.Model.Digest}"]),
                Properties = [new(ReportCodes.CutOff, model.CutOff, ReportCodes.NoUnits)],
            };
        }
    }
}
