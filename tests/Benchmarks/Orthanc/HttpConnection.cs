using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OhifAlnPlugin.Benchmarks.Orthanc;

/// <summary>
/// One kept-alive HTTP/1.1 connection over a bare socket. It does as little as possible, so that on a small machine the client's
/// own work does not hide the difference between two servers.
/// </summary>
internal sealed class HttpConnection(int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private Socket _socket = Connect(port);

    /// <summary>Sends a request and receives its answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Gets the content; null drops it unread.</param>
    public HttpAnswer Exchange(HttpRequestBytes request, Stream? body = null)
    {
        SendAll(request.Head);
        SendAll(request.Body.Span);
        Dictionary<string, string> headers = ReadHead(out int status);
        long length = headers switch
        {
            _ when headers.TryGetValue("content-length", out string? text) => Take(long.Parse(text), body),
            _ when headers.ContainsKey("transfer-encoding") => TakeChunks(body),
            _ when status is 204 or 304 => 0,
            _ => TakeUntilClosed(body),
        };
        return new HttpAnswer(status, length);
    }

    public void Dispose() => _socket.Dispose();

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    private Dictionary<string, string> ReadHead(out int status)
    {
        int end;
        while ((end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        string[] lines = Encoding.ASCII.GetString(_buffer, _start, end).Split("\r\n");
        _start += end + 4;
        status = int.Parse(lines[0].Split(' ')[1]);
        return lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
    }

    private long TakeChunks(Stream? body)
    {
        long total = 0;
        while (true)
        {
            long size = Convert.ToInt64(ReadLine().Split(';')[0], 16);
            total += Take(size, body);
            _ = ReadLine();
            if (size == 0)
            {
                return total;
            }
        }
    }

    private string ReadLine()
    {
        int end;
        while ((end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            Fill();
        }

        string line = Encoding.ASCII.GetString(_buffer, _start, end);
        _start += end + 2;
        return line;
    }

    private long Take(long length, Stream? body)
    {
        for (long left = length; left > 0;)
        {
            if (_start == _end)
            {
                Fill();
            }

            int count = (int)Math.Min(left, _end - _start);
            body?.Write(_buffer, _start, count);
            _start += count;
            left -= count;
        }

        return length;
    }

    /// <summary>Takes an answer whose end is the end of the connection, and opens the next connection.</summary>
    private long TakeUntilClosed(Stream? body)
    {
        long total = 0;
        do
        {
            total += Take(_end - _start, body);
        }
        while (TryFill());
        _socket.Dispose();
        _socket = Connect(port);
        return total;
    }

    private void Fill()
    {
        if (!TryFill())
        {
            throw new IOException("The server closed the connection in the middle of an answer.");
        }
    }

    /// <summary>Receives more behind what is not consumed yet; false when the connection has ended.</summary>
    private bool TryFill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int count = _socket.Receive(_buffer, _end, _buffer.Length - _end, SocketFlags.None);
        _end += count;
        return count > 0;
    }

    private static Socket Connect(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }
}

/// <summary>An answer without its content.</summary>
internal sealed record HttpAnswer(int Status, long Length);

/// <summary>A request as it goes over the wire.</summary>
internal sealed record HttpRequestBytes(byte[] Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>A request without content.</summary>
    public static HttpRequestBytes Of(string method, string path, string? accept = null) =>
        new(HeadOf(method, path, accept is null ? "" : $"Accept: {accept}\r\n"), default);

    /// <summary>A POST.</summary>
    public static HttpRequestBytes Post(string path, string contentType, ReadOnlyMemory<byte> body) =>
        new(HeadOf("POST", path, $"Content-Type: {contentType}\r\nContent-Length: {body.Length}\r\nAccept: application/dicom+json\r\n"), body);

    private static byte[] HeadOf(string method, string path, string headers) =>
        Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n{headers}\r\n");
}
