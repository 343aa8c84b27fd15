namespace OhifAlnPlugin.Server.Storage;

/// <summary>What the index keeps of one instance, read once from its header when it is stored.</summary>
internal sealed record InstanceRecord
{
    public required string StudyInstanceUid { get; init; }

    public required string SeriesInstanceUid { get; init; }

    public required string SopInstanceUid { get; init; }

    public required string SopClassUid { get; init; }

    public required string TransferSyntaxUid { get; init; }

    /// <summary>Whether the File Meta Information names another class or instance than the data set, which is believed.</summary>
    public bool ContradictsFileMeta { get; init; }

    public string? PatientId { get; init; }

    /// <summary>Alphabetic component group, folded by <see cref="PersonNameKey"/>.</summary>
    public string? PatientName { get; init; }

    /// <summary>Ideographic component group, folded.</summary>
    public string? PatientNameIdeographic { get; init; }

    /// <summary>Phonetic component group, folded.</summary>
    public string? PatientNamePhonetic { get; init; }

    /// <summary>The words of all groups, as <see cref="PersonNameWords"/> keeps them.</summary>
    public string? PatientNameWords { get; init; }

    public string? StudyDate { get; init; }

    public string? StudyTime { get; init; }

    public string? AccessionNumber { get; init; }

    public string? Modality { get; init; }

    public int? SeriesNumber { get; init; }

    public int? InstanceNumber { get; init; }

    /// <summary>SOP Instance UIDs that the instance hides, when it is a rejection note.</summary>
    public IReadOnlyList<string> RejectedUids { get; init; } = [];

    /// <summary>Where the frames lie, when each can be read by itself.</summary>
    public NativeFrames? Frames { get; init; }

    /// <summary>DICOM JSON of the level's attributes (<see cref="LevelAttributes"/>).</summary>
    public required string StudyAttributes { get; init; }

    /// <inheritdoc cref="StudyAttributes"/>
    public required string SeriesAttributes { get; init; }

    /// <inheritdoc cref="StudyAttributes"/>
    public required string InstanceAttributes { get; init; }

    /// <summary>DICOM JSON of the whole header without bulk data, packed by <see cref="PackedJson"/>.</summary>
    public required byte[] Metadata { get; init; }
}

/// <summary>Uncompressed frames of a file, one behind the other.</summary>
/// <param name="Offset">Byte of the file at which the first begins.</param>
/// <param name="FrameLength">Bytes of a frame.</param>
/// <param name="Count">Number of frames.</param>
internal sealed record NativeFrames(long Offset, int FrameLength, int Count);
