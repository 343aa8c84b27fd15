using System.Globalization;
using OhifAlnPlugin.Phantoms.Training;
using OhifAlnPlugin.Segmentation.Training;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln phantom --training STYLE</c>: studies to train a segmentation network on, into a file or straight into the training.</summary>
internal static class TrainingStudiesOutput
{
    /// <summary>The output that stands for the standard output.</summary>
    public const string StandardOutput = "-";

    private const int ReportEvery = 100;

    /// <summary>Writes studies until their number is reached, the reader goes away or the command is cancelled.</summary>
    /// <param name="style">Ranges they are drawn from.</param>
    /// <param name="output">File, or <see cref="StandardOutput"/>.</param>
    /// <param name="count">Number of studies.</param>
    /// <param name="seed">Seed; study n of a seed is always the same.</param>
    /// <param name="cancellation">Stops between two studies.</param>
    /// <returns>0.</returns>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static int Write(TrainingStyle style, string output, int count, ulong seed, CancellationToken cancellation)
    {
        bool piped = output == StandardOutput;
        try
        {
            using Stream target = piped ? Console.OpenStandardOutput() : File.Create(output);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            for (int n = 1; n <= count; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                TrainingFile.Write(target, TrainingStudies.Render(style, seed, n));
                if (!piped && (n % ReportEvery == 0 || n == count))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{n} of {count} studies, {watch.Elapsed.TotalSeconds / n:0.00} s each"));
                }
            }

            return 0;
        }
        catch (IOException) when (piped)
        {
            // The training has read as many studies as it wanted and closed its end.
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{output} cannot be written: {failure.Message}");
        }
    }
}
