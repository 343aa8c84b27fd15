using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The method behind a VOI as the algorithm identification of a DICOM SEG: name, version, and of a network its digest and training data.</summary>
internal static class MethodInSeg
{
    private const string DigestIs = "SHA-256 ", TrainedOn = "Trained on: ";
    private const int DigestLength = 64;

    /// <summary>Describes a method.</summary>
    public static SegmentAlgorithm Write(SegmentationMethod method) => method.Digest is { } digest
        ? new(method.Name, method.Version, SegmentationCodes.ArtificialIntelligence, $"{DigestIs}{digest}\n{TrainedOn}{method.TrainingData}")
        : new(method.Name, method.Version, SegmentationCodes.NeighborhoodAnalysis);

    /// <summary>The method that was described; of another program's SEG as much as it says.</summary>
    public static SegmentationMethod Read(SegmentAlgorithm algorithm)
    {
        string parameters = algorithm.Parameters ?? "";
        string[] lines = parameters.Split('\n', 2, StringSplitOptions.TrimEntries);
        bool isOurs = lines[0].StartsWith(DigestIs, StringComparison.Ordinal) && lines[0].Length == DigestIs.Length + DigestLength;
        return new SegmentationMethod(algorithm.Name, algorithm.Version, parameters)
        {
            Digest = isOurs ? lines[0][DigestIs.Length..] : null,
            TrainingData = isOurs && lines.Length == 2 && lines[1].StartsWith(TrainedOn, StringComparison.Ordinal) ? lines[1][TrainedOn.Length..] : null,
        };
    }
}
