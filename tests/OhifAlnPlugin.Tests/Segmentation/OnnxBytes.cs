using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using OhifAlnPlugin.Radscore.Onnx;
using OhifAlnPlugin.Segmentation;
using OnnxModel = OhifAlnPlugin.Segmentation.OnnxModel;

namespace OhifAlnPlugin.Tests.Segmentation;

/// <summary>ONNX files for tests: a whole small network, and fields written by hand where a file shall hold what no exporter writes.</summary>
internal static class OnnxBytes
{
    /// <summary>Bytes as the network that is registered under their own digest.</summary>
    public static OnnxModel Registered(byte[] bytes) => OnnxModel.Check(bytes, Digest(bytes));

    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>y = x · x for rows of three values.</summary>
    public static OnnxModel Square(int elementType) => Registered(SquareFile(elementType));

    /// <summary>The file of <see cref="Square"/>.</summary>
    public static byte[] SquareFile(int elementType)
    {
        OnnxGraph graph = new() { Name = "square" };
        graph.Input.Add(Port("x", elementType));
        graph.Output.Add(Port("y", elementType));
        OnnxNode node = new() { OpType = "Mul", Name = "mul" };
        node.Input.AddRange(["x", "x"]);
        node.Output.Add("y");
        graph.Node.Add(node);
        OhifAlnPlugin.Radscore.Onnx.OnnxModel model = new() { IrVersion = 8, ProducerName = "test", Graph = graph };
        model.OpsetImport.Add(new OnnxOperatorSet { Domain = "", Version = 13 });
        return model.ToByteArray();
    }

    /// <summary>A length-delimited field.</summary>
    public static byte[] Field(int number, params byte[][] content)
    {
        byte[] all = [.. content.SelectMany(part => part)];
        return [.. Varint((uint)(number << 3) | 2), .. Varint((uint)all.Length), .. all];
    }

    /// <summary>A text field.</summary>
    public static byte[] Text(int number, string value) => Field(number, Encoding.UTF8.GetBytes(value));

    /// <summary>A number field.</summary>
    public static byte[] Number(int number, uint value) => [.. Varint((uint)number << 3), .. Varint(value)];

    private static byte[] Varint(uint value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), .. Varint(value >> 7)];

    private static OnnxValue Port(string name, int elementType)
    {
        OnnxShape shape = new();
        shape.Dim.Add(new OnnxDimension { DimParam = "rows" });
        shape.Dim.Add(new OnnxDimension { DimValue = 3 });
        return new OnnxValue { Name = name, Type = new OnnxType { TensorType = new OnnxTensorType { ElemType = elementType, Shape = shape } } };
    }
}
