using System.Buffers;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Reads what the index keeps from the header of a file; pixel data are not touched.</summary>
internal static class InstanceRecordReader
{
    /// <exception cref="UnreadableInstanceException">The file cannot be kept; the message says why.</exception>
    public static InstanceRecord Read(string path)
    {
        try
        {
            return ReadRecord(path);
        }
        catch (DicomFormatException failure)
        {
            throw new UnreadableInstanceException(UnreadableReason.CannotUnderstand, failure.Message, failure);
        }
    }

    private static InstanceRecord ReadRecord(string path)
    {
        (DicomFile file, NativeFrames? frames) = ReadHeader(path);
        DicomDataset dataset = file.Dataset;
        string sopInstance = RequiredUid(dataset, DicomTag.SOPInstanceUID);
        string sopClass = RequiredUid(dataset, DicomTag.SOPClassUID);
        string? name = dataset.GetString(DicomTag.PatientName);
        string study = RequiredUid(dataset, DicomTag.StudyInstanceUID), series = RequiredUid(dataset, DicomTag.SeriesInstanceUID);
        return new InstanceRecord
        {
            StudyInstanceUid = study,
            SeriesInstanceUid = series,
            SopInstanceUid = sopInstance,
            SopClassUid = sopClass,
            TransferSyntaxUid = file.TransferSyntax.Uid,
            ContradictsFileMeta = Differs(file, DicomTag.MediaStorageSOPInstanceUID, sopInstance) || Differs(file, DicomTag.MediaStorageSOPClassUID, sopClass),
            PatientId = dataset.GetString(DicomTag.PatientID),
            PatientName = PersonNameKey.Group(name, 0),
            PatientNameIdeographic = PersonNameKey.Group(name, 1),
            PatientNamePhonetic = PersonNameKey.Group(name, 2),
            PatientNameWords = PersonNameWords.Of(name),
            StudyDate = dataset.GetString(DicomTag.StudyDate),
            StudyTime = dataset.GetString(DicomTag.StudyTime),
            AccessionNumber = dataset.GetString(DicomTag.AccessionNumber),
            Modality = dataset.GetString(DicomTag.Modality),
            SeriesNumber = NumberOrNull(dataset, DicomTag.SeriesNumber),
            InstanceNumber = NumberOrNull(dataset, DicomTag.InstanceNumber),
            RejectedUids = RejectionNote.RejectedUids(dataset),
            Frames = frames,
            StudyAttributes = Encoding.UTF8.GetString(Json(Pick(dataset, LevelAttributes.Study)).WrittenSpan),
            SeriesAttributes = Encoding.UTF8.GetString(Json(Pick(dataset, LevelAttributes.Series)).WrittenSpan),
            InstanceAttributes = Encoding.UTF8.GetString(Json(Pick(dataset, LevelAttributes.Instance)).WrittenSpan),
            Metadata = PackedJson.Pack(Json(dataset, tag => BulkDataReference.For(dataset, tag, study, series, sopInstance)).WrittenSpan),
        };
    }

    /// <summary>Reads the header, finds the frames and checks that the file is not cut.</summary>
    private static (DicomFile File, NativeFrames? Frames) ReadHeader(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        DicomFile file = DicomFile.Read(stream, DicomReadOptions.Header);
        DicomPixelLocation? pixels = DicomPixelLocation.Find(file, stream);
        if (file.StopsBeforePixelData)
        {
            // Stands for the value in the metadata, which name its address.
            file.Dataset.SetBytes(pixels?.Tag ?? DicomTag.PixelData, pixels?.VR ?? DicomVR.OW, ReadOnlyMemory<byte>.Empty);
        }

        return (file, pixels?.NativeFrames(file) is { } native ? new NativeFrames(pixels.Offset, native.FrameLength, native.FrameCount) : null);
    }

    private static string RequiredUid(DicomDataset dataset, DicomTag tag)
    {
        string? uid = dataset.GetString(tag);
        return DicomUidText.IsValid(uid)
            ? uid!
            : throw new UnreadableInstanceException(
                uid is null ? UnreadableReason.DoesNotMatchSopClass : UnreadableReason.CannotUnderstand,
                uid is null ? $"{tag} is missing or empty: every object has it." : $"{tag} is no UID: 1 to 64 digits and dots.")
            {
                SopClassUid = UidOrNull(dataset, DicomTag.SOPClassUID),
                SopInstanceUid = UidOrNull(dataset, DicomTag.SOPInstanceUID),
            };
    }

    private static bool Differs(DicomFile file, DicomTag metaTag, string value) =>
        file.FileMetaInformation.GetString(metaTag) is { } meta && meta != value;

    private static string? UidOrNull(DicomDataset dataset, DicomTag tag) => dataset.GetString(tag) is { } uid && DicomUidText.IsValid(uid) ? uid : null;

    /// <summary>A number that is only sorted by: one that cannot be read is no reason to refuse an image.</summary>
    private static int? NumberOrNull(DicomDataset dataset, DicomTag tag)
    {
        try
        {
            return dataset.GetInt(tag);
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    private static DicomDataset Pick(DicomDataset dataset, IReadOnlyList<DicomTag> tags) =>
        new(tags.Select(dataset.Find).OfType<DicomItem>());

    private static ArrayBufferWriter<byte> Json(DicomDataset dataset, Func<DicomTag, string?>? bulkDataUri = null)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using var writer = new Utf8JsonWriter(buffer);
        DicomJson.Write(writer, dataset, bulkDataUri);
        writer.Flush();
        return buffer;
    }
}
