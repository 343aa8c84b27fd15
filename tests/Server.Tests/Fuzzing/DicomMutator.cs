using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>
/// Breaks DICOM files where a parser can be hurt: first the data set (values, value representations, sequences, syntaxes), then the bytes
/// of its encoding (<see cref="ByteMutator"/>). One input in twenty stays sound.
/// </summary>
internal static class DicomMutator
{
    private static readonly DicomVR[] Representations = Enum.GetValues<DicomVR>();

    private static readonly string[] Syntaxes =
    [
        DicomUid.ExplicitVRLittleEndian, DicomUid.ImplicitVRLittleEndian, DicomUid.ExplicitVRBigEndian, DicomUid.DeflatedExplicitVRLittleEndian,
        DicomUid.RLELossless, DicomUid.JPEGBaseline8Bit, DicomUid.JPEGLSLossless, DicomUid.JPEG2000, DicomUid.DeflatedImageFrameCompression, "1.2.3.4",
    ];

    private static readonly DicomTag[] Geometry =
    [
        DicomTag.Rows, DicomTag.Columns, DicomTag.BitsAllocated, DicomTag.BitsStored, DicomTag.HighBit, DicomTag.SamplesPerPixel,
        DicomTag.PixelRepresentation, DicomTag.PlanarConfiguration,
    ];

    private static readonly byte[][] Values =
    [
        [], [0], "abc "u8.ToArray(), "NaN "u8.ToArray(), "1e999 "u8.ToArray(), "-2147483649"u8.ToArray(), "..\\..\\..\\etc"u8.ToArray(), "\\\\\\\\\\\\\\\\"u8.ToArray(),
        [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0xF0, 0x7F], [0x1B, 0x24, 0x42, 0x1B, 0x28], [0xC3, 0x28, 0xED, 0xA0, 0x80], "99999999"u8.ToArray(), "ISO 2022 IR 87\\ISO_IR 192"u8.ToArray(),
    ];

    /// <summary>One input.</summary>
    /// <param name="number">Its number; it also makes the UIDs, so that most inputs are instances of their own.</param>
    /// <param name="study">The study that it says it belongs to, unless that is broken too.</param>
    public static byte[] Input(int number, string study)
    {
        Random random = FuzzOptions.RandomOf(number);
        byte[] sound = Pick(random, DicomSeeds.All);
        DicomFile seed = Read(sound);
        DicomDataset dataset = seed.Dataset;
        dataset.Set(DicomTag.StudyInstanceUID, study).Set(DicomTag.SeriesInstanceUID, $"{study}.{number % 3}").Set(DicomTag.SOPInstanceUID, $"{study}.{number}");
        string syntax = random.Next(6) == 0 ? Pick(random, Syntaxes) : seed.TransferSyntax.Uid;
        if (random.Next(20) == 0)
        {
            return Encode(() => seed) ?? sound;
        }

        for (int n = random.Next(4); n > 0; n--)
        {
            MutateDataset(dataset, random);
        }

        dataset.Set(DicomTag.SOPInstanceUID, $"{study}.{number}");
        byte[] file = Encode(() => new DicomFile(dataset, DicomTransferSyntax.Of(syntax))) ?? Encode(() => seed) ?? sound;
        return random.Next(4) == 0 ? file : ByteMutator.Mutate(file, random);
    }

    private static void MutateDataset(DicomDataset dataset, Random random)
    {
        DicomItem item = Pick(random, [.. dataset]);
        switch (random.Next(8))
        {
            case 0:
                dataset.Remove(item.Tag);
                break;
            case 1:
                dataset.SetBytes(item.Tag, item.VR == DicomVR.SQ ? DicomVR.UN : item.VR, Even(Pick(random, Values)));
                break;
            case 2 when item is DicomElement element:
                dataset.Add(new DicomElement(item.Tag, AnyRepresentation(random), element.Value));
                break;
            case 3:
                dataset.Set(Pick(random, Geometry), (int)Pick(random, [0L, 1, 7, 8, 16, 32, 64, 255, 32767, 65535]));
                break;
            case 4:
                dataset.SetBytes(DicomTag.NumberOfFrames, DicomVR.IS, Even(Pick(random, Values)));
                break;
            case 5:
                dataset.SetSequence(DicomTag.ContentSequence, Nested(random.Next(1, 80), dataset, random));
                break;
            case 6:
                Splice(dataset, Read(Pick(random, DicomSeeds.All)).Dataset, random);
                break;
            default:
                dataset.Add(new DicomFragmentSequence(DicomTag.PixelData, DicomVR.OB, new byte[random.Next(3) * 4], Fragments(random)));
                break;
        }
    }

    /// <summary>Puts items of another object in, also whole sequences under a foreign tag.</summary>
    private static void Splice(DicomDataset dataset, DicomDataset other, Random random)
    {
        for (int n = random.Next(1, 6); n > 0; n--)
        {
            DicomItem item = Pick(random, [.. other]);
            dataset.Add(item is DicomSequence sequence && random.Next(2) == 0 ? new DicomSequence(new DicomTag((uint)random.Next(0x00080000, 0x7FE00000)), [.. sequence.Items]) : item);
        }
    }

    private static DicomDataset Nested(int levels, DicomDataset source, Random random)
    {
        var innermost = new DicomDataset([Pick(random, [.. source])]);
        for (int level = 0; level < levels; level++)
        {
            innermost = new DicomDataset().SetSequence(DicomTag.ContentSequence, innermost);
        }

        return innermost;
    }

    private static List<ReadOnlyMemory<byte>> Fragments(Random random)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        for (int n = random.Next(4); n > 0; n--)
        {
            byte[] fragment = new byte[2 * random.Next(60)];
            random.NextBytes(fragment);
            fragments.Add(fragment);
        }

        return fragments;
    }

    /// <summary>Null where the data set cannot be written in its syntax, for instance native pixels in an encapsulated one.</summary>
    private static byte[]? Encode(Func<DicomFile> file)
    {
        try
        {
            using var content = new MemoryStream();
            file().Write(content);
            return content.ToArray();
        }
        catch (Exception unfit) when (unfit is InvalidOperationException or ArgumentException or DicomFormatException)
        {
            return null;
        }
    }

    private static DicomVR AnyRepresentation(Random random)
    {
        DicomVR vr = Pick(random, Representations);
        return vr is DicomVR.SQ or DicomVR.None ? DicomVR.UN : vr;
    }

    private static DicomFile Read(byte[] file) => DicomFile.Read(new MemoryStream(file));

    private static byte[] Even(byte[] value) => value.Length % 2 == 0 ? value : [.. value, (byte)' '];

    private static T Pick<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
