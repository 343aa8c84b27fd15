using BenchmarkDotNet.Attributes;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Benchmarks;

/// <summary>
/// One 512 × 512 MR image of 16 bits: from the warm file to the picture, and the encoding alone. With ALN_BENCHMARK_IMAGE set to a real
/// image that one is used, else one made here with smooth parts, edges and noise.
/// </summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private const int Side = 512;
    private static readonly JpegOptions Options = new();
    private string path = "";
    private Picture picture = new(1, 1, Picture.Grey, [0]);

    [GlobalSetup]
    public void Write()
    {
        path = Path.GetTempFileName();
        if (Environment.GetEnvironmentVariable("ALN_BENCHMARK_IMAGE") is { Length: > 0 } real)
        {
            File.Copy(real, path, overwrite: true);
        }
        else
        {
            using FileStream stream = File.Create(path);
            new DicomFile(Image()).Write(stream);
        }

        picture = RenderableImage.Open(path)!.Render(0);
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(path);

    [Benchmark]
    public int FileToJpeg() => JpegEncoder.Encode(RenderableImage.Open(path)!.Render(0), Options).Length;

    [Benchmark]
    public int FileToPicture() => RenderableImage.Open(path)!.Render(0).Samples.Length;

    [Benchmark]
    public int JpegEncode() => JpegEncoder.Encode(picture, Options).Length;

    [Benchmark]
    public int PngEncode() => PngEncoder.Encode(picture).Length;

    [Benchmark]
    public int Thumbnail() => PictureScaling.Scale(picture, new(0, 0, picture.Width, picture.Height), 128, 128).Samples.Length;

    private static DicomDataset Image()
    {
        var random = new Random(1);
        byte[] pixels = new byte[2 * Side * Side];
        for (int n = 0; n < Side * Side; n++)
        {
            double x = (n % Side / 256.0) - 1, y = (n / Side / 256.0) - 1, r = Math.Sqrt((x * x) + (y * y));
            double value = r > 0.9 ? 20 : 600 + (500 * Math.Cos(9 * r) * Math.Sin(5 * x)) + (((n / 24) + (n / Side / 40)) % 7 == 0 ? 150 : 0);
            BitConverter.TryWriteBytes(pixels.AsSpan(2 * n), (ushort)(value + random.Next(30)));
        }

        var image = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100");
        foreach (DicomItem item in DicomBenchmarkHeader.Items())
        {
            image.Add(item);
        }

        return image.Set(DicomTag.Rows, Side).Set(DicomTag.Columns, Side).Set(DicomTag.SamplesPerPixel, 1).Set(DicomTag.PhotometricInterpretation, "MONOCHROME2")
            .Set(DicomTag.BitsAllocated, 16).Set(DicomTag.BitsStored, 16).Set(DicomTag.HighBit, 15).Set(DicomTag.PixelRepresentation, 0)
            .Set(DicomTag.WindowCenter, 600.0).Set(DicomTag.WindowWidth, 1300.0).SetBytes(DicomTag.PixelData, DicomVR.OW, pixels);
    }
}
