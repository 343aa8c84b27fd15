using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomRegistryTests
{
    [Theory]
    [InlineData(0x00100010u, "PatientName", DicomVR.PN, "1")]
    [InlineData(0x00080008u, "ImageType", DicomVR.CS, "2-n")]
    [InlineData(0x00280106u, "SmallestImagePixelValue", DicomVR.US, "1")]
    [InlineData(0x7FE00010u, "PixelData", DicomVR.OW, "1")]
    [InlineData(0x7FE00001u, "ExtendedOffsetTable", DicomVR.OV, "1")]
    [InlineData(0x60023000u, "OverlayData", DicomVR.OW, "1")]
    [InlineData(0x00203105u, "SourceImageIDs", DicomVR.CS, "1-n")]
    [InlineData(0x00020010u, "TransferSyntaxUID", DicomVR.UI, "1")]
    [InlineData(0x00000100u, "CommandField", DicomVR.US, "1")]
    [InlineData(0x00620021u, "TrackingUID", DicomVR.UI, "1")]
    public void Elements_are_found_by_tag_and_by_keyword(uint value, string keyword, DicomVR vr, string vm)
    {
        DicomRegistryEntry entry = DicomRegistry.Find(new DicomTag(value))!;

        (entry.Keyword, entry.VR, entry.VM).ShouldBe((keyword, vr, vm));
        if (!entry.Keyword.StartsWith("Overlay", StringComparison.Ordinal) && keyword != "SourceImageIDs")
        {
            DicomTag.TryParse(keyword, out DicomTag tag).ShouldBeTrue();
            tag.Value.ShouldBe(value);
        }
    }

    [Fact]
    public void The_registry_holds_the_whole_of_the_standard()
    {
        DicomRegistry.Count.ShouldBeGreaterThan(5000);
        DicomUid.Find(DicomUid.SegmentationStorage)!.Name.ShouldBe("Segmentation Storage");
        DicomUid.Find(DicomUid.ExplicitVRBigEndian)!.IsRetired.ShouldBeTrue();
    }

    [Fact]
    public void Every_member_of_a_tag_is_in_the_registry_under_its_own_name()
    {
        var members = typeof(DicomTag).GetProperties().Where(p => p.PropertyType == typeof(DicomTag) && p.GetMethod!.IsStatic).ToArray();

        members.Length.ShouldBeGreaterThan(5000);
        foreach (var member in members)
        {
            DicomRegistry.Find((DicomTag)member.GetValue(null)!)!.Keyword.ShouldBe(member.Name);
        }
    }

    [Fact]
    public void Private_and_unknown_elements_are_not_in_the_registry()
    {
        DicomRegistry.Find(new DicomTag(0x0029, 0x1001)).ShouldBeNull();
        DicomRegistry.VROf(new DicomTag(0x0029, 0x1001)).ShouldBe(DicomVR.UN);
        DicomRegistry.VROf(new DicomTag(0x0029, 0x0010)).ShouldBe(DicomVR.LO);
        DicomRegistry.VROf(new DicomTag(0x0029, 0x0000)).ShouldBe(DicomVR.UL);
        DicomTag.TryParse("NoSuchKeyword", out _).ShouldBeFalse();
        DicomTag.TryParse("0010001G", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_always_gives_the_same_identifier_and_other_names_others()
    {
        string uid = DicomUid.FromName("a lesion");

        uid.ShouldBe(DicomUid.FromName("a lesion"));
        uid.ShouldNotBe(DicomUid.FromName("another lesion"));
        uid.ShouldStartWith("2.25.");
        DicomUid.IsValid(uid).ShouldBeTrue();
    }

    [Fact]
    public void Decimal_strings_have_at_most_16_characters_and_lose_no_more_than_they_must()
    {
        foreach (double value in (double[])[0, -0.0, 1, 1.0 / 3, -1.0 / 3, 1e-300, -1.2345678901234567e-300, 12345678901234567890, -123456789012345.678, double.Epsilon, -1.2345678901234567e+300, 0.1])
        {
            string text = DicomValue.DecimalString(value);

            text.Length.ShouldBeLessThanOrEqualTo(16);
            Math.Abs(double.Parse(text) - value).ShouldBeLessThanOrEqualTo(Math.Abs(value) * 1e-8, text);
        }

        Should.Throw<ArgumentException>(() => DicomValue.DecimalString(double.NaN)).Message.ShouldContain("finite");
    }
}
