namespace OhifAlnPlugin.Radscore;

/// <summary>A model cannot be trained on the given cohort. The message says why.</summary>
/// <param name="message">A sentence for the user.</param>
public sealed class RadscoreTrainingException(string message) : Exception(message);
