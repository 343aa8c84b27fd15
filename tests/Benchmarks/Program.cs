using BenchmarkDotNet.Running;
using OhifAlnPlugin.Benchmarks.Clicks;
using OhifAlnPlugin.Benchmarks.Cohort;
using OhifAlnPlugin.Benchmarks.Leakage;
using OhifAlnPlugin.Benchmarks.Networks;
using OhifAlnPlugin.Benchmarks.Orthanc;
using OhifAlnPlugin.Benchmarks.Scale;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// The benchmarks of methods, and eight verbs: <c>orthanc</c> compares whole servers, <c>scale</c> searches a growing index,
/// <c>radiomics</c> measures one extraction in a fresh process, <c>radscore</c> times a score with and without its stability band,
/// <c>cohort</c> compares the steps of a selection with R's, <c>clicks</c> measures the region around a click against true outlines,
/// <c>leakage</c> trains on permuted outcomes, <c>networks</c> runs a network beside npm's onnxruntime-node.
/// </summary>
internal static class BenchmarkProgram
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["orthanc", var executable, var rounds, .. var filter]:
                return AgainstOrthanc.Run(executable, int.Parse(rounds), filter.FirstOrDefault(""));
            case ["scale", var executable, var chart, .. var largest]:
                return ScaleMeasurement.Run(executable, chart, int.Parse(largest.FirstOrDefault("1000000")));
            case ["radiomics", .. var rest]:
                return RadiomicsMemory.Run(rest);
            case ["radscore", var bundle, .. var rounds]:
                return RadscoreLatency.Run(bundle, int.Parse(rounds.FirstOrDefault("40")));
            case ["cohort", var script, .. var rounds]:
                return CohortSpeed.Run(script, int.Parse(rounds.FirstOrDefault("5")));
            case ["clicks", .. var rest]:
                return ClickMeasurement.Run(rest);
            case ["leakage", var cohorts, .. var network]:
                return PermutedOutcomes.Run(int.Parse(cohorts), network is ["network"]);
            case ["networks", .. var rest]:
                return NetworkSpeed.Run(rest);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
                return 0;
        }
    }
}
