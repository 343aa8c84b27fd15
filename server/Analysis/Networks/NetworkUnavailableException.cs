namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>A network is not registered, cannot be run or cannot be changed in the registry; the message is a sentence.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What was the cause, if any.</param>
internal sealed class NetworkUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
