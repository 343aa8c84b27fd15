namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>A case cannot be extracted; the message is the whole sentence to print.</summary>
internal sealed class CaseException(string message, Exception? inner = null) : Exception(message, inner);
