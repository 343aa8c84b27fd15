using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Server.Radiomics;
using Spectre.Console;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln extract … --voxel-based</c>: maps of every case, one case after the other, with progress.</summary>
internal static class MapsRun
{
    /// <summary>Writes the maps; a case that fails is reported and the rest done.</summary>
    /// <param name="extraction">What to do with each case.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Exit status: 0 when all went well.</returns>
    public static int Of(MapExtraction extraction, IReadOnlyList<ExtractionCase> cases, CancellationToken cancellation)
    {
        int written = 0;
        List<FailedCase> failed = [];
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).Start(context =>
        {
            for (int n = 0; n < cases.Count; n++)
            {
                ProgressTask bar = context.AddTask(cases.Count == 1 ? "Maps" : $"Maps of case {n + 1}", maxValue: 1);
                try
                {
                    written += extraction.Run(cases[n], n + 1, new Share(bar), cancellation);
                }
                catch (Exception e) when (cases.Count > 1 && e is CaseException or RadiomicsException)
                {
                    failed.Add(new(cases[n], e.Message));
                }
            }
        });
        foreach (FailedCase failure in failed)
        {
            Console.Error.WriteLine($"{failure.Case.Image}, {failure.Case.Mask}: {failure.Reason}");
        }

        Console.WriteLine($"{(written == 1 ? "1 map is" : $"{written} maps are")} in {extraction.Folder}.");
        return failed.Count == 0 ? 0 : 1;
    }

    private sealed class Share(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (bar)
            {
                bar.Value = Math.Max(bar.Value, value);
            }
        }
    }
}
