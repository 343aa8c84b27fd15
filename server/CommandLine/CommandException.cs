namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>A verb cannot do what it was asked; the message is the whole sentence to print, naming the thing and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);
