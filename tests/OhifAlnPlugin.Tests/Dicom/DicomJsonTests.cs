using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomJsonTests
{
    [Fact]
    public void A_data_set_survives_json_both_ways()
    {
        DicomDataset dataset = DicomSamples.Dataset()
            .SetBytes(new DicomTag(0x0029, 0x1003), DicomVR.UV, BitConverter.GetBytes(ulong.MaxValue))
            .SetBytes(new DicomTag(0x0029, 0x1004), DicomVR.SV, BitConverter.GetBytes(long.MinValue))
            .SetBytes(new DicomTag(0x0029, 0x1005), DicomVR.FL, BitConverter.GetBytes(0.1f));

        DicomDataset read = Parse(Write(dataset));

        DicomSamples.Difference(dataset, read).ShouldBeNull();
    }

    [Fact]
    public void Person_names_are_split_into_component_groups()
    {
        using JsonDocument json = JsonDocument.Parse(Write(DicomSamples.Dataset()));

        JsonElement name = json.RootElement.GetProperty("00100010").GetProperty("Value")[0];
        name.GetProperty("Alphabetic").GetString().ShouldBe("Müller^Zoë");
        name.GetProperty("Ideographic").GetString().ShouldBe("山田^花子");
        name.TryGetProperty("Phonetic", out _).ShouldBeFalse();
    }

    [Fact]
    public void Empty_values_between_others_are_null_and_numbers_are_numbers()
    {
        using JsonDocument json = JsonDocument.Parse(Write(DicomSamples.Dataset()));

        json.RootElement.GetProperty("00080008").GetProperty("Value")[2].ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("00280030").GetProperty("Value")[0].GetDouble().ShouldBe(0.75);
        json.RootElement.GetProperty("00280009").GetProperty("Value")[0].GetString().ShouldBe("00181063");
    }

    [Fact]
    public void Bulk_values_get_the_uri_of_the_hook()
    {
        string json = Write(DicomSamples.Dataset(), tag => tag == DicomTag.PixelData ? "../bulkdata/" + tag.ToHexString() : null);

        using JsonDocument document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("7FE00010").GetProperty("BulkDataURI").GetString().ShouldBe("../bulkdata/7FE00010");
        document.RootElement.GetProperty("00291001").GetProperty("InlineBinary").GetString().ShouldBe("AQIDBA==");
        DicomJson.Read(document.RootElement, (_, uri) => Encoding.ASCII.GetBytes(uri)).GetBytes(DicomTag.PixelData).Length.ShouldBe(20);
    }

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("+1", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("-007", "-7")]
    [InlineData("1.", "1")]
    [InlineData("-", "\"-\"")]
    [InlineData("1.E2", "100")]
    [InlineData("abc", "\"abc\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("1e5", "1e5")]
    [InlineData("1-2", "\"1-2\"")]
    public void A_decimal_string_is_a_json_number_where_it_is_a_number(string decimalString, string expected)
    {
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SliceThickness, DicomVR.DS, decimalString);

        string json = Write(dataset);

        json.ShouldBe("""{"00180050":{"vr":"DS","Value":[""" + expected + "]}}");
        JsonDocument.Parse(json).Dispose();
    }

    [Theory]
    [InlineData("""[]""", "object")]
    [InlineData("""{"0010001":{"vr":"LO"}}""", "0010001")]
    [InlineData("""{"00100010":[]}""", "PatientName")]
    [InlineData("""{"00100010":{"vr":"PN","Value":["A^B"]}}""", "PatientName")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":7}]}}""", "PatientName")]
    [InlineData("""{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A=B"}]}}""", "PatientName")]
    [InlineData("""{"00280030":{"vr":"DS","Value":["abc"]}}""", "PixelSpacing")]
    [InlineData("""{"00280010":{"vr":"US","Value":[70000]}}""", "Rows")]
    [InlineData("""{"00280010":{"vr":"US","Value":[1.5]}}""", "Rows")]
    [InlineData("""{"00280010":{"vr":"US","Value":5}}""", "Rows")]
    [InlineData("""{"00280010":{"vr":"QQ","Value":[5]}}""", "Rows")]
    [InlineData("""{"00280009":{"vr":"AT","Value":["nonsense"]}}""", "FrameIncrementPointer")]
    [InlineData("""{"7FE00010":{"vr":"OW","InlineBinary":"*"}}""", "PixelData")]
    [InlineData("""{"7FE00010":{"vr":"OW","Value":[1]}}""", "PixelData")]
    [InlineData("""{"7FE00010":{"vr":"OW","BulkDataURI":3}}""", "PixelData")]
    [InlineData("""{"00080018":{"vr":"UI","Value":["1.2\\3"]}}""", "SOPInstanceUID")]
    [InlineData("""{"00100020":{"vr":"LO","Value":["\uD800"]}}""", "PatientID")]
    [InlineData("""{"00081110":{"vr":"SQ","Value":[{"00081150":{"vr":"UI","Value":[3]}}]}}""", "ReferencedStudySequence")]
    public void Malformed_json_is_refused_with_the_name_of_the_element(string json, string named) =>
        Should.Throw<DicomFormatException>(() => Parse(json)).Message.ShouldContain(named);

    [Fact]
    public void The_deepest_allowed_nesting_survives_and_one_more_is_refused()
    {
        DicomDataset nested = Nested(64);

        DicomSamples.Difference(nested, Parse(Write(nested))).ShouldBeNull();
        Should.Throw<DicomFormatException>(() => Parse(Write(Nested(65)))).Message.ShouldContain("64");
    }

    [ReferenceTheory]
    [InlineData("dicom_mr_vendors")]
    [InlineData("dicom_seg")]
    [InlineData("enhanced_mr")]
    public void Real_headers_survive_json_both_ways(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm", SearchOption.AllDirectories))
        {
            string json = Write(DicomFile.Read(file, DicomReadOptions.Header).Dataset);

            string again = Write(Parse(json));
            int at = Math.Max(0, json.AsSpan().CommonPrefixLength(again) - 40);
            again.AsSpan(at, Math.Min(80, again.Length - at)).ToString().ShouldBe(json.AsSpan(at, Math.Min(80, json.Length - at)).ToString(), file);
        }
    }

    private static DicomDataset Nested(int depth)
    {
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 192");
        for (int level = 0; level < depth; level++)
        {
            dataset.Remove(DicomTag.SpecificCharacterSet);
            dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 192").SetSequence(DicomTag.ContentSequence, dataset);
        }

        return dataset;
    }

    private static DicomDataset Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        return DicomJson.Read(document.RootElement);
    }

    private static string Write(DicomDataset dataset, Func<DicomTag, string?>? bulkDataUri = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            DicomJson.Write(writer, dataset, bulkDataUri);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
