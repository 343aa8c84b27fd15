using System.CommandLine;
using OhifAlnPlugin.Server.CommandLine;

namespace OhifAlnPlugin.Server;

/// <summary>Entry point of the executable <c>aln</c>: parses the command line and turns expected failures into one sentence.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            return await CommandCatalogue.Root().Parse(args).InvokeAsync(configuration);
        }
        catch (Exception failure) when (ExpectedFailures.Describe(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"aln: {sentence}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("aln: stopped.");
            return 130;
        }
    }
}
