using BenchmarkDotNet.Running;
using OhifAlnPlugin.Benchmarks.Orthanc;
using OhifAlnPlugin.Benchmarks.Scale;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// The benchmarks of methods, and three verbs: <c>orthanc</c> compares whole servers, <c>scale</c> searches a growing index,
/// <c>radiomics</c> measures one extraction in a fresh process.
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
            default:
                BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
                return 0;
        }
    }
}
