namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>The tumour's channel in the answer of a network.</summary>
internal readonly ref struct NetworkAnswer
{
    private const float Rounding = 1e-3f;

    private readonly ReadOnlySpan<float> _values;

    private NetworkAnswer(ReadOnlySpan<float> values) => _values = values;

    /// <summary>Takes the tumour's probabilities out of an answer.</summary>
    /// <param name="card">The network.</param>
    /// <param name="answer">Its answer, shape (1, classes, …); changed in place.</param>
    /// <param name="size">Size that the last axes must have.</param>
    /// <exception cref="NetworkInputException">The answer has another shape.</exception>
    public static NetworkAnswer Read(NetworkCard card, OnnxTensor<float> answer, ReadOnlySpan<long> size)
    {
        int classes = Classes(card, answer, size), voxels = answer.Values.Length / classes;
        ToProbabilities(card, answer.Values, classes, voxels);
        return new(answer.Values.AsSpan(card.TumourChannel * voxels, voxels));
    }

    /// <summary>Checks the shape of an answer.</summary>
    /// <returns>Its classes.</returns>
    /// <exception cref="NetworkInputException">It has another shape.</exception>
    public static int Classes(NetworkCard card, OnnxTensor<float> answer, ReadOnlySpan<long> size)
    {
        long[] shape = answer.Shape;
        int least = Math.Max(card.TumourChannel + 1, card.Output == NetworkOutput.Softmax ? 2 : 1);
        return shape.Length == size.Length + 2 && shape[0] == 1 && shape[1] >= least && shape.AsSpan(2).SequenceEqual(size)
            ? (int)shape[1]
            : throw new NetworkInputException(
                $"The network {card.Id} answers with the shape {string.Join('×', shape)}; by its card 1×{least}×{string.Join('×', size.ToArray())} or more classes were expected.");
    }

    /// <summary>Turns values of all classes into probabilities, in place, as the card says.</summary>
    public static void ToProbabilities(NetworkCard card, Span<float> values, int classes, int voxels)
    {
        Span<float> tumour = values.Slice(card.TumourChannel * voxels, voxels);
        for (int n = 0; n < voxels; n++)
        {
            tumour[n] = card.Output switch
            {
                NetworkOutput.Sigmoid => (float)(1 / (1 + Math.Exp(-tumour[n]))),
                NetworkOutput.Softmax => Softmax(values, card.TumourChannel, classes, voxels, n),
                _ => tumour[n],
            };
            if (!(tumour[n] is >= -Rounding and <= 1 + Rounding))
            {
                throw new NetworkInputException($"The network {card.Id} answers with {tumour[n]}, which is no probability: its card's 'output' may have to be sigmoid or softmax.");
            }
        }
    }

    /// <summary>Copies the upper left part of a slice.</summary>
    /// <param name="target">The slice without padding.</param>
    /// <param name="paddedWidth">Columns of the answer.</param>
    /// <param name="width">Columns of the slice.</param>
    public void CopyTo(Span<float> target, int paddedWidth, int width)
    {
        for (int at = 0, from = 0; at < target.Length; at += width, from += paddedWidth)
        {
            _values.Slice(from, width).CopyTo(target[at..]);
        }
    }

    private static float Softmax(ReadOnlySpan<float> values, int tumour, int classes, int voxels, int n)
    {
        double own = values[(tumour * voxels) + n], sum = 0;
        for (int c = 0; c < classes; c++)
        {
            sum += Math.Exp(values[(c * voxels) + n] - own);
        }

        return (float)(1 / sum);
    }
}
