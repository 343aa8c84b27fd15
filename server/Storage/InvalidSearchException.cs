namespace OhifAlnPlugin.Server.Storage;

/// <summary>A search cannot be done as asked; the message names the attribute and the form its value must have.</summary>
internal sealed class InvalidSearchException(string message) : Exception(message);
