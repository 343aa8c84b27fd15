using System.Buffers.Binary;
using System.Text.Json;
using Google.Protobuf;
using OhifAlnPlugin.Radscore.Onnx;
using OhifAlnPlugin.Segmentation.Networks;
using OnnxModel = OhifAlnPlugin.Segmentation.OnnxModel;

namespace OhifAlnPlugin.Tests.Segmentation.Networks;

/// <summary>A network of one convolution by 1×1: the more a pixel enhances, the more it calls it tumour. Written here, without training.</summary>
internal static class BrightSpots
{
    private const int Float = 1;

    private static readonly Lazy<byte[]> Bytes = new(Write);

    public static OnnxModel Network() => OnnxBytes.Registered(Bytes.Value);

    public static byte[] File() => Bytes.Value;

    public static NetworkCard Card() => NetworkCard.Read(CardFile());

    public static byte[] CardFile() => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["id"] = "bright-spots",
        ["version"] = "1",
        ["sha256"] = OnnxBytes.Digest(Bytes.Value),
        ["license"] = "MIT",
        ["intended_use"] = "Tests.",
        ["channels"] = new[] { "sub0", "peak" },
        ["pixel_mm"] = 1.5,
        ["neighbour_mm"] = 2.5,
        ["pad"] = 1,
        ["scale"] = "volume-p99/p99.7",
        ["output"] = "sigmoid",
        ["threshold"] = 0.5,
        ["min_mm3"] = 25,
        ["training_data"] = "None: written by hand.",
    });

    private static byte[] Write()
    {
        OnnxGraph graph = new() { Name = "bright" };
        graph.Input.Add(Port("input", 2));
        graph.Output.Add(Port("values", 1));
        graph.Initializer.Add(Constant("weights", [1, 2, 1, 1], 20, 0));
        graph.Initializer.Add(Constant("bias", [1], -10));
        OnnxNode node = new() { OpType = "Conv", Name = "conv" };
        node.Input.AddRange(["input", "weights", "bias"]);
        node.Output.Add("values");
        graph.Node.Add(node);
        OhifAlnPlugin.Radscore.Onnx.OnnxModel model = new() { IrVersion = 8, ProducerName = "test", Graph = graph };
        model.OpsetImport.Add(new OnnxOperatorSet { Domain = "", Version = 13 });
        return model.ToByteArray();
    }

    private static OnnxTensor Constant(string name, long[] dims, params float[] values)
    {
        byte[] raw = new byte[values.Length * sizeof(float)];
        for (int n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(n * sizeof(float)), values[n]);
        }

        OnnxTensor tensor = new() { Name = name, DataType = Float, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.AddRange(dims);
        return tensor;
    }

    private static OnnxValue Port(string name, int channels)
    {
        OnnxShape shape = new();
        shape.Dim.Add(new OnnxDimension { DimValue = 1 });
        shape.Dim.Add(new OnnxDimension { DimValue = channels });
        shape.Dim.Add(new OnnxDimension { DimParam = "rows" });
        shape.Dim.Add(new OnnxDimension { DimParam = "columns" });
        return new OnnxValue { Name = name, Type = new OnnxType { TensorType = new OnnxTensorType { ElemType = Float, Shape = shape } } };
    }
}
