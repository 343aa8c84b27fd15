using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom.Series;

/// <summary>The pixels of the real study, written anew in every layout that scanners use.</summary>
internal static class DukeLayouts
{
    private static readonly double[] Seconds = [0, 1371, 1493, 1615, 1737];
    private static readonly Lazy<List<DicomDataset>> Images = new(() => [.. DukeStudy.Files().Select(f => DicomFile.Read(f).Dataset)]);

    /// <summary>Names of the layouts.</summary>
    public static IReadOnlyDictionary<string, Func<List<DicomDataset>>> All { get; } = new Dictionary<string, Func<List<DicomDataset>>>
    {
        ["one series per phase, beside a T1 turbo spin echo"] = () => [.. Fresh(), .. Distractor(d => d.Set(DicomTag.SeriesDescription, "ax t1 tse").Set(DicomTag.RepetitionTime, 550.0).Set(DicomTag.EchoTime, 11.0))],
        ["one series per phase, beside a derived subtraction"] = () => [.. Fresh(), .. Distractor(d => d.Set(DicomTag.ImageType, "DERIVED", "SECONDARY", "M", "SUB"))],
        ["one series per phase, beside a subtraction that calls itself original"] = () => [.. Fresh(), .. Distractor(d => d.Set(DicomTag.SeriesDescription, "ax dyn SUB1").Set(DicomTag.RescaleIntercept, -1024.0))],
        ["one series per phase, beside a GE subtraction"] = () => [.. Fresh(), .. Distractor(d => d.Set(DicomTag.SeriesDescription, "(700/2/1)-(600/2/1)"))],
        ["one series per phase that share one acquisition time"] = () => Each((d, p, _) => d.Set(DicomTag.AcquisitionTime, "080000").Set(DicomTag.ContentTime, "081000").Set(DicomTag.TriggerTime, 1000 * Seconds[p])),
        ["one series per phase that only the temporal position orders"] = () => Each((d, p, _) => d.Set(DicomTag.AcquisitionTime, "080000").Set(DicomTag.ContentTime, "081000").Set(DicomTag.TemporalPositionIdentifier, p + 1)),
        ["one series by temporal position"] = () => OneSeries((d, p, _) => d.Set(DicomTag.TemporalPositionIdentifier, p + 1)),
        ["one series by acquisition number"] = () => OneSeries((d, p, _) => d.Set(DicomTag.AcquisitionNumber, p + 1)),
        ["one series by trigger time"] = () => OneSeries((d, p, _) => d.Set(DicomTag.TriggerTime, 1000 * Seconds[p])),
        ["one series by acquisition time"] = () => OneSeries((d, p, _) => d.Set(DicomTag.AcquisitionTime, DceHeaders.Clock("080000", Seconds[p]))),
        ["one series by acquisition time of each slice"] = () => OneSeries((d, p, k) => d.Set(DicomTag.AcquisitionTime, DceHeaders.Clock("080000", Seconds[p] + (5 * k)))),
        ["one series by content time"] = () => OneSeries((d, p, _) => d.Set(DicomTag.ContentTime, DceHeaders.Clock("080000", Seconds[p]))),
        ["one series by instance number alone"] = () => OneSeries((d, p, k) => d.Set(DicomTag.InstanceNumber, (5 * k) + p + 1)),
        ["pre-contrast apart, the later phases in one series"] = () => PreApart(),
        ["one enhanced image by temporal position index"] = () => [Enhanced()],
        ["one enhanced image by dimension index"] = () => [Enhanced(EnhancedMr.Index.Dimension)],
        ["one enhanced image with phase images between"] = () => [Enhanced(withPhaseImages: true)],
        ["past midnight"] = () => Each((d, p, _) => d.Set(DicomTag.StudyTime, "233000").Set(DicomTag.AcquisitionTime, DceHeaders.Clock("235000", Seconds[p])).Remove(DicomTag.AcquisitionDate)),
    };

    /// <summary>The images of each phase, as they were sent.</summary>
    public static DicomDataset[][] Phases() => [.. Fresh().GroupBy(d => d.GetInt(DicomTag.SeriesNumber)).OrderBy(g => g.Key).Select(g => g.ToArray())];

    private static DicomDataset Enhanced(EnhancedMr.Index index = EnhancedMr.Index.TemporalPosition, bool withPhaseImages = false) =>
        EnhancedMr.Of(Phases(), Seconds, index, withPhaseImages);

    private static List<DicomDataset> Fresh() => [.. Images.Value.Select(d => new DicomDataset(d))];

    private static List<DicomDataset> Each(Action<DicomDataset, int, int> change)
    {
        DicomDataset[][] phases = Phases();
        for (int p = 0; p < phases.Length; p++)
        {
            for (int k = 0; k < phases[p].Length; k++)
            {
                change(phases[p][k], p, k);
            }
        }

        return [.. phases.SelectMany(p => p)];
    }

    /// <summary>All phases in one series; what told them apart before is made equal, then <paramref name="tell"/> sets what tells them apart now.</summary>
    private static List<DicomDataset> OneSeries(Action<DicomDataset, int, int> tell)
    {
        List<DicomDataset> images = Each((d, p, k) =>
        {
            d.Set(DicomTag.SeriesInstanceUID, "1.2.3.4").Set(DicomTag.SeriesNumber, 5).Set(DicomTag.SeriesDescription, "ax dyn").Set(DicomTag.AcquisitionNumber, 1)
                .Set(DicomTag.AcquisitionTime, "080000").Set(DicomTag.ContentTime, "081500").Set(DicomTag.InstanceNumber, 1 + ((977 * ((22 * p) + k)) % 111));
            tell(d, p, k);
        });
        new Random(3).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(images));
        return images;
    }

    private static List<DicomDataset> PreApart() => Each((d, p, _) =>
    {
        if (p > 0)
        {
            d.Set(DicomTag.SeriesInstanceUID, "1.2.3.4").Set(DicomTag.SeriesNumber, 401).Set(DicomTag.SeriesDescription, "dyn thrive")
                .Set(DicomTag.AcquisitionTime, "081200").Set(DicomTag.ContentTime, "083000").Set(DicomTag.TriggerTime, 1000 * (Seconds[p] - 1371)).Set(DicomTag.TemporalPositionIdentifier, p);
        }
    });

    /// <summary>A series of the first phase's geometry and of another kind.</summary>
    private static IEnumerable<DicomDataset> Distractor(Action<DicomDataset> change)
    {
        foreach (DicomDataset image in Phases()[1])
        {
            image.Set(DicomTag.SeriesInstanceUID, "1.2.3.99").Set(DicomTag.SeriesNumber, 99).Set(DicomTag.SOPInstanceUID, DicomUid.FromName($"distractor {image.GetString(DicomTag.SOPInstanceUID)}"));
            change(image);
            yield return image;
        }
    }
}
