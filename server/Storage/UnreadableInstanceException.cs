namespace OhifAlnPlugin.Server.Storage;

/// <summary>Why bytes are no instance the store can keep.</summary>
internal enum UnreadableReason
{
    /// <summary>They are no DICOM file, or a broken one.</summary>
    CannotUnderstand,

    /// <summary>The data set lacks what every object has.</summary>
    DoesNotMatchSopClass,
}

/// <summary>Bytes handed to the store are no DICOM instance it can keep; the message says why, without patient data.</summary>
internal sealed class UnreadableInstanceException(UnreadableReason reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public UnreadableReason Reason { get; } = reason;

    /// <summary>SOP Class UID, as far as it could be read.</summary>
    public string? SopClassUid { get; init; }

    /// <summary>SOP Instance UID, as far as it could be read.</summary>
    public string? SopInstanceUid { get; init; }
}
