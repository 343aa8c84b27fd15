namespace OhifAlnPlugin.Dicom;

/// <summary>Data that claim to be DICOM break its rules or a limit. The message names the element, the place, the value and the limit.</summary>
public sealed class DicomFormatException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public DicomFormatException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence for the person who sent the data.</param>
    public DicomFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what caused it.</summary>
    /// <param name="message">A sentence for the person who sent the data.</param>
    /// <param name="innerException">The cause.</param>
    public DicomFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
