namespace OhifAlnPlugin.Server.Storage;

/// <summary>What became of an instance handed to the store.</summary>
internal enum StoreOutcome
{
    /// <summary>It is stored now.</summary>
    Stored,

    /// <summary>The same bytes were stored already; nothing changed.</summary>
    AlreadyStored,

    /// <summary>It is stored, now or before, and a rejection note hides it.</summary>
    Rejected,

    /// <summary>Other bytes are stored under the same SOP Instance UID; they stay.</summary>
    Conflict,
}
