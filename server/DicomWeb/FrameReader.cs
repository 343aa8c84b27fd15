using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Reads single frames of a stored instance.</summary>
internal sealed class FrameReader
{
    private readonly DicomPixelData _pixels;

    private FrameReader(DicomPixelData pixels) => _pixels = pixels;

    /// <summary>How many frames there are.</summary>
    public int Count => _pixels.FrameCount;

    /// <summary>Whether frames can be given out uncompressed.</summary>
    public bool IsDecodable => _pixels.IsDecodable;

    /// <summary>Opens an instance; null when it has no pixel data.</summary>
    /// <exception cref="DicomFormatException">The attributes that describe the pixel data do not fit them.</exception>
    public static FrameReader? Open(InstanceStore store, StoredInstance instance) =>
        DicomPixelData.Find(DicomFile.Read(store.PathOf(instance))) is { } pixels ? new FrameReader(pixels) : null;

    /// <summary>One frame.</summary>
    /// <param name="number">Frame number from 1.</param>
    /// <param name="encoding">How to give it out.</param>
    /// <param name="location">Its address.</param>
    public MultipartPart Part(int number, FrameEncoding encoding, string location) =>
        new BytesPart(encoding.ContentType, location, encoding.IsDecoded ? _pixels.DecodeFrame(number - 1) : _pixels.GetFrame(number - 1));
}
