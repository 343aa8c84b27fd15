namespace OhifAlnPlugin.Dicom;

/// <summary>A DICOM file (PS3.10): preamble, File Meta Information and one data set.</summary>
public sealed class DicomFile
{
    private const int PreambleLength = 128;
    private static readonly string ImplementationClassUid = DicomUid.FromName("OhifAlnPlugin DICOM implementation");

    /// <summary>Makes a file of a data set.</summary>
    /// <param name="dataset">With SOP Class UID and SOP Instance UID.</param>
    /// <param name="transferSyntax">How it is to be written; null is Explicit VR Little Endian.</param>
    /// <exception cref="ArgumentException">The data set lacks one of both UIDs.</exception>
    public DicomFile(DicomDataset dataset, DicomTransferSyntax? transferSyntax = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Dataset = dataset;
        TransferSyntax = transferSyntax ?? DicomTransferSyntax.ExplicitVRLittleEndian;
        FileMetaInformation = new DicomDataset()
            .SetBytes(DicomTag.FileMetaInformationVersion, DicomVR.OB, new byte[] { 0, 1 })
            .Set(DicomTag.MediaStorageSOPClassUID, Require(dataset, DicomTag.SOPClassUID))
            .Set(DicomTag.MediaStorageSOPInstanceUID, Require(dataset, DicomTag.SOPInstanceUID))
            .Set(DicomTag.TransferSyntaxUID, TransferSyntax.Uid)
            .Set(DicomTag.ImplementationClassUID, ImplementationClassUid)
            .Set(DicomTag.ImplementationVersionName, "OHIF_ALN_0_1");
    }

    internal DicomFile(DicomDataset fileMetaInformation, DicomDataset dataset, DicomTransferSyntax transferSyntax) =>
        (FileMetaInformation, Dataset, TransferSyntax) = (fileMetaInformation, dataset, transferSyntax);

    /// <summary>The elements of group 0002; empty for a file without them.</summary>
    public DicomDataset FileMetaInformation { get; }

    /// <summary>The data set.</summary>
    public DicomDataset Dataset { get; }

    /// <summary>How the data set is (or is to be) encoded.</summary>
    public DicomTransferSyntax TransferSyntax { get; }

    /// <summary>
    /// Byte at which the element with the pixel data begins, counted from the file's first, when the header alone was read;
    /// null when the file was read whole, has no pixel data, or is deflated. See <see cref="DicomPixelLocation"/>.
    /// </summary>
    public long? PixelDataPosition { get; internal init; }

    /// <summary>Whether the header alone was read and pixel data follow it; also for a deflated file.</summary>
    public bool StopsBeforePixelData { get; internal init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="options">How much is read; null reads everything.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DicomFormatException">It is no DICOM file, is broken, or breaks a limit.</exception>
    public static DicomFile Read(string path, DicomReadOptions? options = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Read(stream, options);
    }

    /// <summary>Reads a file from a stream's present position; also one without preamble or File Meta Information.</summary>
    /// <param name="stream">The bytes; one that can seek makes wrong lengths known before anything is read.</param>
    /// <param name="options">How much is read; null reads everything.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DicomFormatException">The bytes are no DICOM file, are broken, or break a limit.</exception>
    public static DicomFile Read(Stream stream, DicomReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DicomFileReader.Read(stream, options ?? DicomReadOptions.Default);
    }

    /// <summary>
    /// Writes the file: a preamble of zeros, File Meta Information with its length computed, and the data set. What a file that came
    /// without File Meta Information lacks there is taken from the data set.
    /// </summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(new byte[PreambleLength]);
        stream.Write("DICM"u8);
        var meta = new DicomDataset(FileMetaInformation.Where(item => item.Tag.Group == 0x0002))
            .Set(DicomTag.FileMetaInformationGroupLength, 0)
            .Set(DicomTag.TransferSyntaxUID, TransferSyntax.Uid);
        Complete(meta, DicomTag.MediaStorageSOPClassUID, DicomTag.SOPClassUID);
        Complete(meta, DicomTag.MediaStorageSOPInstanceUID, DicomTag.SOPInstanceUID);
        WriteDataset(stream, meta, DicomTransferSyntax.ExplicitVRLittleEndian);
        if (TransferSyntax.IsDeflated)
        {
            DeflatedDataset.Write(stream, inflated => WriteDataset(inflated, Dataset, TransferSyntax));
            return;
        }

        WriteDataset(stream, Dataset, TransferSyntax);
    }

    private void Complete(DicomDataset meta, DicomTag tag, DicomTag source)
    {
        if (!meta.Contains(tag) && Dataset.Find(source) is DicomElement { VR: DicomVR.UI } uid)
        {
            meta.Add(new DicomElement(tag, DicomVR.UI, uid.Value));
        }
    }

    private static void WriteDataset(Stream stream, DicomDataset dataset, DicomTransferSyntax syntax)
    {
        using var writer = new DicomWriter(stream, syntax);
        writer.Write(dataset);
        writer.Flush();
    }

    private static string Require(DicomDataset dataset, DicomTag tag) =>
        dataset.GetString(tag) ?? throw new ArgumentException($"A file needs a data set with {tag}.", nameof(dataset));
}
