using System.Net.Http.Headers;
using System.Text;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>What the server shows to the archive to be let in: name and password, or a token. A file is read anew once it has changed.</summary>
internal sealed class RemoteCredentials
{
    private const string UserKey = "User", PasswordKey = "Password", PasswordFileKey = "PasswordFile", TokenKey = "Token", TokenFileKey = "TokenFile";

    private readonly string? _user;
    private readonly string? _secret;
    private readonly string? _file;
    private (DateTime WrittenAt, string Secret)? _read;

    private RemoteCredentials(string? user, string? secret, string? file) => (_user, _secret, _file) = (user, secret, file);

    /// <summary>Reads the settings.</summary>
    /// <returns>Null where there are none.</returns>
    /// <exception cref="RemoteSettingsException">They contradict each other, lack something, or would travel unencrypted to another machine.</exception>
    public static RemoteCredentials? Read(RemoteSettings settings, Uri url)
    {
        settings.RequireOnlyOne(PasswordKey, PasswordFileKey);
        settings.RequireOnlyOne(TokenKey, TokenFileKey);
        settings.RequireOnlyOne(UserKey, TokenKey);
        settings.RequireOnlyOne(UserKey, TokenFileKey);
        string? user = settings.Text(UserKey);
        RemoteCredentials? credentials = user is not null
            ? new RemoteCredentials(user, settings.Text(PasswordKey), settings.File(PasswordFileKey))
            : settings.Text(TokenKey) is not null || settings.Text(TokenFileKey) is not null ? new RemoteCredentials(user: null, settings.Text(TokenKey), settings.File(TokenFileKey)) : null;
        if (credentials is { _secret: null, _file: null })
        {
            throw new RemoteSettingsException($"{RemoteOptions.Section}:{UserKey} is given without a password: add {PasswordKey} or, better, {PasswordFileKey}.");
        }

        bool isUnencrypted = url.Scheme != "https" && !url.IsLoopback && !settings.Flag("AllowPlainHttp", otherwise: false);
        return credentials is not null && isUnencrypted
            ? throw new RemoteSettingsException(
                $"{RemoteOptions.Section}:Url is {url}: a password or token would travel unencrypted. Use https, or say that the network in between is trusted with {RemoteOptions.Section}:AllowPlainHttp=true.")
            : credentials;
    }

    /// <summary>The header that shows them.</summary>
    /// <exception cref="Http.ProblemException">The file cannot be read.</exception>
    public AuthenticationHeaderValue Header() => _user is null
        ? new AuthenticationHeaderValue("Bearer", Secret())
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_user}:{Secret()}")));

    private string Secret()
    {
        if (_file is null)
        {
            return _secret!;
        }

        try
        {
            DateTime written = File.GetLastWriteTimeUtc(_file);
            if (_read is not { } read || read.WrittenAt != written)
            {
                _read = read = (written, File.ReadAllText(_file).Trim());
            }

            return read.Secret;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw RemoteProblems.NoCredentials(_file);
        }
    }
}
