namespace OhifAlnPlugin.Segmentation;

/// <summary>A click, scribbles, a box or limits from which no region can be made; the message is a sentence for the reader.</summary>
public sealed class SegmentationRefusedException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public SegmentationRefusedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">A sentence naming the value and the limit.</param>
    public SegmentationRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">A sentence naming the value and the limit.</param>
    /// <param name="innerException">The cause.</param>
    public SegmentationRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
