namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>What made an object (PS3.3 section C.7.5.2); every field is needed.</summary>
/// <param name="Manufacturer">Manufacturer.</param>
/// <param name="ModelName">Manufacturer's Model Name.</param>
/// <param name="SerialNumber">Device Serial Number.</param>
/// <param name="SoftwareVersion">Software Versions.</param>
public sealed record Equipment(string Manufacturer, string ModelName, string SerialNumber, string SoftwareVersion);

/// <summary>Everything about a segmentation object that does not follow from the images and the segments.</summary>
public sealed record SegmentationDescription
{
    /// <summary>SOP Instance UID of the object.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>Series Instance UID of the object's own series.</summary>
    public required string SeriesInstanceUid { get; init; }

    /// <summary>Series Number.</summary>
    public required int SeriesNumber { get; init; }

    /// <summary>Instance Number.</summary>
    public int InstanceNumber { get; init; } = 1;

    /// <summary>When the content was made, in the local time of the site.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Series Description, at most 64 characters.</summary>
    public string SeriesDescription { get; init; } = "ALN volume of interest (research use only)";

    /// <summary>Content Label: capital letters, digits, underscores and spaces, at most 16.</summary>
    public string ContentLabel { get; init; } = "ALN_VOI";

    /// <summary>Content Description, at most 64 characters.</summary>
    public string ContentDescription { get; init; } = "Volume of interest, research use only";

    /// <summary>Who made or edited it, as a person name (<c>Family^Given</c>), or null when nobody did.</summary>
    public string? ContentCreatorName { get; init; }

    /// <summary>What made it.</summary>
    public required Equipment Equipment { get; init; }
}

/// <summary>An image that a slice of the grid was made from.</summary>
/// <param name="Header">Its header; for a multi-frame image the flat header of the frame.</param>
/// <param name="FrameNumber">Which frame, from 1; written only for multi-frame images.</param>
public sealed record SegmentationSource(DicomDataset Header, int FrameNumber = 1);
