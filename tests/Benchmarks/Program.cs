using BenchmarkDotNet.Running;
using OhifAlnPlugin.Benchmarks.Orthanc;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>The benchmarks; the verb <c>orthanc</c> compares whole servers instead.</summary>
internal static class BenchmarkProgram
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["orthanc", var executable, var rounds, .. var filter]:
                return AgainstOrthanc.Run(executable, int.Parse(rounds), filter.FirstOrDefault(""));
            default:
                BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
                return 0;
        }
    }
}
