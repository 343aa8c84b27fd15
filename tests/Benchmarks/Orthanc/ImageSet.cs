using System.Text;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>600 MR images of 525 KB: two series of 200, and 20 studies with ten images each, so that there is something to search.</summary>
internal sealed class ImageSet
{
    private const int LargeSeries = 200;
    private const int SmallStudies = 20;
    private const int ImagesOfSmallStudy = 10;
    private const int Edge = 512;
    private const string Boundary = "aln-benchmark-boundary";

    private static readonly byte[][] Slices = [.. Enumerable.Range(0, 16).Select(Slice)];

    /// <summary>Makes a set whose UIDs no other set has.</summary>
    public ImageSet(string name)
    {
        Images =
        [
            .. Enumerable.Range(0, 2).SelectMany(study => Series(name, study, LargeSeries)),
            .. Enumerable.Range(2, SmallStudies).SelectMany(study => Series(name, study, ImagesOfSmallStudy)),
        ];
    }

    /// <summary>The images.</summary>
    public IReadOnlyList<Image> Images { get; }

    /// <summary>The studies.</summary>
    public IEnumerable<string> Studies => Images.Select(image => image.Study).Distinct();

    /// <summary>STOW-RS requests with so many instances each.</summary>
    public IReadOnlyList<HttpRequestBytes> Store(string dicomWeb, int instancesPerRequest) =>
        [.. Images.Chunk(instancesPerRequest).Select(images => HttpRequestBytes.Post(
            dicomWeb + "/studies", $"multipart/related; type=\"application/dicom\"; boundary={Boundary}", Multipart(images)))];

    private static byte[] Multipart(Image[] images)
    {
        using var body = new MemoryStream();
        foreach (Image image in images)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: application/dicom\r\n\r\n"));
            body.Write(image.File);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    private static IEnumerable<Image> Series(string name, int study, int count)
    {
        string studyUid = DicomUid.FromName($"{name} study {study}"), seriesUid = DicomUid.FromName($"{name} series {study}");
        for (int n = 1; n <= count; n++)
        {
            string instance = DicomUid.FromName($"{name} instance {study} {n}");
            DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100");
            foreach (DicomItem item in DicomBenchmarkHeader.Items())
            {
                dataset.Add(item);
            }

            dataset
                .Set(DicomTag.SOPInstanceUID, instance).Set(DicomTag.StudyInstanceUID, studyUid).Set(DicomTag.SeriesInstanceUID, seriesUid)
                .Set(DicomTag.PatientID, $"P{study:0000}").Set(DicomTag.PatientName, $"Test^{study:0000}").Set(DicomTag.StudyDate, $"2026{1 + (study % 12):00}15")
                .Set(DicomTag.Modality, "MR").Set(DicomTag.PhotometricInterpretation, "MONOCHROME2").Set(DicomTag.PatientAge, "050Y").Set(DicomTag.SamplesPerPixel, 1).Set(DicomTag.HighBit, 15).Set(DicomTag.PixelRepresentation, 0)
                .Set(DicomTag.InstanceNumber, n).Set(DicomTag.WindowCenter, 600.0).Set(DicomTag.WindowWidth, 1200.0)
                .Set(DicomTag.Rows, Edge).Set(DicomTag.Columns, Edge).SetBytes(DicomTag.PixelData, DicomVR.OW, Slices[n % Slices.Length]);
            using var file = new MemoryStream();
            new DicomFile(dataset).Write(file);
            yield return new Image(studyUid, seriesUid, instance, file.ToArray());
        }
    }

    /// <summary>A bright disc on a slope, with noise: it compresses as an MR slice does, neither to nothing nor not at all.</summary>
    private static byte[] Slice(int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[2 * Edge * Edge];
        for (int y = 0; y < Edge; y++)
        {
            for (int x = 0; x < Edge; x++)
            {
                double distance = Math.Sqrt(Math.Pow(x - 256, 2) + Math.Pow(y - 256, 2));
                double value = 20 + random.Next(16) + (distance < 180 + (4 * seed) ? 500 + (200 * Math.Sin((x + (seed * 9)) * 0.05) * Math.Cos(y * 0.04)) : 0);
                BitConverter.TryWriteBytes(pixels.AsSpan(2 * ((y * Edge) + x)), (ushort)value);
            }
        }

        return pixels;
    }
}

/// <summary>An image and where it belongs.</summary>
internal sealed record Image(string Study, string Series, string Instance, byte[] File)
{
    /// <summary>Path below the DICOMweb root.</summary>
    public string Path => $"/studies/{Study}/series/{Series}/instances/{Instance}";
}
