using System.Globalization;

namespace OhifAlnPlugin.Benchmarks.Scale;

/// <summary>One kind of search.</summary>
/// <param name="Name">Its name in table and chart.</param>
/// <param name="MayBeEmpty">Whether it may find nothing.</param>
/// <param name="Path">An address below the DICOMweb root, for a random subject of an index of some size.</param>
internal sealed record ScaleQuery(string Name, bool MayBeEmpty, Func<Random, int, string> Path);

/// <summary>The searches that are measured: by patient, by date and by UID.</summary>
internal static class ScaleQueries
{
    public static IReadOnlyList<ScaleQuery> All { get; } =
    [
        new("patient ID", false, (random, size) => $"/studies?PatientID={ArchivePopulation.PatientId(Study(random, size))}"),
        new("patient name", false, (random, size) => $"/studies?PatientName={ArchivePopulation.PatientName(Study(random, size))[..6]}*&limit=100"),
        new("day", true, (random, size) => $"/studies?StudyDate={ArchivePopulation.Date(Study(random, size))}"),
        new("month, first 100", true, Month),
        new("newest 100", false, (_, _) => "/studies?limit=100"),
        new("study UID", false, (random, size) => $"/studies?StudyInstanceUID={ArchivePopulation.StudyUid(Study(random, size))}"),
        new("series UID", false, (random, size) => $"/series?SeriesInstanceUID={ArchivePopulation.SeriesUid(Study(random, size), random.Next(4))}"),
        new("instance UID", false, (random, size) => $"/instances?SOPInstanceUID={ArchivePopulation.InstanceUid(random.Next(size))}"),
    ];

    private static int Study(Random random, int size) => random.Next(size / ArchivePopulation.InstancesPerStudy);

    private static string Month(Random random, int size)
    {
        DateOnly first = ArchivePopulation.DateOf(Study(random, size));
        return string.Create(CultureInfo.InvariantCulture, $"/studies?StudyDate={first:yyyyMMdd}-{first.AddDays(30):yyyyMMdd}&limit=100");
    }
}
