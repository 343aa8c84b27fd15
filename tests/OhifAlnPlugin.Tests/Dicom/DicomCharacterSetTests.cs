using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomCharacterSetTests
{
    /// <summary>The examples of PS3.5 Annexes H to K, and single character sets.</summary>
    [Theory]
    [InlineData("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう", "59616D6164615E5461726F753D1B24423B3345441B28425E1B244242404F3A1B28423D1B24422464245E24401B28425E1B2442243F246D24261B2842")]
    [InlineData("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", "D4CFC0DE5EC0DBB33D1B24423B3345441B284A5E1B244242404F3A1B284A3D1B24422464245E24401B284A5E1B2442243F246D24261B284A")]
    [InlineData("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동", "486F6E675E47696C646F6E673D1B242943FBF35E1B242943D1CED4D73D1B242943C8AB5E1B242943B1E6B5BF")]
    [InlineData("\\ISO 2022 IR 58", "Zhang^XiaoDong=张^小东", "5A68616E675E5869616F446F6E673D1B242941D5C55E1B242941D0A1B6AB")]
    [InlineData("GB18030", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB")]
    [InlineData("GBK", "Wang^XiaoDong=王^小东", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB")]
    [InlineData("ISO_IR 192", "Wang^XiaoDong=王^小東", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB1")]
    [InlineData("ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ", "D4CFC0DE5EC0DBB3")]
    [InlineData("ISO_IR 100", "Buc^Jérôme", "4275635E4AE972F46D65")]
    [InlineData("ISO_IR 101", "Wałęsa", "5761B3EA7361")]
    [InlineData("ISO_IR 109", "Ħal", "A1616C")]
    [InlineData("ISO_IR 110", "Ķ", "D3")]
    [InlineData("ISO_IR 144", "Люксембург", "BBEEDAE1D5DCD1E3E0D3")]
    [InlineData("ISO_IR 126", "Διονυσιος", "C4E9EFEDF5F3E9EFF2")]
    [InlineData("ISO_IR 127", "قباني", "E2C8C7E6EA")]
    [InlineData("ISO_IR 138", "שרון", "F9F8E5EF")]
    [InlineData("ISO_IR 148", "Çavuşoğlu", "C7617675FE6FF06C75")]
    [InlineData("ISO_IR 203", "€", "A4")]
    [InlineData("ISO_IR 166", "สวัสดี", "CAC7D1CAB4D5")]
    [InlineData("\\ISO 2022 IR 159", "丂", "1B24284430211B2842")]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126", "é=Л=Δ^é", "E93D1B2D4CBB3D1B2D46C45EE9")]
    public void Text_of_every_character_set_is_read(string terms, string expected, string hex)
    {
        DicomDataset dataset = new DicomDataset()
            .Set(DicomTag.SpecificCharacterSet, terms.Split('\\'))
            .SetBytes(DicomTag.PatientName, DicomVR.PN, Convert.FromHexString(hex));

        dataset.GetString(DicomTag.PatientName).ShouldBe(expected);
        byte[] written = [.. dataset.Set(DicomTag.PatientName, expected).GetBytes(DicomTag.PatientName).Span];
        Convert.ToHexString(written).ShouldBe(hex.Length % 4 == 0 ? hex : hex + "20", "written back");
    }

    [Theory]
    [InlineData("\\ISO 2022 IR 87\\ISO 2022 IR 149\\ISO 2022 IR 58\\ISO 2022 IR 166\\ISO 2022 IR 144")]
    [InlineData("ISO 2022 IR 13\\ISO 2022 IR 87\\ISO 2022 IR 149\\ISO 2022 IR 58\\ISO 2022 IR 166\\ISO 2022 IR 144")]
    [InlineData("ISO 2022 IR 100\\ISO 2022 IR 87\\ISO 2022 IR 149\\ISO 2022 IR 58\\ISO 2022 IR 166\\ISO 2022 IR 144")]
    public void Text_in_many_character_sets_survives_in_every_kind_of_element(string terms)
    {
        string[] texts = ["山田 太郎 and 山", "홍길동", "a^小 东=x", "สวัสดี", "Люксембург", "mixed 山홍小สЛ end", "山홍\r\n小"];
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3").Set(DicomTag.SpecificCharacterSet, terms.Split('\\'))
            .Set(DicomTag.OtherPatientNames, texts).Set(DicomTag.PatientComments, string.Join('\n', texts)).Set(DicomTag.InstitutionName, texts[5]);

        DicomDataset read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.ExplicitVRLittleEndian)).Dataset;

        read.GetStrings(DicomTag.OtherPatientNames).ShouldBe(texts);
        read.GetString(DicomTag.PatientComments).ShouldBe(string.Join('\n', texts));
        read.GetString(DicomTag.InstitutionName).ShouldBe(texts[5]);
    }

    [Fact]
    public void Every_character_set_that_is_declared_to_be_known_is_one()
    {
        foreach (string term in DicomCharacterSets.All.SelectMany(set => set.Terms.Split(", ")).Where(term => !term.EndsWith(" 6", StringComparison.Ordinal) && !term.EndsWith(" 100", StringComparison.Ordinal)))
        {
            string text = new[] { "Ł", "Ħ", "Ķ", "Л", "ق", "Δ", "ש", "ğ", "€", "ส", "ﾔ", "山", "丂", "홍", "小" }.FirstOrDefault(one => DicomCharacterSet.Of(["", term]).CanEncode(one) || DicomCharacterSet.Of([term]).CanEncode(one)) ?? "";
            text.ShouldNotBeEmpty(term);
        }
    }

    [Fact]
    public void Text_that_none_of_several_character_sets_has_is_refused()
    {
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "", "ISO 2022 IR 87");
        Should.Throw<ArgumentException>(() => dataset.Set(DicomTag.PatientName, "山^قباني")).Message.ShouldContain("ISO 2022 IR 87");
    }

    [Fact]
    public void A_second_byte_that_looks_like_a_backslash_separates_nothing()
    {
        byte[] name = Convert.FromHexString("8C5C5C41");
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "GBK").SetBytes(DicomTag.InstitutionName, DicomVR.LO, name);

        dataset.GetStrings(DicomTag.InstitutionName).ShouldBe(["孿", "A"]);
    }

    [Fact]
    public void Nested_data_sets_use_the_character_set_around_them_unless_they_name_their_own()
    {
        DicomDataset plain = new DicomDataset().SetBytes(DicomTag.InstitutionName, DicomVR.LO, new byte[] { 0xE9, 0x20 });
        DicomDataset own = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 144").SetBytes(DicomTag.InstitutionName, DicomVR.LO, new byte[] { 0xBB, 0x20 });
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3")
            .Set(DicomTag.SpecificCharacterSet, "ISO_IR 100").SetSequence(DicomTag.RequestAttributesSequence, plain, own);

        IReadOnlyList<DicomDataset> read = DicomSamples.Read(DicomSamples.Bytes(dataset, DicomTransferSyntax.ExplicitVRLittleEndian)).Dataset.GetSequence(DicomTag.RequestAttributesSequence);

        read[0].GetString(DicomTag.InstitutionName).ShouldBe("é");
        read[1].GetString(DicomTag.InstitutionName).ShouldBe("Л");
    }

    [Fact]
    public void A_nested_data_set_keeps_its_text_when_it_moves_to_another_character_set()
    {
        DicomDataset latin = new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3").Set(DicomTag.SpecificCharacterSet, "ISO_IR 100")
            .SetSequence(DicomTag.RequestAttributesSequence, new DicomDataset().SetBytes(DicomTag.InstitutionName, DicomVR.LO, new byte[] { 0xE9, 0x20 }));
        DicomDataset item = DicomSamples.Read(DicomSamples.Bytes(latin, DicomTransferSyntax.ExplicitVRLittleEndian)).Dataset.GetSequence(DicomTag.RequestAttributesSequence)[0];

        DicomDataset moved = new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3").Set(DicomTag.SpecificCharacterSet, "ISO_IR 192")
            .SetSequence(DicomTag.RequestAttributesSequence, item);

        DicomSamples.Read(DicomSamples.Bytes(moved, DicomTransferSyntax.ExplicitVRLittleEndian)).Dataset
            .GetSequence(DicomTag.RequestAttributesSequence)[0].GetString(DicomTag.InstitutionName).ShouldBe("é");
    }

    [Fact]
    public void Text_that_the_declared_character_set_cannot_store_is_refused()
    {
        DicomDataset dataset = new DicomDataset().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100").Set(DicomTag.PatientName, "Jérôme");

        dataset.GetBytes(DicomTag.PatientName).ToArray().ShouldBe(Convert.FromHexString("4AE972F46D65"));
        Should.Throw<ArgumentException>(() => dataset.Set(DicomTag.PatientName, "山田")).Message.ShouldContain("ISO_IR 100");
        Should.Throw<ArgumentException>(() => dataset.Set(DicomTag.PatientSex, "ö")).Message.ShouldContain("ISO 646");
    }
}
