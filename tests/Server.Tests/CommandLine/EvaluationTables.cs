using System.Globalization;
using System.Text;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Server.CommandLine.Evaluation;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>A bundle, feature tables and a clinical table of imaginary cases, drawn from a seed: what <c>aln evaluate</c> works on.</summary>
internal sealed class EvaluationTables
{
    /// <summary>All columns of the clinical table.</summary>
    public const string AllColumns = "patient_id,centre,cohort,age,menopausal_status,enhancement_pattern,mri_aln_burden,aln_burden,high_burden,survival_months,event";

    private static readonly string[] Cohorts = ["training", "validation 1", "validation 2"];

    private readonly string _folder;
    private readonly List<string[]> _clinical = [];

    /// <summary>Draws the cases and writes the files.</summary>
    /// <param name="folder">Folder for the files.</param>
    /// <param name="patients">Number of cases.</param>
    public EvaluationTables(string folder, int patients = 150)
    {
        _folder = folder;
        LogisticBundle.Create().Write(Path.Combine(folder, "bundle"));
        var random = new SeededRandom(3);
        var features = new StringBuilder($"patient_id,{LogisticBundle.Sphericity},{LogisticBundle.Entropy}\n");
        var second = new StringBuilder(features.ToString());
        for (int p = 0; p < patients; p++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"PHANTOM-{p + 1:0000}");
            int centre = (p % 5) + 1;
            double sphericity = random.Normal(0.6 + (0.02 * centre), 0.1), entropy = random.Normal(3 + (0.1 * centre), 0.5);
            bool high = random.Chance(0.75 * LogisticBundle.ScoreOf(sphericity, entropy));
            features.Append(Row(id, sphericity, entropy));
            second.Append(p % 3 == 0 ? Row(id, sphericity + random.Normal(0, 0.02), entropy + random.Normal(0, 0.15)) : "");
            _clinical.Add(Clinical(id, centre, high, random));
        }

        Write("features.csv", features.ToString());
        Write("second.csv", second.ToString());
        WriteClinical(AllColumns);
    }

    /// <summary>Changes the clinical table: one row at a time, values by column.</summary>
    public void Change(Action<Dictionary<string, string>> change, string columns = AllColumns)
    {
        string[] names = AllColumns.Split(',');
        for (int p = 0; p < _clinical.Count; p++)
        {
            Dictionary<string, string> row = names.Zip(_clinical[p]).ToDictionary(c => c.First, c => c.Second);
            change(row);
            _clinical[p] = [.. names.Select(n => row[n])];
        }

        WriteClinical(columns);
    }

    /// <summary>Writes the clinical table with some of its columns only.</summary>
    public void WriteClinical(string columns)
    {
        string[] names = AllColumns.Split(','), kept = columns.Split(',');
        Write("clinical.csv", columns + "\n" + string.Concat(_clinical.Select(r => string.Join(',', kept.Select(k => r[Array.IndexOf(names, k)])) + "\n")));
    }

    /// <summary>What is given to the command.</summary>
    public EvaluateArguments Arguments(string output = "report", bool training = true) => new(
        At("bundle"), [At("features.csv")], At("clinical.csv"), At(output), training ? ["training"] : [], [$"second reader={At("second.csv")}"], [], []);

    /// <summary>Path of a file.</summary>
    public string At(string file) => Path.Combine(_folder, file);

    private static string[] Clinical(string id, int centre, bool high, SeededRandom random)
    {
        double months = -Math.Log(1 - random.NextDouble()) / (high ? 0.02 : 0.008), end = random.Uniform(24, 96);
        return
        [
            id,
            Text(centre),
            Cohorts[centre <= 3 ? 0 : centre - 3],
            random.Chance(0.05) ? "NA" : Text(random.Below(40) + 30),
            random.Chance(0.5) ? "premenopausal" : "postmenopausal",
            random.Chance(0.7) ? "mass" : "non-mass",
            random.Chance(high ? 0.55 : 0.14) ? "high" : "low",
            high ? "high" : "low",
            high ? "1" : "0",
            Text(Math.Round(Math.Min(months, end), 1)),
            months <= end ? "1" : "0",
        ];
    }

    private static string Row(string id, double sphericity, double entropy) => $"{id},{Text(sphericity)},{Text(entropy)}\n";

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private void Write(string file, string text) => File.WriteAllText(At(file), text);
}
