using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Folds with each outcome spread evenly.</summary>
/// <remarks>Only by outcome: with given group sizes, the outcomes inside a fold are then independent of those outside, so that nothing but a real signal can lift the held-out area above ½ on average.</remarks>
internal static class StratifiedFolds
{
    /// <summary>Draws folds 1 … count.</summary>
    public static int[] Draw(IReadOnlyList<bool> outcomes, int count, SeededRandom random)
    {
        int[] folds = new int[outcomes.Count];
        int next = 0;
        foreach (bool outcome in (bool[])[false, true])
        {
            int[] members = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == outcome)];
            random.Shuffle(members.AsSpan());
            foreach (int i in members)
            {
                folds[i] = (next++ % count) + 1;
            }
        }

        return folds;
    }
}
