using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Benchmarks.Orthanc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Benchmarks.Scale;

/// <summary>
/// The index entries of a large archive: each patient with two studies, each study with four series of 50 MR images and their whole
/// headers. An entry is read from a real header by the product and then differs from its neighbours in UIDs, numbers, names and dates.
/// </summary>
internal sealed class ArchivePopulation
{
    public const int InstancesPerStudy = SeriesPerStudy * InstancesPerSeries;

    private const int SeriesPerStudy = 4;
    private const int InstancesPerSeries = 50;
    private const int Days = 3650;

    // Stand-ins as long as what takes their place, so that the JSON around them keeps its length.
    private const string StudyMark = "1.1111111111111111", SeriesMark = "1.2222222222222222", InstanceMark = "1.3333333333333333";
    private const string PatientMark = "PATIENT0", NameMark = "NAME0000^TEST", DateMark = "19010101";

    private readonly InstanceRecord _template;
    private readonly string _metadata;

    public ArchivePopulation()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Header());
            _template = InstanceRecordReader.Read(path);
            _metadata = Encoding.UTF8.GetString(PackedJson.Unpack(_template.Metadata));
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static string StudyUid(int study) => $"1.1{study:000000000000000}";

    public static string SeriesUid(int study, int series) => $"1.2{(study * SeriesPerStudy) + series:000000000000000}";

    public static string InstanceUid(int instance) => $"1.3{instance:000000000000000}";

    public static string PatientId(int study) => $"P{study / 2:0000000}";

    public static string PatientName(int study) => $"{(char)('A' + (study / 2 % 26))}{study / 2:0000000}^TEST";

    public static string Date(int study) => DateOf(study).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A day of ten years; neighbours in the index lie far apart in time.</summary>
    public static DateOnly DateOf(int study) => new DateOnly(2016, 1, 1).AddDays((int)(study * 2654435761L % Days));

    /// <summary>One entry and the digest of the file that it stands for.</summary>
    public (InstanceRecord Record, byte[] Sha256) this[int instance]
    {
        get
        {
            int study = instance / InstancesPerStudy, series = instance / InstancesPerSeries % SeriesPerStudy;
            (string From, string To)[] changes =
            [
                (StudyMark, StudyUid(study)), (SeriesMark, SeriesUid(study, series)), (InstanceMark, InstanceUid(instance)),
                (PatientMark, PatientId(study)), (NameMark, PatientName(study)), (DateMark, Date(study)),
            ];
            string Changed(string json) => changes.Aggregate(json, (text, change) => text.Replace(change.From, change.To, StringComparison.Ordinal));
            InstanceRecord record = _template with
            {
                StudyInstanceUid = StudyUid(study),
                SeriesInstanceUid = SeriesUid(study, series),
                SopInstanceUid = InstanceUid(instance),
                PatientId = PatientId(study),
                PatientName = PatientName(study),
                PatientNameWords = PersonNameWords.Of(PatientName(study)),
                StudyDate = Date(study),
                SeriesNumber = series + 1,
                InstanceNumber = (instance % InstancesPerSeries) + 1,
                StudyAttributes = Changed(_template.StudyAttributes),
                SeriesAttributes = Changed(_template.SeriesAttributes),
                InstanceAttributes = Changed(_template.InstanceAttributes),
                Metadata = PackedJson.Pack(Encoding.UTF8.GetBytes(Changed(_metadata))),
            };
            return (record, SHA256.HashData(BitConverter.GetBytes(instance)));
        }
    }

    private static byte[] Header()
    {
        DicomDataset image = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100");
        foreach (DicomItem item in DicomBenchmarkHeader.Items())
        {
            image.Add(item);
        }

        image.Set(DicomTag.StudyInstanceUID, StudyMark).Set(DicomTag.SeriesInstanceUID, SeriesMark).Set(DicomTag.SOPInstanceUID, InstanceMark)
            .Set(DicomTag.PatientID, PatientMark).Set(DicomTag.PatientName, NameMark).Set(DicomTag.StudyDate, DateMark).Set(DicomTag.Modality, "MR");
        using var file = new MemoryStream();
        new DicomFile(image).Write(file);
        return file.ToArray();
    }
}
