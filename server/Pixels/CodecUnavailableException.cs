namespace OhifAlnPlugin.Server.Pixels;

/// <summary>Nothing can be decoded on this computer; the message says why and what to do.</summary>
internal sealed class CodecUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
