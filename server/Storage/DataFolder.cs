namespace OhifAlnPlugin.Server.Storage;

/// <summary>The folder everything persistent lives in, checked to be writable when the server starts.</summary>
internal sealed class DataFolder
{
    /// <summary>Bytes that uploads leave free: for the audit trail, for the index, and for deletions, which make room again.</summary>
    public const long Reserve = 16L * 1024 * 1024;

    private readonly DriveInfo _drive;

    private DataFolder(string root) => (Root, _drive) = (root, new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(root)! : root));

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    /// <summary>Whether more than <see cref="Reserve"/> is free on its disk.</summary>
    public bool HasRoom => _drive.AvailableFreeSpace > Reserve;

    /// <summary>DICOM files, named by digest.</summary>
    public string Instances => Path.Combine(Root, "instances");

    /// <summary>Uploads in progress; one folder per running process.</summary>
    public string Incoming => Path.Combine(Root, "incoming");

    /// <summary>The index, an SQLite database.</summary>
    public string IndexFile => Path.Combine(Root, "index.sqlite");

    /// <summary>Makes and checks the folder.</summary>
    /// <exception cref="DataFolderException">It cannot be made, or nothing can be written in it.</exception>
    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(Path.GetFullPath(path));
        try
        {
            Directory.CreateDirectory(folder.Instances);
            Directory.CreateDirectory(folder.Incoming);
            IncomingFolder.Probe(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"cannot write to the data folder {folder.Root} ({failure.Message}): make it writable, or name another folder with --data DIR.", failure);
        }

        return folder;
    }

    /// <summary>A folder below the root for one feature's own files; made when it does not exist.</summary>
    public string Sub(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
}
