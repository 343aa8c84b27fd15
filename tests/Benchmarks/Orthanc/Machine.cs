namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Processor, number of cores and load when asked.</summary>
    public static string Description =>
        $"{Environment.ProcessorCount} × {Processor()}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}";

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
}
