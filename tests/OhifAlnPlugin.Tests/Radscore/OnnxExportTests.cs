using System.Buffers.Binary;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Radscore.Onnx;

namespace OhifAlnPlugin.Tests.Radscore;

/// <summary>The ONNX copy read back and run by a plain interpreter of the nine operators it uses.</summary>
public sealed class OnnxExportTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(8, 3)]
    public void The_graph_computes_the_radscore(int features, int networks)
    {
        RadscoreModel model = SmallModels.Create(features, networks);
        OnnxModel onnx = OnnxModel.Parser.ParseFrom(OnnxExport.Write(model, SmallModels.Card));

        for (int seed = 0; seed < 10; seed++)
        {
            FeatureVector patient = SmallModels.Patient(features, seed);
            Run(onnx.Graph, patient.Values.ToArray()).ShouldBe(model.Score(patient), 1e-12);
        }
    }

    [Fact]
    public void The_file_names_its_version_features_and_notice()
    {
        OnnxModel onnx = OnnxModel.Parser.ParseFrom(OnnxExport.Write(SmallModels.Create(2), SmallModels.Card));

        onnx.IrVersion.ShouldBe(8);
        onnx.OpsetImport.Single().Version.ShouldBe(13);
        onnx.DocString.ShouldContain("Research use only");
        onnx.Metadata.Single(m => m.Key == "features").Value.ShouldBe("original_firstorder_F0,original_firstorder_F1");
    }

    private static double Run(OnnxGraph graph, double[] features)
    {
        Dictionary<string, double[]> values = graph.Initializer.ToDictionary(t => t.Name, NumbersOf);
        values["features"] = features;
        foreach (OnnxNode node in graph.Node)
        {
            values[node.Output.Single()] = Apply(node.OpType, [.. node.Input.Select(i => values[i])]);
        }

        return values["radscore"].Single();
    }

    private static double[] Apply(string operation, double[][] inputs) => operation switch
    {
        "Sub" => [.. inputs[0].Zip(inputs[1], (a, b) => a - b)],
        "Div" => [.. inputs[0].Zip(inputs[1], (a, b) => a / b)],
        "Mul" => [.. inputs[0].Zip(inputs[1], (a, b) => a * b)],
        "Add" => [.. inputs[0].Zip(inputs[1], (a, b) => a + b)],
        "Relu" => [.. inputs[0].Select(a => Math.Max(a, 0))],
        "Sigmoid" => [.. inputs[0].Select(a => 1 / (1 + Math.Exp(-a)))],
        "Sum" => [inputs.Sum(i => i.Single())],
        "Gemm" => [.. inputs[2].Select((b, j) => b + inputs[0].Select((x, i) => x * inputs[1][(i * inputs[2].Length) + j]).Sum())],
        _ => throw new NotSupportedException(operation),
    };

    private static double[] NumbersOf(OnnxTensor tensor)
    {
        byte[] raw = tensor.RawData.ToByteArray();
        double[] numbers = new double[raw.Length / sizeof(double)];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(raw.AsSpan(i * sizeof(double)));
        }

        tensor.Dims.Aggregate(1L, (a, b) => a * b).ShouldBe(numbers.Length);
        return numbers;
    }
}
