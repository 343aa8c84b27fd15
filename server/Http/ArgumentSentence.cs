namespace OhifAlnPlugin.Server.Http;

/// <summary>What an argument exception says to a user.</summary>
internal static class ArgumentSentence
{
    /// <summary>The message without the name of the parameter, which the framework appends.</summary>
    public static string Of(string message) => message.Split(" (Parameter", 2)[0];
}
