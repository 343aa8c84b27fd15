using System.Globalization;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Readings;

namespace OhifAlnPlugin.Server.Readings.Reports;

/// <summary>Puts together what a report says, from the server's own computation.</summary>
internal static class ReportComposition
{
    /// <summary>Puts a report together.</summary>
    /// <param name="reading">The reading that accepts the result.</param>
    /// <param name="scored">The scored segment.</param>
    /// <param name="saved">The SEG in which it is stored.</param>
    /// <param name="number">The number of the scored segment there.</param>
    public static ReadingReport Compose(Reading reading, ScoredSegment scored, StoredSegmentation saved, int number)
    {
        RadscoreAssessment assessment = scored.Assessment;
        RadscorePrediction prediction = assessment.Prediction;
        ModelCard card = scored.Bundle.Card;
        return new ReadingReport(
            reading.Id,
            reading.Reader,
            reading.At,
            PatientOf(scored.Headers[0]),
            StudyOf(scored, reading),
            ReportSentences.Prediction(prediction.Radscore, prediction.CutOff.Value, prediction.Burden is AlnBurden.High),
            prediction.Radscore,
            prediction.Spread,
            new ReportedRange(scored.Stability.Low, scored.Stability.High, scored.Stability.BurdenChanges, scored.Stability.Note),
            prediction.CutOff.Value,
            prediction.CutOff.Rule,
            prediction.Burden is AlnBurden.High,
            prediction.Baseline,
            [.. prediction.Contributions.Select((c, i) => new ReportedContribution(c.Feature.Name, c.Feature.Label, c.Feature.Explanation, assessment.Extracted[i], c.Feature.Unit, c.Contribution, c.Percentile))],
            new ReportedTrust(assessment.Place.Band?.ToString().ToLowerInvariant() ?? "unknown", assessment.Place.Reasons, assessment.Objections, scored.Warnings),
            [.. saved.Info.Segments.Select(s => LesionOf(s, saved, scored, number))],
            [.. scored.Curve.Select(p => new ReportedCurvePoint(p.TimeSeconds, double.IsFinite(p.EnhancementPercent) ? p.EnhancementPercent : null))],
            ClinicalOf(scored),
            [.. ModelsOf(assessment)],
            new ReportedOutline(saved.Info.AlgorithmType, saved.Info.Method is { } method ? $"{method.Name} {method.Version}".TrimEnd() : null),
            new ReportedModel(card.Name, card.Version, scored.Bundle.Digest, card.TrainingData, card.Demonstration),
            $"OhifAlnPlugin {ProductVersion.Text}",
            card.Notice)
        {
            Objects = new StoredObjects(reading.SegSopInstanceUid!, reading.ReportSopInstanceUid!, reading.PdfSopInstanceUid!, reading.PredecessorSopInstanceUid),
            KeyImage = PictureOf(scored),
        };
    }

    private static ReportedPatient PatientOf(DicomDataset header) => new(
        ReportSentences.ShownName(header.GetString(DicomTag.PatientName) ?? ""),
        header.GetString(DicomTag.PatientID)?.Trim() ?? "",
        StudyDates.Read(header.GetString(DicomTag.PatientBirthDate)) is { } born ? Text(born) : null,
        header.GetString(DicomTag.PatientSex) is { Length: > 0 } sex ? sex : null);

    private static ReportedStudy StudyOf(ScoredSegment scored, Reading reading)
    {
        DicomDataset header = scored.Headers[0];
        return new ReportedStudy(
            reading.StudyInstanceUid,
            reading.StudyDate is { } date ? Text(date) : null,
            header.GetString(DicomTag.AccessionNumber)?.Trim() ?? "",
            header.GetString(DicomTag.StudyDescription)?.Trim() ?? "",
            scored.Assessment.Centre.Sentence);
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static LesionSize LesionOf(Segment segment, StoredSegmentation saved, ScoredSegment scored, int number)
    {
        var known = saved.Properties.FirstOrDefault(p => p.Number == segment.Number);
        return new LesionSize(
            segment.Number,
            segment.Label,
            segment.Number == number,
            BreastSides.Of(saved.MaskOf(scored.Layout.Geometry, segment.Number), scored.Headers)?.ToString().ToLowerInvariant(),
            segment.VolumeMm3 / 1000,
            segment.LongestDiameterMm,
            known is { TrackingId.Length: > 0 } ? known.TrackingId : segment.Label,
            known is not null && DicomUid.IsValid(known.TrackingUid) ? known.TrackingUid : DicomUid.FromName($"segment {segment.Number} of {saved.Info.Id}"));
    }

    private static ReportedClinicalValue[] ClinicalOf(ScoredSegment scored)
    {
        ClinicalField[] own = [.. scored.Bundle.Supplement.ClinicalFields];
        Dictionary<string, ClinicalField> fields = own.Concat(ReaderStatements.Beside(own)).ToDictionary(f => f.Key);
        return
        [
            .. scored.Context.Clinical.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c =>
            {
                ClinicalField? field = fields.GetValueOrDefault(c.Key);
                ClinicalChoice? choice = field?.Choices.FirstOrDefault(x => string.Equals(x.Value, c.Value.Trim(), StringComparison.OrdinalIgnoreCase));
                return new ReportedClinicalValue(c.Key, field?.Label ?? c.Key, choice?.Label ?? (field is { Unit: not "1" } ? $"{c.Value.Trim()} {field.Unit}" : c.Value.Trim()));
            }),
        ];
    }

    private static IEnumerable<ReportedModelPrediction> ModelsOf(RadscoreAssessment assessment)
    {
        (string Kind, LogisticPrediction? Prediction)[] both = [("clinical", assessment.Clinical), ("combined", assessment.Combined)];
        return both.Where(b => b.Prediction is not null)
            .Select(b => new ReportedModelPrediction(b.Kind, b.Prediction!.Model, b.Prediction.Probability, b.Prediction.CutOff.Value, b.Prediction.Burden is AlnBurden.High));
    }

    private static ReportedPicture PictureOf(ScoredSegment scored)
    {
        VolumeGeometry grid = scored.Layout.Geometry;
        int slice = KeyPicture.SliceOf(scored.Voi);
        return new ReportedPicture(
            PngEncoder.Encode(KeyPicture.Draw(scored.Series.Peak, scored.Voi)),
            grid.SizeX * grid.SpacingMm.X,
            grid.SizeY * grid.SpacingMm.Y,
            string.Create(CultureInfo.InvariantCulture, $"Peak phase, slice {slice + 1} of {grid.SizeZ}: largest cross-section of the outline"));
    }
}
