using OhifAlnPlugin.Radiomics.Ibsi;
using OhifAlnPlugin.Server.Analysis;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Outcome of the self-test.</summary>
/// <param name="Compared">Consensus values compared.</param>
/// <param name="Agree">How many agree.</param>
/// <param name="KnownDeviations">How many are known to be defined differently.</param>
/// <param name="EngineVersion">Version of the product.</param>
/// <param name="Unexpected">Tags of values that differ although they should agree, or agree although they should differ.</param>
internal sealed record SelfTestSummary(int Compared, int Agree, int KnownDeviations, string EngineVersion, IReadOnlyList<string> Unexpected)
{
    /// <summary>Whether nothing is unexpected.</summary>
    public bool Passed => Unexpected.Count == 0;
}

/// <summary>The self-test of the radiomics engine, run once when first asked for.</summary>
internal sealed class SelfTestResult
{
    private readonly Lazy<SelfTestSummary> _summary = new(() =>
    {
        IReadOnlyList<IbsiResult> results = IbsiSelfTest.Run();
        return new(
            results.Count, results.Count(r => r.Agrees), results.Count(r => r.Reference.IsKnownDeviation), ProductVersion.Text,
            [.. results.Where(r => !r.IsAsExpected).Select(r => r.Reference.Tag)]);
    });

    /// <summary>The outcome.</summary>
    public SelfTestSummary Summary => _summary.Value;
}
