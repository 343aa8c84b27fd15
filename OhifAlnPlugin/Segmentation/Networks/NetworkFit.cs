namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>Checks that a network takes and gives what its card says, before a study is read for it.</summary>
public static class NetworkFit
{
    private const int Float = 1;

    /// <summary>Compares a network with its card.</summary>
    /// <param name="session">The network.</param>
    /// <param name="card">Its card.</param>
    /// <exception cref="NetworkInputException">They differ; the message says in what.</exception>
    public static void Require(OnnxSession session, NetworkCard card)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(card);
        long[] wanted = card.Grid is PatchGrid patch ? [1, card.Channels.Count, patch.PatchZ, patch.PatchY, patch.PatchX] : [1, card.Channels.Count, -1, -1];
        IReadOnlyList<long> found = session.Input.Shape;
        if (session.Input.ElementType != Float || session.Output.ElementType != Float)
        {
            throw new NetworkInputException($"The network {card.Id} takes and gives element types {session.Input.ElementType} and {session.Output.ElementType}; single precision (1) is run.");
        }

        if (found.Count != wanted.Length || wanted.Where((length, axis) => length >= 0 && found[axis] >= 0 && found[axis] != length).Any())
        {
            throw new NetworkInputException(
                $"The network {card.Id} takes the shape {Shown(found)}; by its card it is given {Shown(wanted)}, {card.Channels.Count} channels ({string.Join(", ", card.Channels.Select(c => c.Name))}).");
        }
    }

    /// <summary>Runs a network once on an input of zeros.</summary>
    /// <param name="session">The network.</param>
    /// <param name="card">Its card.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="NetworkInputException">It does not answer as its card says.</exception>
    /// <exception cref="OnnxRuntimeException">It cannot be run.</exception>
    public static void Try(OnnxSession session, NetworkCard card, CancellationToken cancellation = default)
    {
        Require(session, card);
        long[] size = card.Grid switch
        {
            PatchGrid patch => [patch.PatchZ, patch.PatchY, patch.PatchX],
            SliceGrid slices => [Math.Max(64, slices.PadMultiple), Math.Max(96, slices.PadMultiple * 2)],
            _ => [],
        };
        long count = size.Aggregate((long)card.Channels.Count, (product, length) => product * length);
        OnnxTensor<float> answer = session.Run(new OnnxTensor<float>(new float[count], [1, card.Channels.Count, .. size]), cancellation);
        NetworkAnswer.Read(card, answer, size);
    }

    private static string Shown(IReadOnlyList<long> shape) => string.Join('×', shape.Select(length => length < 0 ? "any" : $"{length}"));
}
