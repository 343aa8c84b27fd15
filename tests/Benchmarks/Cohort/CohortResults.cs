using System.Runtime.InteropServices;
using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Benchmarks.Cohort;

/// <summary>What the steps gave, to be compared with what R wrote into a folder.</summary>
/// <param name="Icc">ICC(A,1) per feature.</param>
/// <param name="Harmonised">Features after ComBat.</param>
/// <param name="Path">Elastic-net path.</param>
/// <param name="Selection">Its cross-validation.</param>
/// <param name="Left">Features left before the elastic net.</param>
internal sealed record CohortResults(double[] Icc, IReadOnlyList<double[]> Harmonised, ElasticNetPath Path, ElasticNetSelection Selection, int Left)
{
    /// <summary>Largest absolute difference of the ICCs that R computed.</summary>
    public double AgainstIcc(string folder) => Read(folder, "icc.r").Select((v, j) => Math.Abs(v - Icc[j])).Max();

    /// <summary>Largest absolute difference of the harmonised values.</summary>
    public double AgainstCombat(string folder) => Largest(Read(folder, "combat.r"), Harmonised.SelectMany(f => f));

    /// <summary>Largest absolute difference of λ and of the explained part of the deviance along the path; coefficients at this tolerance are good to 1e-3 in both.</summary>
    public double AgainstPath(string folder)
    {
        double[] theirs = Read(folder, "path.r");
        return Largest(theirs, Path.Steps.SelectMany(s => (double[])[s.Lambda, s.DevianceRatio]));
    }

    /// <summary>Largest absolute difference of the two chosen λ.</summary>
    public double AgainstCrossValidation(string folder) => Largest(Read(folder, "cv.r"), [Selection.Min.Lambda, Selection.OneStandardError.Lambda]);

    private static double Largest(IEnumerable<double> theirs, IEnumerable<double> ours) => theirs.Zip(ours, (a, b) => Math.Abs(a - b)).Max();

    private static double[] Read(string folder, string name) =>
        MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(System.IO.Path.Combine(folder, name))).ToArray();
}
