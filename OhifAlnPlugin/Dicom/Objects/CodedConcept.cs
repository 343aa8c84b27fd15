namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>A coded concept (PS3.3 section 8.8): what is meant, told by a code of a terminology.</summary>
/// <param name="Value">Code Value, for example <c>86049000</c>.</param>
/// <param name="Scheme">Coding Scheme Designator, for example <c>SCT</c>.</param>
/// <param name="Meaning">Code Meaning, for people.</param>
public sealed record CodedConcept(string Value, string Scheme, string Meaning)
{
    /// <summary>The concept as an item of a code sequence.</summary>
    public DicomDataset ToDataset() => new DicomDataset()
        .Set(DicomTag.CodeValue, Value)
        .Set(DicomTag.CodingSchemeDesignator, Scheme)
        .Set(DicomTag.CodeMeaning, Meaning);

    /// <summary>Reads the first item of a code sequence.</summary>
    /// <param name="dataset">The data set that holds the sequence.</param>
    /// <param name="tag">The sequence.</param>
    /// <returns>The concept, also one with a long code or URN code; null when the sequence is absent, empty or has no code.</returns>
    public static CodedConcept? Find(DicomDataset dataset, DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.GetSequence(tag) is not [var code, ..])
        {
            return null;
        }

        string? value = code.GetString(DicomTag.CodeValue) ?? code.GetString(DicomTag.LongCodeValue) ?? code.GetString(DicomTag.URNCodeValue);
        return value is null ? null : new(value, code.GetString(DicomTag.CodingSchemeDesignator) ?? "", code.GetString(DicomTag.CodeMeaning) ?? "");
    }
}
