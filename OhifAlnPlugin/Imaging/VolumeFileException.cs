namespace OhifAlnPlugin.Imaging;

/// <summary>A volume file cannot be read. The message is a sentence that names the field, its value and what was expected.</summary>
public sealed class VolumeFileException : Exception
{
    /// <summary>Creates the exception with an empty message.</summary>
    public VolumeFileException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the field and the value.</param>
    public VolumeFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">A sentence that names the field and the value.</param>
    /// <param name="innerException">What went wrong underneath.</param>
    public VolumeFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
