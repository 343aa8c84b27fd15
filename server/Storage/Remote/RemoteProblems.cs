using System.Net;
using System.Security.Authentication;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>What the archive did not do. Readers see these sentences, so each says what is next.</summary>
internal static class RemoteProblems
{
    private const int RetryAfterSeconds = 10;
    private const string Title = "The image archive", Again = "Try again; if it stays so, tell the administrator of the archive.";

    /// <summary>No connection.</summary>
    public static ProblemException Unreachable(Uri url) => Of(
        StatusCodes.Status502BadGateway, "archive-unreachable", $"The image archive at {url} cannot be reached. {Again}", retry: true);

    /// <summary>A certificate that cannot be trusted, or no TLS.</summary>
    public static ProblemException Untrusted(Uri url) => Of(
        StatusCodes.Status502BadGateway,
        "archive-untrusted",
        $"The certificate of the image archive at {url} is not trusted. The administrator names the authority that issued it in {RemoteOptions.Section}:AuthorityFile.");

    /// <summary>It lets the server wait.</summary>
    public static ProblemException Slow(Uri url, int seconds) => Of(
        StatusCodes.Status504GatewayTimeout, "archive-slow", $"The image archive at {url} gave no answer within {seconds} s. {Again}", retry: true);

    /// <summary>It stopped in the middle of an answer.</summary>
    public static ProblemException Interrupted(Uri url) => Of(
        StatusCodes.Status502BadGateway, "archive-interrupted", $"The image archive at {url} broke off in the middle of an answer. {Again}", retry: true);

    /// <summary>Its answer cannot be understood.</summary>
    public static ProblemException Broken(string what, string reason) => Of(
        StatusCodes.Status502BadGateway, "archive-broken-answer", $"The answer of the image archive to {what} cannot be understood: {reason} {Again}");

    /// <summary>More than the limit.</summary>
    public static ProblemException TooLarge(string what, string limit) => Of(
        StatusCodes.Status502BadGateway, "archive-answer-too-large", $"The image archive answers {what} with more than the limit of {limit}. The administrator can raise it in {RemoteOptions.Section}.");

    /// <summary>The file with the password or token cannot be read.</summary>
    public static ProblemException NoCredentials(string file) => Of(
        StatusCodes.Status502BadGateway, "archive-no-credentials", $"The file {file} with the credentials for the image archive cannot be read. The administrator mends that.");

    /// <summary>An address outside the archive's root.</summary>
    public static ProblemException Foreign() => Of(
        StatusCodes.Status400BadRequest, "foreign-address", "The address leads out of the image archive and is not asked for.");

    /// <summary>It did not keep what it was given.</summary>
    public static ProblemException NotStored(string reason) => Of(
        StatusCodes.Status502BadGateway, "archive-refused-object", $"The image archive did not store the result: {reason}. Nothing was saved; what is on the screen stays. Tell the administrator of the archive.");

    /// <summary>Nothing is removed from another site's archive.</summary>
    public static ProblemException NoDeletion() => Of(
        StatusCodes.Status405MethodNotAllowed, "archive-keeps", "The studies are in an image archive from which this server removes nothing. Delete them there.");

    /// <summary>It answered with a status that is no success.</summary>
    public static ProblemException Refused(Uri url, string what, HttpStatusCode status) => (int)status switch
    {
        401 or 403 => Of(
            StatusCodes.Status502BadGateway,
            "archive-refused-login",
            $"The image archive at {url} does not let this server in ({(int)status} to {what}). The administrator checks the name, password or token in {RemoteOptions.Section}."),
        404 or 410 => Of(StatusCodes.Status404NotFound, "archive-has-not", $"The image archive does not have what was asked for ({what})."),
        >= 300 and < 400 => Of(
            StatusCodes.Status502BadGateway,
            "archive-moved",
            $"The image archive at {url} sends this server to another address, which it does not follow. The administrator writes the archive's own address into {RemoteOptions.Section}:Url."),
        400 or 405 or 406 or 409 or 411 or 413 or 415 or 501 => Of(
            StatusCodes.Status502BadGateway, "archive-cannot", $"The image archive at {url} cannot do this ({(int)status} to {what}). Its administrator sees in its log what it lacks."),
        _ => Of(StatusCodes.Status502BadGateway, "archive-failed", $"The image archive at {url} failed ({(int)status} to {what}). {Again}", retry: true),
    };

    /// <summary>The connection failed.</summary>
    public static ProblemException Of(HttpRequestException failure, Uri url) =>
        failure.InnerException is AuthenticationException || failure.HttpRequestError == HttpRequestError.SecureConnectionError ? Untrusted(url)
        : failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? Unreachable(url)
        : Interrupted(url);

    private static ProblemException Of(int status, string name, string detail, bool retry = false) =>
        new(status, name, Title, detail) { RetryAfterSeconds = retry ? RetryAfterSeconds : null };
}
