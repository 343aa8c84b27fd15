using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>SOP classes that are stored: every storage class of the standard whose objects belong to a study, and every class that the standard does not know.</summary>
internal static class SopClasses
{
    private const string Kind = "SOP Class";

    /// <summary>Objects that belong to no patient and no study, so there is no place for them here (PS3.4 section GG.6.1).</summary>
    private static readonly HashSet<string> NonPatient =
    [
        DicomUid.MediaStorageDirectoryStorage,
        DicomUid.CTDefinedProcedureProtocolStorage,
        DicomUid.ProtocolApprovalStorage,
        DicomUid.XADefinedProcedureProtocolStorage,
        DicomUid.InventoryStorage,
        DicomUid.HangingProtocolStorage,
        DicomUid.ColorPaletteStorage,
        DicomUid.GenericImplantTemplateStorage,
        DicomUid.ImplantAssemblyTemplateStorage,
        DicomUid.ImplantTemplateGroupStorage,
    ];

    /// <summary>Storage classes of the standard, in its order.</summary>
    public static IReadOnlyList<DicomUidEntry> Stored { get; } = [.. DicomUid.All.Where(IsStorage)];

    /// <summary>Whether instances of this class are stored; private classes are.</summary>
    public static bool AreSupported(string uid) => DicomUid.Find(uid) is not { } entry || IsStorage(entry);

    /// <summary>A class whose instances are objects of a study: the names of the others tell of services.</summary>
    private static bool IsStorage(DicomUidEntry entry) =>
        entry.Kind == Kind
        && entry.Name.Contains("Storage", StringComparison.Ordinal)
        && !entry.Name.Contains("Storage Commitment", StringComparison.Ordinal)
        && !NonPatient.Contains(entry.Uid);
}
