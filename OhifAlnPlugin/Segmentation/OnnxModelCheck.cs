using System.Text;
using Google.Protobuf;

namespace OhifAlnPlugin.Segmentation;

/// <summary>
/// Reads an ONNX file as far as its safety asks, without ONNX Runtime: no tensor may lie outside the file (its location is a path
/// that the runtime would open), and no operator may come from outside the standard (it could run code of its own or read files).
/// </summary>
/// <remarks>
/// The walk follows the messages of the ONNX format (onnx.proto, IR version 8 and later) through every place in which a graph or a
/// tensor can stand: nested subgraphs, local functions, training graphs, sparse tensors. Unknown fields are passed over, as every
/// reader of the format does; repeated ones are all looked at, as readers differ in which they keep.
/// </remarks>
internal static class OnnxModelCheck
{
    /// <summary>Deepest nesting of messages; the reader in ONNX Runtime stops at 100.</summary>
    public const int MostDepth = 64;

    private static readonly HashSet<string> StandardDomains = ["", "ai.onnx", "ai.onnx.ml"];

    /// <summary>Messages of the format that are entered: which field leads to which of them.</summary>
    private static readonly Dictionary<(Message, int Field), Message> Inner = new()
    {
        [(Message.Model, 7)] = Message.Graph,
        [(Message.Model, 8)] = Message.OperatorSet,
        [(Message.Model, 20)] = Message.Training,
        [(Message.Model, 25)] = Message.Function,
        [(Message.Training, 1)] = Message.Graph,
        [(Message.Training, 2)] = Message.Graph,
        [(Message.Function, 7)] = Message.Node,
        [(Message.Function, 9)] = Message.OperatorSet,
        [(Message.Function, 11)] = Message.Attribute,
        [(Message.Graph, 1)] = Message.Node,
        [(Message.Graph, 5)] = Message.Tensor,
        [(Message.Graph, 15)] = Message.SparseTensor,
        [(Message.Node, 5)] = Message.Attribute,
        [(Message.Attribute, 5)] = Message.Tensor,
        [(Message.Attribute, 6)] = Message.Graph,
        [(Message.Attribute, 10)] = Message.Tensor,
        [(Message.Attribute, 11)] = Message.Graph,
        [(Message.Attribute, 22)] = Message.SparseTensor,
        [(Message.Attribute, 23)] = Message.SparseTensor,
        [(Message.SparseTensor, 1)] = Message.Tensor,
        [(Message.SparseTensor, 2)] = Message.Tensor,
    };

    private enum Message
    {
        Model,
        Training,
        Function,
        OperatorSet,
        Graph,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
    }

    /// <summary>Refuses what must not reach ONNX Runtime.</summary>
    /// <param name="bytes">Bytes of the file.</param>
    /// <param name="name">Name for the messages.</param>
    /// <exception cref="OnnxModelRefusedException">See <see cref="OnnxModel.Check"/>.</exception>
    public static void Require(ReadOnlySpan<byte> bytes, string name)
    {
        // ONNX Runtime takes bytes with this mark for its own format, whatever else they are.
        if (bytes.Length >= 8 && bytes[4..8].SequenceEqual("ORTM"u8))
        {
            throw new OnnxModelRefusedException($"{name} is in ONNX Runtime's own format, which cannot be checked: only .onnx files are run.");
        }

        try
        {
            if (!Walk(bytes, Message.Model, 0, name))
            {
                throw new OnnxModelRefusedException($"{name} is no ONNX file: it holds no graph.");
            }
        }
        catch (InvalidDataException broken)
        {
            throw new OnnxModelRefusedException($"{name} is no whole ONNX file: {broken.Message}", broken);
        }
    }

    /// <summary>Walks through one message and the messages in it.</summary>
    /// <returns>Whether it held a graph directly.</returns>
    private static bool Walk(ReadOnlySpan<byte> bytes, Message message, int depth, string name)
    {
        if (depth > MostDepth)
        {
            throw new OnnxModelRefusedException($"{name} nests graphs more than {MostDepth} messages deep.");
        }

        bool hasGraph = false;
        var reader = new WireReader(bytes);
        while (reader.Next(out int field, out WireFormat.WireType type, out ulong number, out ReadOnlySpan<byte> content))
        {
            if (type == WireFormat.WireType.LengthDelimited)
            {
                RequireAllowed(message, field, content, name);
                if (Inner.TryGetValue((message, field), out Message inner))
                {
                    hasGraph |= inner == Message.Graph;
                    Walk(content, inner, depth + 1, name);
                }
            }
            else if ((message, field) == (Message.Tensor, 14) && number != 0)
            {
                throw External(name);
            }
        }

        return hasGraph;
    }

    private static void RequireAllowed(Message message, int field, ReadOnlySpan<byte> content, string name)
    {
        bool isDomain = (message, field) is (Message.Node, 7) or (Message.OperatorSet, 1) or (Message.Function, 10);
        if (isDomain && Encoding.UTF8.GetString(content) is var domain && !StandardDomains.Contains(domain))
        {
            string shown = domain.Length <= 80 ? domain : domain[..80];
            throw new OnnxModelRefusedException($"{name} uses operators of the domain '{shown}': only the standard ones of ai.onnx and ai.onnx.ml are run.");
        }

        if ((message, field) == (Message.Tensor, 13))
        {
            throw External(name);
        }
    }

    private static OnnxModelRefusedException External(string name) =>
        new($"{name} keeps a tensor in another file: all weights must be in the .onnx file itself.");
}
