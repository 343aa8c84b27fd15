using System.Diagnostics;
using System.Globalization;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>
/// How long the fuzzers run. By default a few seconds each; with <c>ALN_FUZZ_INPUTS=100000</c> that many DICOM inputs and a tenth of
/// that of every other kind, without a time limit. <c>ALN_FUZZ_SEED</c> chooses other inputs; the same seed gives the same inputs.
/// </summary>
internal static class FuzzOptions
{
    private static readonly TimeSpan ShortRun = TimeSpan.FromSeconds(8);
    private static readonly int? Given = Number("ALN_FUZZ_INPUTS");

    public static int Seed { get; } = Number("ALN_FUZZ_SEED") ?? 1;

    /// <summary>Inputs of a fuzzer at most.</summary>
    /// <param name="share">1 for DICOM files, 0.1 for all others.</param>
    public static int Inputs(double share) => Given is { } inputs ? (int)Math.Ceiling(inputs * share) : int.MaxValue;

    /// <summary>The numbers of the inputs, until there are enough or the short run's time is over.</summary>
    public static IEnumerable<int> Numbers(double share)
    {
        var clock = Stopwatch.StartNew();
        for (int number = 0; number < Inputs(share) && (Given is not null || clock.Elapsed < ShortRun); number++)
        {
            yield return number;
        }
    }

    /// <summary>The randomness of one input, by its number alone: any input can be made again by itself.</summary>
    public static Random RandomOf(int number) => new(unchecked((Seed * 1_000_003) + number));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
