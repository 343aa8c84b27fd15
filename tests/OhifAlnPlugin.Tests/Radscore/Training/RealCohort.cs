using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Tests.Radscore.Training;

/// <summary>The cohorts of the reference runs: synthetic readings, breast MRI of three scanner groups, lung CT of three hospitals.</summary>
internal static class RealCohort
{
    public const string Synthetic = "33_pipeline_synthetic_e2e", Duke = "34_pipeline_duke_burden_N23", Lung = "30_pipeline_hosny_radiotherapy";

    public static readonly string[] DukeVariables = ["age", "postmenopausal", "T", "multifocal", "reader_LN"];

    public static TrainingCohort Read(string folder) => folder switch
    {
        Synthetic => ReadSynthetic(),
        Duke => ReadDuke(),
        _ => ReadLung(),
    };

    /// <summary>The design that a reference run followed, for as much of it as the run had.</summary>
    public static TrainingDesign Design(string folder, string run) => new()
    {
        Name = folder,
        Version = run,
        Outcome = folder switch { Synthetic => "high burden", Duke => "N2-3, four or more nodes (surrogate)", _ => "death within two years" },
        Seed = 1,
        TrainingCentres = folder switch { Synthetic => ["TRAIN"], Duke => ["GE_3T", "GE_1.5T"], _ => ["HarvardRT"] },
        ValidationCentres = folder switch { Synthetic => ["VAL1", "VAL2"], Duke => ["SIEMENS"], _ => ["Maastro", "Radboud"] },
        Reproducibility = folder == Synthetic ? new ReproducibilityStep() : null,
        Harmonisation = run.StartsWith("none", StringComparison.Ordinal) ? null
            : new HarmonisationStep { ReferenceCentre = !run.StartsWith("combat_ref", StringComparison.Ordinal) ? null : folder == Duke ? "GE_3T" : "HarvardRT" },
        Selection = run.EndsWith("code", StringComparison.Ordinal) ? SelectionOptions.Code : new SelectionOptions(),
        Network = null,
        Resampling = new ResamplingStep { Folds = 3, Repeats = 1, Bootstraps = 0 },
        GivenFolds = [.. ReferenceTable.Read("stats", folder, run + "_3_upsample_folds.csv").Numbers("fold").Select(f => (int)f)],
    };

    private static TrainingCohort ReadSynthetic()
    {
        ReferenceTable cohort = ReferenceTable.Read("stats", Synthetic, "input_cohort.csv");
        string[] features = [.. cohort.Columns.Where(c => c.StartsWith("feat", StringComparison.Ordinal))], ids = cohort.Texts("id");
        return new TrainingCohort(features, [.. features.Select(cohort.Numbers)], cohort.Texts("centre"), [.. cohort.Numbers("label").Select(l => l > 0)])
        {
            Readings = [Second(ReadingKind.Intra, "input_reader1_second_reading.csv"), Second(ReadingKind.Inter, "input_reader2.csv")],
            Clinical = Variables(cohort, [.. Enumerable.Range(0, cohort.Rows)], "menopause", "mri_aln_status", "mri_aln_burden"),
            FollowUpTimes = cohort.Numbers("time_months"),
            FollowUpEvents = cohort.Numbers("event"),
        };

        SecondReading Second(ReadingKind kind, string file)
        {
            ReferenceTable again = ReferenceTable.Read("stats", Synthetic, file);
            return new SecondReading(kind, [.. again.Texts("id").Select(id => Array.IndexOf(ids, id))], [.. features.Select(again.Numbers)]);
        }
    }

    private static TrainingCohort ReadDuke()
    {
        ReferenceTable split = ReferenceTable.Read("stats", Duke, "input_split.csv"), all = ReferenceTable.Read("realdata", "duke_imaging_features_908x529.csv.gz");
        ReferenceTable clinical = ReferenceTable.Read("stats", "31_duke_clinical", "input.csv");
        int[] rows = RowsOf(split, all), facts = RowsOf(split, clinical);
        string[] features = [.. all.Columns.Skip(1)];
        return new TrainingCohort(features, [.. features.Select(f => rows.Select(r => all.Numbers(f)[r]).ToArray())], split.Texts("centre"), [.. split.Numbers("label").Select(l => l > 0)])
        {
            Clinical = Variables(clinical, facts, DukeVariables),
            FollowUpTimes = [.. facts.Select(r => clinical.Numbers("time_days")[r]).Select(t => t > 0 ? t : double.NaN)],
            FollowUpEvents = [.. facts.Select(r => clinical.Numbers("recur")[r])],
        };
    }

    private static TrainingCohort ReadLung()
    {
        ReferenceTable all = ReferenceTable.Read("realdata", "hosny2018_nsclc_ct_6centres.csv.gz");
        string[] hospitals = ["HarvardRT", "Maastro", "Radboud"];
        int[] rows = [.. Enumerable.Range(0, all.Rows).Where(r => hospitals.Contains(all.Texts("centre")[r]))];
        string[] centres = [.. rows.Select(r => all.Texts("centre")[r])];
        // The reference left out features that are constant in one of the hospitals, with harmonisation and without.
        (string Name, double[] Values)[] features = [.. all.Columns.Skip(3).Select(f => (f, rows.Select(r => all.Numbers(f)[r]).ToArray()))
            .Where(f => hospitals.All(h => f.Item2.Where((_, i) => centres[i] == h).Distinct().Count() > 1))];
        return new TrainingCohort([.. features.Select(f => f.Name)], [.. features.Select(f => f.Values)], centres, [.. rows.Select(r => all.Numbers("death2y")[r] > 0)]);
    }

    private static int[] RowsOf(ReferenceTable split, ReferenceTable table)
    {
        string[] ids = table.Texts(table.Columns[0]);
        return [.. split.Texts("id").Select(id => Array.IndexOf(ids, id))];
    }

    private static Dictionary<string, ClinicalVariable> Variables(ReferenceTable table, int[] rows, params string[] names) =>
        names.ToDictionary(n => n, n => new ClinicalVariable(n, [.. rows.Select(r => table.Numbers(n)[r])], null), StringComparer.Ordinal);
}
