namespace OhifAlnPlugin.Radscore;

/// <summary>A VOI has no radscore: a feature that the model needs is missing or undefined. The message says which.</summary>
/// <param name="message">A sentence for the user.</param>
public sealed class RadscoreUndefinedException(string message) : Exception(message);
