namespace OhifAlnPlugin.Radiomics;

/// <summary>The caller's image, volume of interest or settings do not allow an extraction; the message names the value and the limit.</summary>
public sealed class RadiomicsException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public RadiomicsException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence naming the value and the limit.</param>
    public RadiomicsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">A sentence naming the value and the limit.</param>
    /// <param name="innerException">The cause.</param>
    public RadiomicsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
