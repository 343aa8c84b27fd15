using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Interop;

/// <summary>A server of ours whose images are in a real Orthanc that asks for a password, with one phantom study in it.</summary>
public sealed class ArchiveFixture : IAsyncLifetime, IAsyncDisposable
{
    private const string User = "aln", Password = "of-the-test";

    private readonly TemporaryFolder _secrets = new();
    private OrthancProcess? _orthanc;
    private ServerFixture? _server;

    /// <summary>The archive.</summary>
    internal OrthancProcess Orthanc => _orthanc ?? throw new InvalidOperationException("Orthanc is not running.");

    /// <summary>The product.</summary>
    public ServerFixture Server => _server ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>The study in the archive.</summary>
    public string Study { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (!OrthancProcess.IsInstalled)
        {
            return;
        }

        _orthanc = await OrthancProcess.StartAsync(users: new Dictionary<string, string> { [User] = Password });
        Study = await StoreAsync(PhantomData.FilesOf(PhantomData.Patient));
        _server = await StartServerAsync();
    }

    /// <summary>Starts another server on the archive.</summary>
    /// <param name="settings">Settings beyond or instead of the usual ones.</param>
    public async Task<ServerFixture> StartServerAsync(params (string Name, string? Value)[] settings)
    {
        string secret = Path.Combine(_secrets.Path, "password");
        await File.WriteAllTextAsync(secret, Password + "\n");
        var all = new Dictionary<string, string?>
        {
            ["DicomWebSource:Url"] = Orthanc.DicomWeb.ToString(),
            ["DicomWebSource:User"] = User,
            ["DicomWebSource:PasswordFile"] = secret,
            ["DicomWebSource:PollSeconds"] = "1",
            ["DicomWebSource:PollDays"] = "0",
            ["DicomWebSource:AnswerSeconds"] = "5",
            ["DicomWebSource:IdleSeconds"] = "5",
            ["DicomWebSource:Attempts"] = "2",
        };
        foreach ((string name, string? value) in settings)
        {
            all[name] = value;
        }

        var server = new ServerFixture { Settings = all };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>Stores images in the archive and returns the Study Instance UID of the first.</summary>
    internal async Task<string> StoreAsync(IReadOnlyList<Dicom.DicomFile> files)
    {
        await Orthanc.StoreAsync(files.Select(file => file.Dataset.ToFile()));
        return files[0].Dataset.GetString(Dicom.DicomTag.StudyInstanceUID)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _orthanc?.Dispose();
        _secrets.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
