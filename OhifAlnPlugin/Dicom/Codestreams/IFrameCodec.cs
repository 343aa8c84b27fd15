namespace OhifAlnPlugin.Dicom.Codestreams;

/// <summary>Decodes the frames of the JPEG families. The library has none of its own: whoever runs it supplies one.</summary>
public interface IFrameCodec
{
    /// <summary>Why nothing can be decoded here.</summary>
    /// <returns>A sentence; null when frames can be decoded.</returns>
    string? FindObstacle();

    /// <summary>Decodes one frame.</summary>
    /// <param name="frame">The compressed frame; its header has been read and fits the image.</param>
    /// <param name="cancellation">Stops waiting and decoding.</param>
    /// <returns>Its samples.</returns>
    /// <exception cref="DicomFormatException">The frame is broken, or takes more time or memory than allowed.</exception>
    DecodedImage Decode(Codestream frame, CancellationToken cancellation);
}
