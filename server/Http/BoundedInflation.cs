namespace OhifAlnPlugin.Server.Http;

/// <summary>
/// Inflated bytes of a request's body, bounded in ratio and in length: a small body that inflates without end is refused long before
/// it fills memory or disk.
/// </summary>
/// <param name="inflater">The inflating stream over <paramref name="compressed"/>; closed with this one.</param>
/// <param name="compressed">Counts what was taken of the body.</param>
internal sealed class BoundedInflation(Stream inflater, CountingStream compressed) : ReadOnlyStream
{
    /// <summary>Most inflated bytes for one compressed byte.</summary>
    public const int LargestRatio = 64;

    /// <summary>Most inflated bytes of one body.</summary>
    public const long LargestLength = 512L * 1024 * 1024;

    /// <summary>Inflated bytes that are always allowed: less than this harms nobody, and the ratio means little at the start.</summary>
    private const long Slack = 1024 * 1024;

    private long _inflated;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Checked(inflater.Read(buffer));
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Checked(await inflater.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException)
        {
            throw Broken();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inflater.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Checked(int read)
    {
        _inflated += read;
        if (_inflated > LargestLength)
        {
            throw new BadHttpRequestException($"The body inflates to more than {LargestLength} bytes, the limit.", StatusCodes.Status413PayloadTooLarge);
        }

        return _inflated <= Slack + (LargestRatio * compressed.Count)
            ? read
            : throw new BadHttpRequestException(
                $"The body inflates {compressed.Count} bytes to {_inflated}, over the limit of {LargestRatio} to 1.", StatusCodes.Status413PayloadTooLarge);
    }

    private static BadHttpRequestException Broken() => new("The body is called gzip, but is not.", StatusCodes.Status400BadRequest);
}
