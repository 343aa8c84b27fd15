namespace OhifAlnPlugin.Server.Security;

/// <summary>The server would be reachable by people it cannot tell apart; the message says which address and what to use instead.</summary>
internal sealed class BindingRefusedException(string message) : Exception(message);
