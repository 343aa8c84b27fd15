namespace OhifAlnPlugin.Segmentation;

/// <summary>A network is not the registered one, or is not safe to hand to ONNX Runtime. The message says what was found and what is allowed.</summary>
public sealed class OnnxModelRefusedException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public OnnxModelRefusedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence that names the file or the part of the network, and the rule.</param>
    public OnnxModelRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">A sentence that names the file or the part of the network, and the rule.</param>
    /// <param name="innerException">The cause.</param>
    public OnnxModelRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
