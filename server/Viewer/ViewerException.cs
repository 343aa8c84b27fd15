namespace OhifAlnPlugin.Server.Viewer;

/// <summary>The viewer's files cannot be had; the message is a sentence for the user that says what to do.</summary>
internal sealed class ViewerException : Exception
{
    public ViewerException(string message)
        : base(message)
    {
    }

    public ViewerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
