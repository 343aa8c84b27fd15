using System.Buffers.Binary;
using System.Text.Json;

namespace OhifAlnPlugin.Server.Pixels;

/// <summary>A message between the server and a decoding process: two lengths, JSON, bytes.</summary>
/// <param name="Header">What it says.</param>
/// <param name="Bytes">A codestream or samples.</param>
internal sealed record CodecMessage(CodecHeader Header, ReadOnlyMemory<byte> Bytes)
{
    private const int HeadLength = 8, LongestHeader = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes a message.</summary>
    public async Task WriteAsync(Stream stream)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Header, Json);
        byte[] start = new byte[HeadLength + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(start, json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(4), Bytes.Length);
        json.CopyTo(start, HeadLength);
        await stream.WriteAsync(start);
        await stream.WriteAsync(Bytes);
        await stream.FlushAsync();
    }

    /// <summary>Reads a message.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="mostBytes">Most bytes after the header.</param>
    /// <exception cref="EndOfStreamException">The other side ended.</exception>
    /// <exception cref="InvalidDataException">It is no message, or too long.</exception>
    public static async Task<CodecMessage> ReadAsync(Stream stream, long mostBytes)
    {
        byte[] head = new byte[HeadLength];
        await stream.ReadExactlyAsync(head);
        int json = BinaryPrimitives.ReadInt32LittleEndian(head), count = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
        if (json is <= 0 or > LongestHeader || count < 0 || count > mostBytes)
        {
            throw new InvalidDataException($"A decoding process announced {json} bytes of JSON and {count} of samples.");
        }

        byte[] header = new byte[json], bytes = new byte[count];
        await stream.ReadExactlyAsync(header);
        await stream.ReadExactlyAsync(bytes);
        try
        {
            return new CodecMessage(JsonSerializer.Deserialize<CodecHeader>(header, Json) ?? new CodecHeader(), bytes);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("A decoding process wrote no JSON.", broken);
        }
    }
}

/// <summary>The JSON of a message; what does not belong to it is absent.</summary>
internal sealed record CodecHeader
{
    /// <summary>Request: the kind of codestream.</summary>
    public string? Codec { get; init; }

    /// <summary>First message: version of Node.js.</summary>
    public string? Node { get; init; }

    /// <summary>Answer: why the frame was not decoded.</summary>
    public string? Error { get; init; }

    /// <summary>Answer: columns.</summary>
    public int Width { get; init; }

    /// <summary>Answer: rows.</summary>
    public int Height { get; init; }

    /// <summary>Answer: samples of a pixel.</summary>
    public int Components { get; init; }

    /// <summary>Answer: whether the samples of one component come together.</summary>
    public bool IsPlanar { get; init; }
}
