using BenchmarkDotNet.Running;
using OhifAlnPlugin.Benchmarks.Orthanc;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>The benchmarks; the verb <c>orthanc</c> compares whole servers, <c>radiomics</c> measures one extraction in a fresh process.</summary>
internal static class BenchmarkProgram
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["orthanc", var executable, var rounds, .. var filter]:
                return AgainstOrthanc.Run(executable, int.Parse(rounds), filter.FirstOrDefault(""));
            case ["radiomics", .. var rest]:
                return RadiomicsMemory.Run(rest);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
                return 0;
        }
    }
}
