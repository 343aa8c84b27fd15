using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

/// <summary>Every value representation through every native transfer syntax and through JSON.</summary>
public sealed class DicomEveryVRTests
{
    private static readonly DicomVR[] All = [.. Enum.GetValues<DicomVR>().Where(vr => vr is not (DicomVR.None or DicomVR.SQ))];

    [Theory]
    [InlineData(DicomUid.ExplicitVRLittleEndian)]
    [InlineData(DicomUid.ExplicitVRBigEndian)]
    [InlineData(DicomUid.DeflatedExplicitVRLittleEndian)]
    public void Every_value_survives_writing_and_reading(string syntax)
    {
        DicomDataset dataset = Dataset();
        DicomDataset read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.Of(syntax))).Dataset;
        DicomSamples.Difference(dataset, read).ShouldBeNull();
    }

    [Fact]
    public void Implicit_elements_have_the_representation_of_the_registry_and_unknown_ones_keep_their_bytes()
    {
        DicomDataset dataset = Dataset();
        DicomDataset read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.ImplicitVRLittleEndian)).Dataset;
        read.Select(item => item.Tag).ShouldBe(dataset.Select(item => item.Tag));
        foreach (DicomElement element in dataset.OfType<DicomElement>())
        {
            var same = read.Find(element.Tag).ShouldBeOfType<DicomElement>();
            same.Value[..element.Value.Length].ToArray().ShouldBe(element.Value.ToArray(), element.ToString());
            same.VR.ShouldBe(element.Tag.IsPrivate && !element.Tag.IsPrivateCreator ? DicomVR.UN : element.VR, element.ToString());
        }
    }

    [Theory]
    [InlineData(DicomVR.OW, "0102030405060708", "0201040306050807")]
    [InlineData(DicomVR.OL, "0102030405060708", "0403020108070605")]
    [InlineData(DicomVR.OF, "0102030405060708", "0403020108070605")]
    [InlineData(DicomVR.OD, "0102030405060708", "0807060504030201")]
    [InlineData(DicomVR.OV, "0102030405060708", "0807060504030201")]
    [InlineData(DicomVR.UV, "0102030405060708", "0807060504030201")]
    [InlineData(DicomVR.SV, "0102030405060708", "0807060504030201")]
    [InlineData(DicomVR.AT, "0102030405060708", "0201040306050807")]
    [InlineData(DicomVR.OB, "0102030405060708", "0102030405060708")]
    [InlineData(DicomVR.UN, "0102030405060708", "0102030405060708")]
    public void Big_endian_files_turn_the_bytes_of_each_word_round(DicomVR vr, string value, string stored)
    {
        DicomDataset dataset = Uids().Set(new DicomTag(0x0029, 0x0010), DicomVR.LO, "ALN").SetBytes(new DicomTag(0x0029, 0x1001), vr, Convert.FromHexString(value));
        Convert.ToHexString(DicomSamples.Bytes(dataset, DicomTransferSyntax.ExplicitVRBigEndian)[^8..]).ShouldBe(stored);
    }

    [Fact]
    public void Every_value_survives_json()
    {
        DicomDataset dataset = Dataset();
        DicomDataset read = DicomJson.Read(JsonDocument.Parse(Json(dataset)).RootElement);
        DicomSamples.Difference(dataset, read).ShouldBeNull();
    }

    [Fact]
    public void Every_bulk_value_can_be_named_by_a_uri_and_read_from_there()
    {
        DicomDataset dataset = Dataset();
        var asked = new List<DicomTag>();
        JsonElement json = JsonDocument.Parse(Json(dataset, tag => $"bulk/{tag.ToHexString()}")).RootElement;

        DicomDataset read = DicomJson.Read(json, (tag, uri) =>
        {
            uri.ShouldBe($"bulk/{tag.ToHexString()}");
            asked.Add(tag);
            return ((DicomElement)dataset.Find(tag)!).Value;
        });

        DicomSamples.Difference(dataset, read).ShouldBeNull();
        asked.ShouldBe(dataset.Where(item => item.VR.IsBulk()).Select(item => item.Tag));
        asked.Count.ShouldBe(2 * 7);
    }

    private static DicomDataset Uids() => new DicomDataset().Set(DicomTag.SOPClassUID, "1.2.840").Set(DicomTag.SOPInstanceUID, "1.2.3");

    /// <summary>A private element of every value representation, two values where it takes several, in two private blocks of one group.</summary>
    private static DicomDataset Dataset()
    {
        DicomDataset dataset = Uids()
            .Set(DicomTag.SpecificCharacterSet, DicomUtf8)
            .Set(new DicomTag(0x0029, 0x0010), DicomVR.LO, "ALN FIRST")
            .Set(new DicomTag(0x0029, 0x0011), DicomVR.LO, "ALN SECOND");
        for (int n = 0; n < All.Length; n++)
        {
            dataset.Add(Element(new DicomTag(0x0029, (ushort)(0x1001 + n)), All[n]));
            dataset.Add(Element(new DicomTag(0x0029, (ushort)(0x1101 + n)), All[n]));
        }

        return dataset;
    }

    private const string DicomUtf8 = "ISO_IR 192";

    private static DicomElement Element(DicomTag tag, DicomVR vr)
    {
        string? text = vr switch
        {
            DicomVR.AE => "STORE\\SCU2",
            DicomVR.AS => "045Y",
            DicomVR.CS => "ORIGINAL\\PRIMARY",
            DicomVR.DA => "20260114\\20260115",
            DicomVR.DS => "0.5\\-1.25e3",
            DicomVR.DT => "20260114101530.250000+0100",
            DicomVR.IS => "12\\-7",
            DicomVR.PN => "Müller^Ida=山田\\Doe^Jane",
            DicomVR.TM => "101530.25",
            DicomVR.UI => "1.2.3\\1.2.4",
            DicomVR.UR => "http://example/a b",
            _ when vr.IsText() => "Text ä1",
            _ => null,
        };
        byte[] binary = vr switch
        {
            DicomVR.FL or DicomVR.OF => [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(float.NegativeInfinity)],
            DicomVR.FD or DicomVR.OD => [.. BitConverter.GetBytes(Math.PI), .. BitConverter.GetBytes(double.MaxValue)],
            DicomVR.UV => BitConverter.GetBytes(ulong.MaxValue - 1),
            DicomVR.SV => BitConverter.GetBytes(long.MinValue + 1),
            _ => [1, 2, 3, 0xF4, 5, 6, 7, 0xF8],
        };
        return new DicomElement(tag, vr, text is null ? binary : Encoding.UTF8.GetBytes(text));
    }

    private static byte[] Json(DicomDataset dataset, Func<DicomTag, string?>? bulkDataUri = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            DicomJson.Write(writer, dataset, bulkDataUri);
        }

        return buffer.ToArray();
    }
}
