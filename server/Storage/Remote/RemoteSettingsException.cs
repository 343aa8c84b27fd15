namespace OhifAlnPlugin.Server.Storage.Remote;

/// <summary>A setting of the archive cannot be meant; the message names it and what is allowed.</summary>
internal sealed class RemoteSettingsException(string message, Exception? inner = null) : Exception(message, inner);
