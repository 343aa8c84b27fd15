using System.Buffers.Binary;
using Google.Protobuf;
using OhifAlnPlugin.Radscore.Onnx;

namespace OhifAlnPlugin.Radscore;

/// <summary>Writes a radscore model as ONNX: the interchange copy for other programs.</summary>
/// <remarks>
/// IR version 8, operator set 13, double precision. Input <c>features</c> (patients, features) before scaling; output <c>radscore</c>
/// (patients, 1). The graph scales, runs every network and takes their mean: Sub, Div, Gemm, Relu, Mul, Add, Sigmoid, Sum, Mul.
/// Batch normalisation is written as its equal y = x·s + t, s = γ/√(σ²+ε), t = β − μ·s.
/// </remarks>
internal static class OnnxExport
{
    private const int Double = 11;

    /// <summary>Writes the model; the same model gives the same bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="card">Gives name, version and notice.</param>
    /// <returns>The bytes of an <c>.onnx</c> file.</returns>
    public static byte[] Write(RadscoreModel model, ModelCard card)
    {
        OnnxGraph graph = new() { Name = "radscore" };
        graph.Input.Add(Value("features", model.Features.Count));
        graph.Output.Add(Value("radscore", 1));
        Constant(graph, "mean", [model.Features.Count], [.. model.Features.Select(f => f.Mean)]);
        Constant(graph, "standard_deviation", [model.Features.Count], [.. model.Features.Select(f => f.StandardDeviation)]);
        Node(graph, "Sub", "centred", "features", "mean");
        Node(graph, "Div", "scaled", "centred", "standard_deviation");
        string[] outputs = [.. model.Networks.Select((network, n) => Network(graph, network, $"network{n + 1}"))];
        Constant(graph, "share", [1], [1.0 / outputs.Length]);
        Node(graph, "Sum", "sum", outputs);
        Node(graph, "Mul", "radscore", "sum", "share");
        return Model(graph, model, card).ToByteArray();
    }

    private static OnnxModel Model(OnnxGraph graph, RadscoreModel model, ModelCard card)
    {
        OnnxModel onnx = new() { IrVersion = 8, ProducerName = "OhifAlnPlugin", ProducerVersion = card.Version, DocString = $"{card.Name}. {card.Notice}", Graph = graph };
        onnx.OpsetImport.Add(new OnnxOperatorSet { Domain = "", Version = 13 });
        onnx.Metadata.Add(new OnnxEntry { Key = "features", Value = string.Join(",", model.FeatureNames) });
        onnx.Metadata.Add(new OnnxEntry { Key = "cut_off", Value = model.CutOff.Value.ToString("R") });
        return onnx;
    }

    /// <summary>Adds one network; returns the name of its output.</summary>
    private static string Network(OnnxGraph graph, BackPropagationNetwork network, string name)
    {
        string x = "scaled";
        for (int l = 0; l < network.Hidden.Count; l++)
        {
            string layer = $"{name}.hidden{l + 1}";
            Dense(graph, network.Hidden[l].Dense, layer, x, $"{layer}.linear");
            Node(graph, "Relu", x = $"{layer}.rectified", $"{layer}.linear");
            if (network.Hidden[l].Normalization is { } normalization)
            {
                x = Normalization(graph, normalization, layer, x);
            }
        }

        Dense(graph, network.Output, $"{name}.output", x, $"{name}.logit");
        Node(graph, "Sigmoid", $"{name}.probability", $"{name}.logit");
        return $"{name}.probability";
    }

    private static void Dense(OnnxGraph graph, DenseLayer layer, string name, string input, string output)
    {
        Constant(graph, $"{name}.weights", [layer.Inputs, layer.Outputs], layer.Weights);
        Constant(graph, $"{name}.biases", [layer.Outputs], layer.Biases);
        Node(graph, "Gemm", output, input, $"{name}.weights", $"{name}.biases");
    }

    private static string Normalization(OnnxGraph graph, BatchNormalization normalization, string name, string input)
    {
        double[] scale = new double[normalization.Units], offset = new double[normalization.Units];
        for (int j = 0; j < scale.Length; j++)
        {
            scale[j] = normalization.Gamma[j] / Math.Sqrt(normalization.Variance[j] + normalization.Epsilon);
            offset[j] = normalization.Beta[j] - (normalization.Mean[j] * scale[j]);
        }

        Constant(graph, $"{name}.scale", [scale.Length], scale);
        Constant(graph, $"{name}.offset", [offset.Length], offset);
        Node(graph, "Mul", $"{name}.stretched", input, $"{name}.scale");
        Node(graph, "Add", $"{name}.normalized", $"{name}.stretched", $"{name}.offset");
        return $"{name}.normalized";
    }

    private static void Node(OnnxGraph graph, string operation, string output, params string[] inputs)
    {
        OnnxNode node = new() { OpType = operation, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        graph.Node.Add(node);
    }

    private static void Constant(OnnxGraph graph, string name, long[] dims, ReadOnlySpan<double> values)
    {
        byte[] raw = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(raw.AsSpan(i * sizeof(double)), values[i]);
        }

        OnnxTensor tensor = new() { Name = name, DataType = Double, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.AddRange(dims);
        graph.Initializer.Add(tensor);
    }

    private static OnnxValue Value(string name, int columns)
    {
        OnnxShape shape = new();
        shape.Dim.Add(new OnnxDimension { DimParam = "patients" });
        shape.Dim.Add(new OnnxDimension { DimValue = columns });
        return new OnnxValue { Name = name, Type = new OnnxType { TensorType = new OnnxTensorType { ElemType = Double, Shape = shape } } };
    }
}
