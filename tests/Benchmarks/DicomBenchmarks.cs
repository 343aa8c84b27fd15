using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// Reads headers of 512 × 512 MR images from warm files and turns them into DICOM JSON and back. One operation is one image.
/// With ALN_BENCHMARK_IMAGE set to a real image that one is used, else one made here with about as many elements as scanners write.
/// </summary>
[MemoryDiagnoser]
public class DicomBenchmarks
{
    private const int Files = 200;
    private string folder = "";
    private string[] paths = [];
    private DicomDataset header = [];
    private byte[] json = [];
    private byte[] file = [];

    [GlobalSetup]
    public void Write()
    {
        folder = Directory.CreateTempSubdirectory("aln-benchmark").FullName;
        file = Environment.GetEnvironmentVariable("ALN_BENCHMARK_IMAGE") is { Length: > 0 } path ? File.ReadAllBytes(path) : Image();
        paths = [.. Enumerable.Range(0, Files).Select(n => Path.Combine(folder, $"{n}.dcm"))];
        foreach (string target in paths)
        {
            File.WriteAllBytes(target, file);
        }

        header = DicomFile.Read(paths[0], DicomReadOptions.Header).Dataset;
        json = Json();
    }

    [GlobalCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Files)]
    public int HeaderRead()
    {
        int elements = 0;
        foreach (string path in paths)
        {
            elements += DicomFile.Read(path, DicomReadOptions.Header).Dataset.Count;
        }

        return elements;
    }

    [Benchmark]
    public int WholeRead()
    {
        using var stream = new MemoryStream(file);
        return DicomFile.Read(stream).Dataset.Count;
    }

    [Benchmark]
    public int JsonWrite() => Json().Length;

    [Benchmark]
    public int JsonRead()
    {
        using JsonDocument document = JsonDocument.Parse(json, DicomJson.DocumentOptions);
        return DicomJson.Read(document.RootElement).Count;
    }

    private static byte[] Image()
    {
        DicomDataset image = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100");
        foreach (DicomItem item in DicomBenchmarkHeader.Items())
        {
            image.Add(item);
        }

        image.Set(DicomTag.Rows, 512).Set(DicomTag.Columns, 512).SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[512 * 512 * 2]);
        using var stream = new MemoryStream();
        new DicomFile(image).Write(stream);
        return stream.ToArray();
    }

    private byte[] Json()
    {
        using var stream = new MemoryStream(16 * 1024);
        using (var writer = new Utf8JsonWriter(stream))
        {
            DicomJson.Write(writer, header, _ => null);
        }

        return stream.ToArray();
    }
}
