using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OhifAlnPlugin.Segmentation.Training;

/// <summary>Training studies one after another in a stream, so that a generator can feed a training without files between them.</summary>
/// <remarks>
/// Per study: four bytes <c>ALNT</c>; the length of a header, 32 bits, little endian; the header, JSON in UTF-8 with <c>version</c>, <c>id</c>,
/// <c>width</c>, <c>height</c>, <c>groups</c>, <c>levels</c>, <c>pixelMm</c>, <c>neighbourMm</c>, <c>one</c> and <c>subtractionScale</c>; then
/// <see cref="TrainingStudy.Pre"/> and <see cref="TrainingStudy.Peak"/>, 16 bits each, little endian, and <see cref="TrainingStudy.Truth"/>.
/// </remarks>
public static class TrainingFile
{
    private const int Version = 1;

    /// <summary>Writes a study.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="study">The study.</param>
    public static void Write(Stream target, TrainingStudy study)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(study);
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new
        {
            version = Version,
            id = study.Id,
            width = study.Width,
            height = study.Height,
            groups = study.Groups,
            levels = TrainingStudy.Levels,
            pixelMm = TrainingStudy.PixelMm,
            neighbourMm = TrainingStudy.NeighbourMm,
            one = TrainingStudy.One,
            subtractionScale = study.SubtractionScale,
        });
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        target.Write("ALNT"u8);
        target.Write(length);
        target.Write(header);
        WriteLittleEndian(target, study.Pre);
        WriteLittleEndian(target, study.Peak);
        target.Write(study.Truth);
    }

    private static void WriteLittleEndian(Stream target, ushort[] values)
    {
        if (BitConverter.IsLittleEndian)
        {
            target.Write(MemoryMarshal.AsBytes<ushort>(values));
            return;
        }

        byte[] bytes = new byte[2 * values.Length];
        for (int n = 0; n < values.Length; n++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * n), values[n]);
        }

        target.Write(bytes);
    }
}
