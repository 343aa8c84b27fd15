using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Gives out single frames of a stored instance.</summary>
internal abstract class FrameReader
{
    /// <summary>How many frames there are.</summary>
    public abstract int Count { get; }

    /// <summary>Whether frames can be given out uncompressed.</summary>
    public abstract bool IsDecodable { get; }

    /// <summary>Why they cannot, as a sentence.</summary>
    public virtual string? Obstacle => null;

    /// <summary>Opens an instance; null when it has no pixel data.</summary>
    /// <exception cref="DicomFormatException">The attributes that describe the pixel data do not fit them.</exception>
    /// <param name="store">The store.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="codec">Decodes the JPEG families.</param>
    public static FrameReader? Open(InstanceStore store, StoredInstance instance, IFrameCodec codec)
    {
        string path = store.PathOf(instance);
        if (instance.Frames is { } frames)
        {
            return new InPlace(path, frames);
        }

        return DicomPixelData.Open(path, codec) is { } pixels ? new Decoded(pixels, instance.SopInstanceUid) : null;
    }

    /// <summary>One frame.</summary>
    /// <param name="number">Frame number from 1.</param>
    /// <param name="encoding">How to give it out.</param>
    /// <param name="location">Its address.</param>
    public abstract MultipartPart Part(int number, FrameEncoding encoding, string location);

    /// <summary>Native frames, sent from the file as they lie there.</summary>
    private sealed class InPlace(string path, NativeFrames frames) : FrameReader
    {
        public override int Count => frames.Count;

        public override bool IsDecodable => true;

        public override MultipartPart Part(int number, FrameEncoding encoding, string location) =>
            new FilePart(encoding.ContentType, location, path, frames.Offset + ((long)(number - 1) * frames.FrameLength), frames.FrameLength);
    }

    /// <summary>All others: compressed, big endian, deflated, or not whole bytes.</summary>
    private sealed class Decoded(DicomPixelData pixels, string sopInstanceUid) : FrameReader
    {
        public override int Count => pixels.FrameCount;

        public override bool IsDecodable => pixels.IsDecodable;

        public override string? Obstacle => pixels.FindObstacle();

        public override MultipartPart Part(int number, FrameEncoding encoding, string location) =>
            encoding.IsDecoded
                ? new DecodedFramePart(encoding.ContentType, location, sopInstanceUid, pixels, number)
                : new BytesPart(encoding.ContentType, location, pixels.GetFrame(number - 1));
    }
}
