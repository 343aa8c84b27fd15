using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>What the phase rules need of one image (one frame): read once from its header; a value that is absent or unreadable is null.</summary>
internal sealed record DceImage
{
    /// <summary>SOP Instance UID and frame number.</summary>
    public required DceSlice Slice { get; init; }

    /// <summary>Study Instance UID.</summary>
    public required string StudyInstanceUid { get; init; }

    /// <summary>Series Instance UID.</summary>
    public required string SeriesInstanceUid { get; init; }

    /// <summary>Series Number.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>Series Description; empty when absent.</summary>
    public required string SeriesDescription { get; init; }

    /// <summary>Modality, upper case.</summary>
    public required string Modality { get; init; }

    /// <summary>Image Type (or Frame Type), upper case.</summary>
    public required IReadOnlyList<string> ImageType { get; init; }

    /// <summary>Frame of Reference UID; empty when absent.</summary>
    public required string FrameOfReferenceUid { get; init; }

    /// <summary>Rows of the image.</summary>
    public int Rows { get; init; }

    /// <summary>Columns of the image.</summary>
    public int Columns { get; init; }

    /// <summary>Where the slice lies; null when position, orientation or spacing is missing.</summary>
    public SlicePlane? Plane { get; init; }

    /// <summary>Spacing Between Slices, else Slice Thickness, mm: used only when there is a single slice.</summary>
    public double? ThicknessMm { get; init; }

    /// <summary>Repetition time, ms.</summary>
    public double? RepetitionTime { get; init; }

    /// <summary>Echo time, ms.</summary>
    public double? EchoTime { get; init; }

    /// <summary>Flip angle, degrees.</summary>
    public double? FlipAngle { get; init; }

    /// <summary>Complex Image Component of an enhanced image, upper case; empty when absent.</summary>
    public string ComplexComponent { get; init; } = "";

    /// <summary>Whether a contrast agent is named, or said to be administered at the time of a frame.</summary>
    public bool HasContrastAgent { get; init; }

    /// <summary>Temporal Position Identifier, or Temporal Position Index of a frame.</summary>
    public double? TemporalPosition { get; init; }

    /// <summary>Acquisition Number.</summary>
    public double? AcquisitionNumber { get; init; }

    /// <summary>Trigger Time, ms.</summary>
    public double? TriggerTime { get; init; }

    /// <summary>Acquisition time, s since midnight of the acquisition's (else the study's) day, one day added past midnight.</summary>
    public double? AcquisitionSeconds { get; init; }

    /// <summary>Content time, s since midnight of the study's day.</summary>
    public double? ContentSeconds { get; init; }

    /// <summary>Temporal Position Time Offset of a frame, s since the first temporal position.</summary>
    public double? TemporalOffsetSeconds { get; init; }

    /// <summary>Instance Number: the last resort, as reconstructions number images as they like.</summary>
    public double? InstanceNumber { get; init; }

    /// <summary>Temporal Resolution, s.</summary>
    public double? TemporalResolutionSeconds { get; init; }

    /// <summary>Position along the slices' normal, mm, rounded to 0.01.</summary>
    public double Position => Math.Round(Plane!.Position, 2);

    /// <summary>How the series is called in sentences.</summary>
    public string SeriesName => SeriesLabel.Of(SeriesNumber, SeriesDescription, SeriesInstanceUid);

