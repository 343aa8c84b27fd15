using System.Globalization;
using OhifAlnPlugin.Dicom.Objects;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Items of a structured report's content tree (PS3.3 section C.17.3): each says how it relates to its parent, what it is about, and its value.</summary>
internal static class ContentItem
{
    /// <summary>Decimal digits of a decimal string of at most 16 characters, sign and exponent included.</summary>
    private const string DecimalFormat = "G9";

    private static readonly CodedConcept NotANumber = new("114000", "DCM", "Not a number");

    /// <summary>A heading with items below it.</summary>
    public static DicomDataset Container(string relationship, CodedConcept concept, params DicomDataset[] children) =>
        With(Item(relationship, "CONTAINER", concept).Set(DicomTag.ContinuityOfContent, "SEPARATE"), children);

    /// <summary>A coded value.</summary>
    public static DicomDataset Code(string relationship, CodedConcept concept, CodedConcept value, params DicomDataset[] children) =>
        With(Item(relationship, "CODE", concept).SetSequence(DicomTag.ConceptCodeSequence, value.ToDataset()), children);

    /// <summary>Text.</summary>
    public static DicomDataset Text(string relationship, CodedConcept concept, string value) =>
        Item(relationship, "TEXT", concept).Set(DicomTag.TextValue, value);

    /// <summary>A UID.</summary>
    public static DicomDataset Uid(string relationship, CodedConcept concept, string value) =>
        Item(relationship, "UIDREF", concept).Set(DicomTag.UID, value);

    /// <summary>A person, <c>Family^Given</c>.</summary>
    public static DicomDataset Person(string relationship, CodedConcept concept, string value) =>
        Item(relationship, "PNAME", concept).Set(DicomTag.PersonName, value);

    /// <summary>A number with its unit, in double precision beside the decimal string; a value that is not finite is told by its qualifier.</summary>
    public static DicomDataset Number(string relationship, CodedConcept concept, double value, CodedConcept unit, params DicomDataset[] children)
    {
        DicomDataset item = Item(relationship, "NUM", concept);
        if (!double.IsFinite(value))
        {
            return With(item.SetEmpty(DicomTag.MeasuredValueSequence).SetSequence(DicomTag.NumericValueQualifierCodeSequence, NotANumber.ToDataset()), children);
        }

        DicomDataset measured = new DicomDataset()
            .SetSequence(DicomTag.MeasurementUnitsCodeSequence, unit.ToDataset())
            .Set(DicomTag.FloatingPointValue, value)
            .Set(DicomTag.NumericValue, value.ToString(DecimalFormat, CultureInfo.InvariantCulture));
        return With(item.SetSequence(DicomTag.MeasuredValueSequence, measured), children);
    }

    /// <summary>A segment of a segmentation object.</summary>
    public static DicomDataset Segment(string relationship, CodedConcept concept, ObjectReference segmentation, int number) =>
        Item(relationship, "IMAGE", concept).SetSequence(
            DicomTag.ReferencedSOPSequence, segmentation.ToDataset().Set(DicomTag.ReferencedSegmentNumber, number));

    private static DicomDataset Item(string relationship, string valueType, CodedConcept concept) => new DicomDataset()
        .Set(DicomTag.RelationshipType, relationship)
        .Set(DicomTag.ValueType, valueType)
        .SetSequence(DicomTag.ConceptNameCodeSequence, concept.ToDataset());

    private static DicomDataset With(DicomDataset item, DicomDataset[] children) =>
        children.Length == 0 ? item : item.SetSequence(DicomTag.ContentSequence, children);
}
