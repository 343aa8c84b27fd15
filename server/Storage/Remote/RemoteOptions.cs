namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>Another DICOMweb server that holds the images and gets the results, in place of the own store.</summary>
internal sealed record RemoteOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "DicomWebSource";

    /// <summary>The DICOMweb root of the archive, ending with a slash; nothing outside it is ever asked for.</summary>
    public required Uri Url { get; init; }

    /// <summary>Name and password, or a token, to show to the archive; null where it asks for none.</summary>
    public RemoteCredentials? Credentials { get; init; }

    /// <summary>PEM file with certificates, of the site's own authority or of the archive itself, that are trusted beside the system's; null where there is none.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>How long a connection may take to be made, s.</summary>
    public int ConnectSeconds { get; init; } = 10;

    /// <summary>How long the archive may think before its answer begins, s.</summary>
    public int AnswerSeconds { get; init; } = 60;

    /// <summary>How long an answer may stand still, s.</summary>
    public int IdleSeconds { get; init; } = 30;

    /// <summary>How long an upload that passes through may take, s.</summary>
    public int UploadSeconds { get; init; } = 3600;

    /// <summary>How often a request that changes nothing, or that may be repeated, is tried.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Requests for instances at the same time.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>How long a list of a study's instances is believed, s; 0 asks for it each time.</summary>
    public int RecheckSeconds { get; init; } = 5;

    /// <summary>How often the archive is asked for new studies, s; 0 never does.</summary>
    public int PollSeconds { get; init; } = 15;

    /// <summary>Only studies not older than that are listed and noticed as new, days; 0 has no limit.</summary>
    public int PollDays { get; init; } = 7;

    /// <summary>Disk for retrieved instances, MiB.</summary>
    public int CacheMebibytes { get; init; } = 8192;

    /// <summary>Largest instance, MiB.</summary>
    public int InstanceMebibytes { get; init; } = 2048;

    /// <summary>Most instances of a study.</summary>
    public int StudyInstances { get; init; } = 20_000;

    /// <summary>Reads the section.</summary>
    /// <returns>Null where no archive is configured.</returns>
    /// <exception cref="RemoteSettingsException">A value is missing or cannot be meant; the message names it.</exception>
    public static RemoteOptions? Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        if (!section.Exists())
        {
            return null;
        }

        var settings = new RemoteSettings(section);
        Uri url = settings.Url(nameof(Url));
        return new RemoteOptions
        {
            Url = url,
            Credentials = RemoteCredentials.Read(settings, url),
            AuthorityFile = settings.File(nameof(AuthorityFile)),
            ConnectSeconds = settings.Number(nameof(ConnectSeconds), 10, 1, 300),
            AnswerSeconds = settings.Number(nameof(AnswerSeconds), 60, 1, 3600),
            IdleSeconds = settings.Number(nameof(IdleSeconds), 30, 1, 3600),
            UploadSeconds = settings.Number(nameof(UploadSeconds), 3600, 1, 86_400),
            Attempts = settings.Number(nameof(Attempts), 4, 1, 10),
            Parallel = settings.Number(nameof(Parallel), 8, 1, 64),
            RecheckSeconds = settings.Number(nameof(RecheckSeconds), 5, 0, 3600),
            PollSeconds = settings.Number(nameof(PollSeconds), 15, 0, 86_400),
            PollDays = settings.Number(nameof(PollDays), 7, 0, 36_500),
            CacheMebibytes = settings.Number(nameof(CacheMebibytes), 8192, 64, 1 << 24),
            InstanceMebibytes = settings.Number(nameof(InstanceMebibytes), 2048, 1, 2048),
            StudyInstances = settings.Number(nameof(StudyInstances), 20_000, 1, 1_000_000),
        };
    }
}
