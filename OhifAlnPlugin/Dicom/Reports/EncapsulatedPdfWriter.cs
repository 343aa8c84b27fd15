using OhifAlnPlugin.Dicom.Objects;

namespace OhifAlnPlugin.Dicom.Reports;

/// <summary>Writes a PDF as a DICOM object (PS3.3 section A.45.1), beside the structured report that it shows.</summary>
public static class EncapsulatedPdfWriter
{
    /// <summary>Title of the document: what it reports.</summary>
    private static readonly CodedConcept Concept = new("126000", "DCM", "Imaging Measurement Report");

    /// <summary>Writes the object.</summary>
    /// <param name="description">Identifiers and origin.</param>
    /// <param name="pdf">The bytes of the PDF.</param>
    /// <param name="source">Header of an image of the study, for patient and study.</param>
    /// <returns>A file in Explicit VR Little Endian; the same arguments give the same bytes.</returns>
    /// <exception cref="ArgumentException">The bytes are no PDF.</exception>
    public static DicomFile Write(EncapsulatedPdfDescription description, ReadOnlySpan<byte> pdf, DicomDataset source)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(source);
        if (!pdf.StartsWith("%PDF-"u8))
        {
            throw new ArgumentException($"The {pdf.Length} bytes are no PDF: they do not begin with %PDF-.", nameof(pdf));
        }

        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, DicomCharacterSet.Utf8Term);
        SegmentationModules.AddPatientAndStudy(dataset, source);
        dataset.Remove(DicomTag.FrameOfReferenceUID);
        dataset.Remove(DicomTag.PositionReferenceIndicator);
        new WrittenSeries("DOC", description.SeriesInstanceUid, description.SeriesNumber, description.Title, description.CreatedAt, description.Equipment).AddTo(dataset);
        dataset.Set(DicomTag.SOPClassUID, DicomUid.EncapsulatedPDFStorage)
            .Set(DicomTag.SOPInstanceUID, description.SopInstanceUid)
            .Set(DicomTag.ConversionType, "WSD")
            .Set(DicomTag.InstanceNumber, description.InstanceNumber)
            .SetEmpty(DicomTag.AcquisitionDateTime)
            .Set(DicomTag.BurnedInAnnotation, "YES")
            .Set(DicomTag.DocumentTitle, description.Title)
            .SetSequence(DicomTag.ConceptNameCodeSequence, Concept.ToDataset())
            .SetSequence(DicomTag.SourceInstanceSequence, [.. description.Sources.Select(s => s.ToDataset())])
            .Set(DicomTag.MIMETypeOfEncapsulatedDocument, "application/pdf")
            .Set(DicomTag.EncapsulatedDocumentLength, pdf.Length)
            .SetBytes(DicomTag.EncapsulatedDocument, DicomVR.OB, Even(pdf));
        return new DicomFile(dataset, DicomTransferSyntax.ExplicitVRLittleEndian);
    }

    /// <summary>A value of bytes has an even length; the true one stands beside it.</summary>
    private static byte[] Even(ReadOnlySpan<byte> pdf)
    {
        byte[] padded = new byte[pdf.Length + (pdf.Length & 1)];
        pdf.CopyTo(padded);
        return padded;
    }
}

/// <summary>Everything about an encapsulated PDF but its bytes.</summary>
public sealed record EncapsulatedPdfDescription
{
    /// <summary>SOP Instance UID of the object.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>Series Instance UID of the object's own series.</summary>
    public required string SeriesInstanceUid { get; init; }

    /// <summary>Series Number.</summary>
    public required int SeriesNumber { get; init; }

    /// <summary>Instance Number.</summary>
    public int InstanceNumber { get; init; } = 1;

    /// <summary>When it was made, in the local time of the site.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Title, at most 64 characters.</summary>
    public string Title { get; init; } = "ALN burden, report (research use only)";

    /// <summary>What it was made from: the structured report first.</summary>
    public required IReadOnlyList<ObjectReference> Sources { get; init; }

    /// <summary>What made it.</summary>
    public required Equipment Equipment { get; init; }
}
