using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Evaluation;

/// <summary>A radscore judged: every table of the report, and a sentence for what could not be computed.</summary>
/// <param name="Data">The patients.</param>
/// <param name="Models">The models compared.</param>
/// <param name="Characteristics">Table 1.</param>
/// <param name="OddsRatios">Table 2; null without a training cohort.</param>
/// <param name="Performance">Table 3.</param>
/// <param name="Readers">Radscore against readers; empty without readings.</param>
/// <param name="Subgroups">Mass and non-mass; empty where no pattern is known.</param>
/// <param name="Survival">Survival by radscore; null without follow-up.</param>
/// <param name="Calibration">Calibration and decision curves.</param>
/// <param name="Nomogram">The combined model as a scale of points; null where there is none.</param>
/// <param name="Notes">What is left out or needs care.</param>
public sealed record RadscoreEvaluation(
    EvaluationData Data,
    IReadOnlyList<RiskModel> Models,
    IReadOnlyList<Characteristic> Characteristics,
    OddsRatioTable? OddsRatios,
    IReadOnlyList<PerformanceRow> Performance,
    IReadOnlyList<ReaderRow> Readers,
    IReadOnlyList<SubgroupRow> Subgroups,
    SurvivalTable? Survival,
    IReadOnlyList<CalibrationRow> Calibration,
    Nomogram? Nomogram,
    IReadOnlyList<EvaluationNote> Notes)
{
    /// <summary>Computes everything that the data allow.</summary>
    /// <param name="data">The patients.</param>
    public static RadscoreEvaluation Of(EvaluationData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<EvaluationNote> notes = [];
        void Note(EvaluationPart part, IEnumerable<string> sentences) => notes.AddRange(sentences.Select(s => new EvaluationNote(part, s)));
        List<string> onModels = [], onCalibration = [];
        IReadOnlyList<RiskModel> models = RiskModels.Of(data, onModels);
        Note(EvaluationPart.Models, onModels);
        OddsRatioTable? ratios = data.Training.Count > 0 ? OddsRatioTable.Of(data) : null;
        Note(EvaluationPart.OddsRatios, ratios?.Notes ?? ["No training cohort is among the data; odds ratios are those of training."]);
        IReadOnlyList<PerformanceRow> performance = PerformanceTable.Of(data, models);
        Note(EvaluationPart.Performance, Undefined(performance));
        IReadOnlyList<ReaderRow> readers = ReaderTable.Of(data);
        Note(EvaluationPart.Readers, readers.Count > 0 ? readers.Where(r => r.Undefined is not null).Select(r => $"{r.Cohort}: {r.Undefined}, so areas under the curve are undefined.") : ["The clinical table has no readers' call of the burden in MRI."]);
        IReadOnlyList<SubgroupRow> subgroups = SubgroupTable.Of(data);
        Note(EvaluationPart.Subgroups, subgroups.Count > 0 ? [] : ["The clinical table has no pattern of enhancement (mass or non-mass)."]);
        bool followed = data.Patients.Any(p => p.Event is not null && double.IsFinite(p.Months) && double.IsFinite(p.Radscore));
        SurvivalTable? survival = followed ? SurvivalTable.Of(data) : null;
        Note(EvaluationPart.Survival, survival?.Notes ?? ["The clinical table has no follow-up (months and event)."]);
        IReadOnlyList<CalibrationRow> calibration = CalibrationTable.Of(data, models, onCalibration);
        Note(EvaluationPart.Calibration, onCalibration);
        Nomogram? nomogram = RiskNomogram.Of(data, models, out string? whyNot);
        Note(EvaluationPart.Nomogram, whyNot is null ? [] : [whyNot]);
        return new RadscoreEvaluation(data, models, CharacteristicsTable.Of(data), ratios, performance, readers, subgroups, survival, calibration, nomogram, notes);
    }

    private static IEnumerable<string> Undefined(IReadOnlyList<PerformanceRow> rows)
    {
        foreach (PerformanceRow row in rows.Where(r => r.Model == RiskModels.Radiomics))
        {
            if (row.Undefined is not null)
            {
                yield return $"{row.Cohort}: {row.Undefined}, so the area under the curve is undefined.";
            }

            if (row.LeftOut > 0)
            {
                yield return $"{row.Cohort}: {row.LeftOut} of {row.LeftOut + row.Calls.Total} patients are left out because a feature or a clinical value is missing.";
            }
        }
    }
}

/// <summary>A remark on a part of the evaluation.</summary>
/// <param name="Part">The part.</param>
/// <param name="Sentence">The remark.</param>
public sealed record EvaluationNote(EvaluationPart Part, string Sentence);

/// <summary>Parts of an evaluation.</summary>
public enum EvaluationPart
{
    /// <summary>The models compared.</summary>
    Models,

    /// <summary>Table 2.</summary>
    OddsRatios,

    /// <summary>Table 3 and the ROC curves.</summary>
    Performance,

    /// <summary>Radscore against readers.</summary>
    Readers,

    /// <summary>Mass and non-mass.</summary>
    Subgroups,

    /// <summary>Survival.</summary>
    Survival,

    /// <summary>Calibration and decision curves.</summary>
    Calibration,

    /// <summary>Nomogram.</summary>
    Nomogram,
}
