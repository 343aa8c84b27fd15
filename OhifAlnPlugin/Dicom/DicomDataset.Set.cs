namespace OhifAlnPlugin.Dicom;

/// <content>Writing values.</content>
public sealed partial class DicomDataset
{
    /// <summary>Sets text values, or numbers given as text; the value representation comes from the registry.</summary>
    /// <param name="tag">A standard element.</param>
    /// <param name="values">The values; none makes the element empty.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The element is not in the registry, takes no text, or the text does not fit it.</exception>
    public DicomDataset Set(DicomTag tag, params string[] values) => Set(tag, RegisteredVR(tag), values);

    /// <summary>Sets text values with a given value representation, as private elements need.</summary>
    /// <param name="tag">The element.</param>
    /// <param name="vr">The value representation.</param>
    /// <param name="values">The values; none makes the element empty.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The value representation takes no text, or the text does not fit it.</exception>
    /// <remarks>Text beyond ISO 646 in a data set without a character set declares UTF-8 (ISO_IR 192).</remarks>
    public DicomDataset Set(DicomTag tag, DicomVR vr, params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!vr.IsText())
        {
            return Add(new DicomElement(tag, vr, DicomValue.FromNumbers(tag, vr, [.. values.Where(v => v.Length > 0).Select(v => DicomValue.ParseDouble(tag, v))])));
        }

        string text = string.Join('\\', values);
        if (vr.UsesCharacterSet() && !CharacterSet.CanEncode(text) && !Contains(DicomTag.SpecificCharacterSet))
        {
            Set(DicomTag.SpecificCharacterSet, DicomCharacterSet.Utf8Term);
        }

        return Add(new DicomElement(tag, vr, DicomValue.FromText(tag, vr, text, CharacterSet)));
    }

    /// <summary>Sets whole numbers; the value representation comes from the registry (US or SS by the sign of the values).</summary>
    /// <param name="tag">A standard element with a numeric value representation, or IS or DS.</param>
    /// <param name="values">The values.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The element is not in the registry or takes no numbers, or a value is out of its range.</exception>
    public DicomDataset Set(DicomTag tag, params int[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        DicomVR vr = RegisteredVR(tag);
        if (DicomRegistry.Find(tag) is { IsSignDependent: true } && values.Any(v => v < 0))
        {
            vr = DicomVR.SS;
        }

        return Add(new DicomElement(tag, vr, DicomValue.FromNumbers(tag, vr, Array.ConvertAll(values, v => (double)v))));
    }

    /// <summary>Sets numbers; the value representation comes from the registry. A decimal string is written with at most 16 characters.</summary>
    /// <param name="tag">A standard element with a numeric value representation, or IS or DS.</param>
    /// <param name="values">The values; finite where the element is a decimal string.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The element is not in the registry or takes no numbers, or a value is out of its range.</exception>
    public DicomDataset Set(DicomTag tag, params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        DicomVR vr = RegisteredVR(tag);
        return Add(new DicomElement(tag, vr, DicomValue.FromNumbers(tag, vr, values)));
    }

    /// <summary>Sets tags, as elements that point to other elements hold them.</summary>
    /// <param name="tag">A standard element of value representation AT.</param>
    /// <param name="values">The values.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">The element does not hold tags.</exception>
    public DicomDataset Set(DicomTag tag, params DicomTag[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return RegisteredVR(tag) == DicomVR.AT
            ? Add(new DicomElement(tag, DicomVR.AT, DicomValue.FromTags(values)))
            : throw new ArgumentException($"{tag} does not hold tags.", nameof(tag));
    }

    /// <summary>Makes an element empty: present without a value, as attributes of type 2 allow.</summary>
    /// <param name="tag">A standard element.</param>
    /// <returns>This data set.</returns>
    public DicomDataset SetEmpty(DicomTag tag)
    {
        DicomVR vr = RegisteredVR(tag);
        return Add(vr == DicomVR.SQ ? new DicomSequence(tag) : new DicomElement(tag, vr, default));
    }

    /// <summary>Sets a value from its bytes.</summary>
    /// <param name="tag">The element.</param>
    /// <param name="vr">How they are to be read.</param>
    /// <param name="bytes">The bytes, little endian; kept, not copied.</param>
    /// <returns>This data set.</returns>
    public DicomDataset SetBytes(DicomTag tag, DicomVR vr, ReadOnlyMemory<byte> bytes) => Add(new DicomElement(tag, vr, bytes));

    /// <summary>Sets a sequence.</summary>
    /// <param name="tag">The element.</param>
    /// <param name="datasets">The nested data sets, in order.</param>
    /// <returns>This data set.</returns>
    /// <remarks>A nested data set that was read under another character set and names none of its own declares it.</remarks>
    public DicomDataset SetSequence(DicomTag tag, params DicomDataset[] datasets)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        DicomCharacterSet own = CharacterSet;
        foreach (DicomDataset dataset in datasets)
        {
            if (!ReferenceEquals(dataset.inherited, own) && !ReferenceEquals(dataset.inherited, DicomCharacterSet.Default)
                && !dataset.Contains(DicomTag.SpecificCharacterSet))
            {
                dataset.Set(DicomTag.SpecificCharacterSet, [.. dataset.inherited.Terms]);
            }
        }

        return Add(new DicomSequence(tag, datasets));
    }

    private static DicomVR RegisteredVR(DicomTag tag)
    {
        DicomVR vr = DicomRegistry.VROf(tag);
        return vr is DicomVR.UN or DicomVR.None
            ? throw new ArgumentException($"{tag} is not in the registry of standard elements: give its value representation.", nameof(tag))
            : vr;
    }
}
