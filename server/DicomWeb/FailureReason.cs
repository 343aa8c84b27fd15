namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Failure Reason (0008,1197); PS3.18 Table I.2-2.</summary>
internal enum FailureReason : ushort
{
    None = 0,
    ProcessingFailure = 0x0110,
    SopClassNotSupported = 0x0122,
    OutOfResources = 0xA700,
    DataSetDoesNotMatchSopClass = 0xA900,
    CannotUnderstand = 0xC000,
    TransferSyntaxNotSupported = 0xC122,
}

/// <summary>Warning Reason (0008,1196); PS3.18 Table I.2-1.</summary>
internal enum WarningReason : ushort
{
    None = 0,
    CoercionOfDataElements = 0xB000,
    ElementsDiscarded = 0xB006,
    DataSetDoesNotMatchSopClass = 0xB007,
}
