namespace OhifAlnPlugin.Server.Storage;

/// <summary>The data folder cannot be used; the message names the folder and what to do.</summary>
internal sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);
