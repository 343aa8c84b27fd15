using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>Retrieves instances as the archive keeps them (WADO-RS) into files, never into memory.</summary>
internal sealed partial class RemoteRetrieval(RemoteArchive archive, RetrievedFiles files)
{
    private const string AsStored = "multipart/related; type=\"application/dicom\"; transfer-syntax=*", What = "a retrieval of an instance";

    private const int ReadLength = 128 * 1024;

    /// <summary>Retrieves instances, several at a time; a failure ends the rest.</summary>
    /// <param name="studyInstanceUid">Their study.</param>
    /// <param name="instances">The instances.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="Http.ProblemException">The archive cannot give one of them.</exception>
    public Task RetrieveAsync(string studyInstanceUid, IEnumerable<RemoteInstance> instances, CancellationToken cancellation) => Parallel.ForEachAsync(
        instances,
        new ParallelOptions { MaxDegreeOfParallelism = archive.Options.Parallel, CancellationToken = cancellation },
        async (instance, token) => await archive.RepeatAsync(() => RetrieveAsync(studyInstanceUid, instance, token), token));

    /// <returns>Whether the archive has it.</returns>
    private async Task<bool> RetrieveAsync(string study, RemoteInstance instance, CancellationToken cancellation)
    {
        string resource = $"studies/{study}/series/{instance.SeriesInstanceUid}/instances/{instance.SopInstanceUid}";
        using HttpResponseMessage answer = await archive.GetAsync(resource, AsStored, What, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await using Stream body = await archive.BodyOfAsync(answer, (long)archive.Options.InstanceMebibytes << 20, What, cancellation);
        try
        {
            var parts = new MultipartReader(BoundaryOf(answer), body, ReadLength) { BodyLengthLimit = null };
            if (await parts.ReadNextSectionAsync(cancellation) is not { } part)
            {
                throw RemoteProblems.Broken(What, "it has no part.");
            }

            await files.KeepAsync(instance.Key, part.Body, cancellation);
            return true;
        }
        catch (Exception failure) when (failure is InvalidDataException || (failure is IOException io && !Http.DiskFull.Is(io)))
        {
            throw RemoteProblems.Interrupted(archive.Options.Url);
        }
    }

    private static string BoundaryOf(HttpResponseMessage answer)
    {
        // The framework's parser refuses the slash of an unquoted type=application/dicom, which archives write.
        string type = answer.Content.Headers.TryGetValues("Content-Type", out var values) ? string.Join(';', values) : "";
        return type.StartsWith("multipart/related", StringComparison.OrdinalIgnoreCase) && Boundary().Match(type) is { Success: true } match
            ? match.Groups["boundary"].Value
            : throw RemoteProblems.Broken(What, "it is no multipart/related.");
    }

    [GeneratedRegex("""boundary=(?:"(?<boundary>[^"]{1,200})"|(?<boundary>[^";\s]{1,200}))""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();
}
