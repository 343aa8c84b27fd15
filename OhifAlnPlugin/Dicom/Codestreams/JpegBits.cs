namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>Bits of the entropy-coded data of a JPEG frame, most significant first; stuffed zeros after FF are passed over (ISO 10918-1 section F.1.2.3).</summary>
/// <param name="bytes">The codestream.</param>
/// <param name="position">Where the data begin.</param>
internal ref struct JpegBits(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int current;
    private int left;

    /// <summary>The byte that is read next.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Reads bits as a number.</summary>
    /// <param name="count">From 0 to 16.</param>
    /// <exception cref="DicomFormatException">The data end before, or at a marker.</exception>
    public int Read(int count)
    {
        int value = 0;
        for (; count > 0; count--)
        {
            if (left == 0)
            {
                Next();
            }

            value = (value << 1) | ((current >> --left) & 1);
        }

        return value;
    }

    /// <summary>Reads a difference of so many bits, negative when its first bit is 0 (section F.2.2.1, EXTEND).</summary>
    public int ReadSigned(int count)
    {
        int value = Read(count);
        return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /// <summary>Goes past a restart marker.</summary>
    /// <exception cref="DicomFormatException">There is none.</exception>
    public void Restart()
    {
        left = 0;
        Position = Position + 1 < bytes.Length && bytes[Position] == 0xFF && bytes[Position + 1] is >= 0xD0 and <= 0xD7
            ? Position + 2
            : throw new DicomFormatException($"A restart marker of a JPEG frame is missing at byte {Position}.");
    }

    private void Next()
    {
        bool isStuffed = Position + 1 < bytes.Length && bytes[Position] == 0xFF && bytes[Position + 1] == 0;
        if (Position >= bytes.Length || (bytes[Position] == 0xFF && !isStuffed))
        {
            throw new DicomFormatException($"The entropy-coded data of a JPEG frame end too early, at byte {Position}.");
        }

        (current, left) = (bytes[Position], 8);
        Position += isStuffed ? 2 : 1;
    }
}
