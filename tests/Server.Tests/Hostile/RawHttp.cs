using System.Net.Sockets;
using System.Text;

namespace OhifAlnPlugin.Server.Tests.Hostile;

/// <summary>Sends a request line as it is written; <see cref="HttpClient"/> would tidy its path up first.</summary>
internal static class RawHttp
{
    /// <summary>The status and the whole text of the answer.</summary>
    public static async Task<(int Status, string Text)> GetAsync(Uri server, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        string text = await reader.ReadToEndAsync();
        return (int.Parse(text.AsSpan(9, 3)), text);
    }
}
