using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OhifAlnPlugin.Dicom;

/// <summary>Data elements in ascending order of tag (PS3.5 section 7.1), with typed access to their values.</summary>
public sealed partial class DicomDataset : IEnumerable<DicomItem>
{
    private readonly List<DicomItem> items;
    private readonly DicomCharacterSet inherited;

    /// <summary>Creates an empty data set.</summary>
    public DicomDataset()
        : this([], DicomCharacterSet.Default)
    {
    }

    /// <summary>Creates a data set with items in any order.</summary>
    /// <param name="items">The items; of several with one tag the last is kept.</param>
    public DicomDataset(params IEnumerable<DicomItem> items)
        : this()
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (DicomItem item in items)
        {
            Add(item);
        }
    }

    internal DicomDataset(List<DicomItem> sorted, DicomCharacterSet inherited) => (items, this.inherited) = (sorted, inherited);

    /// <summary>Items in the data set itself, not counting those nested in sequences.</summary>
    public int Count => items.Count;

    /// <summary>Whether an item of a sequence is stored without a length; kept from the file it was read from.</summary>
    public bool HasUndefinedLength { get; init; }

    /// <summary>The character set of text values: the data set's own (0008,0005), else that of the data set around it.</summary>
    internal DicomCharacterSet CharacterSet =>
        TryFind(DicomTag.SpecificCharacterSet, out DicomItem? item) && item is DicomElement { Value.Length: > 0 } element
            ? DicomCharacterSet.Of(DicomText.SplitAscii(element.Value.Span))
            : inherited;

    /// <summary>Whether there is an item with this tag, empty or not.</summary>
    public bool Contains(DicomTag tag) => IndexOf(tag) >= 0;

    /// <summary>The item with this tag, or null.</summary>
    public DicomItem? Find(DicomTag tag) => IndexOf(tag) is var index and >= 0 ? items[index] : null;

    /// <summary>Finds the item with this tag.</summary>
    public bool TryFind(DicomTag tag, [NotNullWhen(true)] out DicomItem? item) => (item = Find(tag)) is not null;

    /// <summary>Adds an item in its place; one with the same tag is replaced.</summary>
    /// <param name="item">The item.</param>
    /// <returns>This data set.</returns>
    public DicomDataset Add(DicomItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        int index = IndexOf(item.Tag);
        if (index >= 0)
        {
            items[index] = item;
        }
        else
        {
            items.Insert(~index, item);
        }

        return this;
    }

    /// <summary>Removes the item with this tag.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(DicomTag tag)
    {
        int index = IndexOf(tag);
        if (index >= 0)
        {
            items.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>The items in ascending order of tag.</summary>
    public List<DicomItem>.Enumerator GetEnumerator() => items.GetEnumerator();

    IEnumerator<DicomItem> IEnumerable<DicomItem>.GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>Index of the tag, or the complement of where it belongs.</summary>
    private int IndexOf(DicomTag tag)
    {
        int low = 0, high = items.Count - 1;
        if (high >= 0 && items[high].Tag < tag)
        {
            return ~items.Count;
        }

        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            uint value = items[middle].Tag.Value;
            if (value == tag.Value)
            {
                return middle;
            }

            (low, high) = value < tag.Value ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
