namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>Searches and retrievals over a stored set.</summary>
internal static class ReadOperations
{
    private const string DicomJson = "application/dicom+json";

    /// <summary>The figures, in the order of the table.</summary>
    public static IEnumerable<Operation> Of(ImageSet set)
    {
        Image[] first = [.. set.Images.Take(200)];
        string series = $"/studies/{first[0].Study}/series/{first[0].Series}";
        yield return Get("QIDO, all studies", "requests/s", 1, 1, 3, Repeat(50, "/studies"), DicomJson);
        yield return Get("QIDO, one patient's studies", "requests/s", 1, 1, 3, Repeat(100, "/studies?PatientID=P0005"), DicomJson);
        yield return Get("QIDO, studies of some months", "requests/s", 1, 1, 3, Repeat(100, "/studies?StudyDate=20260301-20260531"), DicomJson);
        yield return Get("metadata of a series of 200", "requests/s", 1, 1, 5, Repeat(4, series + "/metadata"), DicomJson);
        string[] frames = [.. first.Select(image => image.Path + "/frames/1")];
        yield return Get("frames, 1 connection", "frames/s", 1, 1, 1.5, frames, "multipart/related; type=\"application/octet-stream\"");
        yield return Get("frames, 8 connections", "frames/s", 1, 8, 1.5, frames, "multipart/related; type=\"application/octet-stream\"");
        yield return Get("whole series of 200 (105 MB)", "MB/s", 105, 1, 1, Repeat(3, series), "multipart/related; type=\"application/dicom\"");
        yield return Get("rendered as JPEG", "images/s", 1, 1, 1, [.. first.Take(50).Select(image => image.Path + "/rendered")], "image/jpeg");
    }

    private static Operation Get(string name, string unit, double unitsPerRequest, int connections, double floor, string[] paths, string accept) =>
        new(name, unit, unitsPerRequest, connections, floor, (server, _) => [.. paths.Select(path => HttpRequestBytes.Of("GET", server.DicomWeb + path, accept))]);

    private static string[] Repeat(int count, string path) => [.. Enumerable.Repeat(path, count)];
}
