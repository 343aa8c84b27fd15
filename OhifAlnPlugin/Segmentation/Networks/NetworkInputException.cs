namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>A study or an answer does not fit what a network's card promises; the message is a sentence.</summary>
public sealed class NetworkInputException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NetworkInputException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence with the value and what is possible.</param>
    public NetworkInputException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence with the value and what is possible.</param>
    /// <param name="inner">What was the cause.</param>
    public NetworkInputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
