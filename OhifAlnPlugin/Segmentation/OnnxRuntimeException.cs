namespace OhifAlnPlugin.Segmentation;

/// <summary>ONNX Runtime cannot be loaded, or refuses a model or an input. The message carries its own words.</summary>
public sealed class OnnxRuntimeException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public OnnxRuntimeException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the file or the step.</param>
    public OnnxRuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">A sentence that names the file or the step.</param>
    /// <param name="innerException">The cause.</param>
    public OnnxRuntimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