    /// <summary>Reads the header of one frame.</summary>
    /// <param name="header">A flat header.</param>
    /// <param name="frameNumber">Number of the frame in its instance, from 1.</param>
    public static DceImage From(DicomDataset header, int frameNumber)
    {
        (double? date, double? time) = Acquired(header);
        return new DceImage
        {
            Slice = new(header.GetString(DicomTag.SOPInstanceUID) ?? "", frameNumber),
            StudyInstanceUid = header.GetString(DicomTag.StudyInstanceUID) ?? "",
            SeriesInstanceUid = header.GetString(DicomTag.SeriesInstanceUID) ?? "",
            SeriesNumber = (int?)Number(header, DicomTag.SeriesNumber),
            SeriesDescription = header.GetString(DicomTag.SeriesDescription) ?? "",
            Modality = (header.GetString(DicomTag.Modality) ?? "").ToUpperInvariant(),
            ImageType = [.. header.GetStrings(header.Contains(DicomTag.FrameType) ? DicomTag.FrameType : DicomTag.ImageType).Select(t => t.ToUpperInvariant())],
            FrameOfReferenceUid = header.GetString(DicomTag.FrameOfReferenceUID) ?? "",
            Rows = (int)(Number(header, DicomTag.Rows) ?? 0),
            Columns = (int)(Number(header, DicomTag.Columns) ?? 0),
            Plane = SlicePlane.From(header),
            ThicknessMm = Number(header, DicomTag.SpacingBetweenSlices) ?? Number(header, DicomTag.SliceThickness),
            RepetitionTime = Number(header, DicomTag.RepetitionTime),
            EchoTime = Number(header, DicomTag.EchoTime) ?? Number(header, DicomTag.EffectiveEchoTime),
            FlipAngle = Number(header, DicomTag.FlipAngle),
            ComplexComponent = (header.GetString(DicomTag.ComplexImageComponent) ?? "").ToUpperInvariant(),
            HasContrastAgent = NamesContrastAgent(header),
            TemporalPosition = Number(header, DicomTag.TemporalPositionIdentifier) ?? Number(header, DicomTag.TemporalPositionIndex) ?? TemporalDimension(header),
            AcquisitionNumber = Number(header, DicomTag.AcquisitionNumber) ?? Number(header, DicomTag.FrameAcquisitionNumber),
            TriggerTime = Number(header, DicomTag.TriggerTime) ?? Number(header, DicomTag.NominalCardiacTriggerDelayTime),
            TemporalOffsetSeconds = Number(header, DicomTag.TemporalPositionTimeOffset),
            InstanceNumber = Number(header, DicomTag.InstanceNumber),
            AcquisitionSeconds = SinceStudy(header, date, time),
            ContentSeconds = SinceStudy(header, DicomTimes.Date(header.GetString(DicomTag.ContentDate)), DicomTimes.Time(header.GetString(DicomTag.ContentTime))),
            TemporalResolutionSeconds = Number(header, DicomTag.TemporalResolution) / 1000,
        };
    }

    /// <summary>When the image was acquired, days and seconds: a frame's own time goes before that of the object that holds it.</summary>
    private static (double? Date, double? Time) Acquired(DicomDataset header)
    {
        if (DicomTimes.DateTime(header.GetString(DicomTag.FrameAcquisitionDateTime)) is { } frame)
        {
            return frame;
        }

        (double Date, double Time)? whole = DicomTimes.DateTime(header.GetString(DicomTag.AcquisitionDateTime));
        return (
            DicomTimes.Date(header.GetString(DicomTag.AcquisitionDate)) ?? whole?.Date,
            DicomTimes.Time(header.GetString(DicomTag.AcquisitionTime)) ?? whole?.Time);
    }

    /// <summary>A frame may say that the agent named for the whole object was not yet given (PS3.3 C.7.6.16.2.12).</summary>
    private static bool NamesContrastAgent(DicomDataset header) => header.GetString(DicomTag.ContrastBolusAgentAdministered) is { } administered
        ? administered == "YES"
        : header.GetString(DicomTag.ContrastBolusAgent) is not null || header.GetSequence(DicomTag.ContrastBolusAgentSequence).Count > 0;

    /// <summary>The frame's index along the dimension Temporal Position Index, where the frame repeats it only there (PS3.3 C.7.6.17).</summary>
    private static double? TemporalDimension(DicomDataset header)
    {
        string temporal = DicomTag.TemporalPositionIndex.ToHexString();
        int at = header.GetSequence(DicomTag.DimensionIndexSequence).Select(d => d.GetString(DicomTag.DimensionIndexPointer)).ToList().IndexOf(temporal);
        try
        {
            return at >= 0 && header.GetDoubles(DicomTag.DimensionIndexValues) is { } values && at < values.Length ? values[at] : null;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    /// <summary>A number, or null where the element is absent or does not hold one.</summary>
    internal static double? Number(DicomDataset header, DicomTag tag)
    {
        try
        {
            return header.GetDouble(tag) is { } value && double.IsFinite(value) ? value : null;
        }
        catch (DicomFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Seconds since midnight of the study's day. Without a date of its own, a time more than 12 h before the study's start
    /// belongs to the next day: the study ran past midnight.
    /// </summary>
    private static double? SinceStudy(DicomDataset header, double? date, double? time)
    {
        if (time is null)
        {
            return null;
        }

        double? studyDate = DicomTimes.Date(header.GetString(DicomTag.StudyDate));
        if (date is not null && studyDate is not null)
        {
            return date - studyDate + time;
        }

        double? studyTime = DicomTimes.Time(header.GetString(DicomTag.StudyTime));
        return time < studyTime - (DicomTimes.Day / 2) ? time + DicomTimes.Day : time;
    }
}

/// <summary>How a series is called in sentences.</summary>
internal static class SeriesLabel
{
    /// <summary>Number and description, else the end of the UID.</summary>
    public static string Of(int? number, string description, string uid) => (number, description.Length) switch
    {
        (int n, > 0) => $"series {n} \"{description}\"",
        (int n, _) => $"series {n}",
        (null, > 0) => $"series \"{description}\"",
        _ => $"series …{uid[Math.Max(0, uid.Length - 12)..]}",
    };
}
