namespace OhifAlnPlugin.Dicom;

/// <summary>Gathers items as they are read; files that break the ascending order are put right at the end, in one sort.</summary>
internal sealed class ElementCollector
{
    private readonly List<DicomItem> items = [];
    private bool isSorted = true;

    /// <summary>Appends an item.</summary>
    public void Add(DicomItem item)
    {
        isSorted &= items.Count == 0 || items[^1].Tag < item.Tag;
        items.Add(item);
    }

    /// <summary>The items in ascending order; of several with one tag the last.</summary>
    public List<DicomItem> ToSorted()
    {
        if (isSorted)
        {
            return items;
        }

        var sorted = new List<DicomItem>(items.Count);
        foreach (DicomItem item in items.OrderBy(i => i.Tag.Value))
        {
            if (sorted.Count > 0 && sorted[^1].Tag == item.Tag)
            {
                sorted[^1] = item;
            }
            else
            {
                sorted.Add(item);
            }
        }

        return sorted;
    }
}
