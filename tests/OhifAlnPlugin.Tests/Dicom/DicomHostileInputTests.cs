using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomHostileInputTests
{
    private const long Mebibyte = 1024 * 1024;

    [Fact]
    public void The_deepest_allowed_nesting_survives()
    {
        DicomDataset nested = Nested(64);

        DicomSamples.Difference(nested, DicomSamples.Read(DicomSamples.Bytes(nested, DicomTransferSyntax.ImplicitVRLittleEndian)).Dataset).ShouldBeNull();
    }

    [Theory]
    [InlineData(65)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Deeper_nesting_is_refused_at_once(int depth)
    {
        byte[] level = [0x40, 0, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF];
        byte[] file = [.. Head(), .. Enumerable.Repeat(level, depth).SelectMany(l => l)];
        var clock = Stopwatch.StartNew();

        Refusal(file).ShouldContain("deeper than 64 levels");

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(true, "OB")]
    [InlineData(false, "OB")]
    [InlineData(true, "UN")]
    [InlineData(false, "SQ")]
    public void A_length_that_the_bytes_do_not_back_costs_no_memory(bool canSeek, string vr)
    {
        byte[] file = [.. Head(), 0xE0, 0x7F, 0x10, 0, (byte)vr[0], (byte)vr[1], 0, 0, 0xF0, 0xFF, 0xFF, 0x7F, .. new byte[100]];
        using Stream stream = canSeek ? new MemoryStream(file) : new BufferedStream(new OneWayStream(file), 64);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<DicomFormatException>(() => DicomFile.Read(stream)).Message.ShouldContain("PixelData");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Mebibyte);
    }

    [Fact]
    public void A_deflate_bomb_is_refused_before_it_fills_memory()
    {
        byte[] head = DicomSamples.Bytes(new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3"), DicomTransferSyntax.DeflatedExplicitVRLittleEndian);
        int metaLength = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(140));
        using var file = new MemoryStream();
        file.Write(head.AsSpan(0, 144 + metaLength));
        using (var deflater = new DeflateStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflater.Write([0xE0, 0x7F, 0x10, 0, (byte)'O', (byte)'B', 0, 0, 0, 0, 0, 0x70]);
            byte[] zeros = new byte[Mebibyte];
            for (int n = 0; n < 300; n++)
            {
                deflater.Write(zeros);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();

        Refusal(file.ToArray()).ShouldContain("64 to 1");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 * Mebibyte);
    }

    [Fact]
    public void A_deflated_data_set_over_the_length_limit_is_refused()
    {
        var random = new Random(1);
        byte[] noise = new byte[4 * Mebibyte];
        random.NextBytes(noise);
        byte[] file = DicomSamples.Bytes(DicomSamples.Dataset().SetBytes(DicomTag.PixelData, DicomVR.OW, noise), DicomTransferSyntax.DeflatedExplicitVRLittleEndian);
        var options = new DicomReadOptions { Limits = new DicomLimits { MaxInflatedLength = 2 * Mebibyte } };

        Should.Throw<DicomFormatException>(() => DicomSamples.Read(file, options)).Message.ShouldContain("2097152");
    }

    [Fact]
    public void More_elements_than_the_limit_are_refused()
    {
        byte[] empty = [0x20, 0, 0x11, 0, (byte)'I', (byte)'S', 0, 0];
        byte[] file = [.. Head(), .. Enumerable.Repeat(empty, 200).SelectMany(e => e)];

        Should.Throw<DicomFormatException>(() => DicomSamples.Read(file, new DicomReadOptions { Limits = new DicomLimits { MaxElements = 100 } })).Message.ShouldContain("100");
    }

    [Fact]
    public void Elements_in_descending_order_take_no_longer_than_in_ascending_order()
    {
        byte[] file = [.. Head(), .. Enumerable.Range(0, 200_000).SelectMany(n => Private(0xFFFF - (n % 0xFF00)))];
        var clock = Stopwatch.StartNew();

        DicomSamples.Read(file).Dataset.Count.ShouldBeGreaterThan(60_000);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("an item past its sequence", "item around it ends", new byte[] { 8, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 8, 0, 0, 0, 0xFE, 0xFF, 0, 0xE0, 40, 0, 0, 0 })]
    [InlineData("an element past its item", "item around it ends", new byte[] { 8, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 16, 0, 0, 0, 0xFE, 0xFF, 0, 0xE0, 8, 0, 0, 0, 8, 0, 0x50, 0x11, (byte)'U', (byte)'I', 20, 0 })]
    [InlineData("a sequence of something else", "where an item", new byte[] { 8, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 8, 0, 0, 0, 8, 0, 0x50, 0x11, (byte)'U', (byte)'I', 0, 0 })]
    [InlineData("an item outside a sequence", "no sequence is open", new byte[] { 0xFE, 0xFF, 0, 0xE0, 0, 0, 0, 0 })]
    [InlineData("a text of undefined length", "undefined length", new byte[] { 8, 0, 0x50, 0x11, (byte)'U', (byte)'T', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData("an element cut in its head", "truncated", new byte[] { 8, 0, 0x50, 0x11, (byte)'O' })]
    [InlineData("an element cut in its long length", "truncated", new byte[] { 8, 0, 0x50, 0x11, (byte)'O', (byte)'B', 0, 0, 1 })]
    [InlineData("an unfinished sequence", "truncated", new byte[] { 8, 0, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Broken_structure_is_named(string what, string reason, byte[] tail) =>
        Refusal([.. Head(), .. tail, .. new byte[what.StartsWith("an item past", StringComparison.Ordinal) || what.StartsWith("an element past", StringComparison.Ordinal) ? 60 : 0]]).ShouldContain(reason);

    [Theory]
    [InlineData("")]
    [InlineData("DICM")]
    [InlineData("<html>this is a web page, not an image</html>")]
    [InlineData("\u0089PNG\r\n\u001a\n and so on and so on")]
    public void What_is_no_dicom_file_is_refused(string text)
    {
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(text);
        if (text == "DICM")
        {
            DicomSamples.Read(bytes).Dataset.Count.ShouldBe(0);
            return;
        }

        Refusal(bytes).ShouldContain("DICOM file");
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2", true)]
    [InlineData("2.25.0123", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("1.2.3\0", false)]
    [InlineData("1.2.3/4", false)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", false)]
    public void Only_digits_and_dots_make_an_identifier(string? uid, bool expected) => DicomUid.IsValid(uid).ShouldBe(expected);

    private static string Refusal(byte[] bytes) => Should.Throw<DicomFormatException>(() => DicomSamples.Read(bytes)).Message;

    private static byte[] Head() => DicomSamples.Bytes(
        new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3"), DicomTransferSyntax.ExplicitVRLittleEndian);

    private static byte[] Private(int element) => [0x09, 0, (byte)element, (byte)(element >> 8), (byte)'I', (byte)'S', 0, 0];

    private static DicomDataset Nested(int depth)
    {
        DicomDataset dataset = new DicomDataset().Set(DicomTag.TextValue, "the bottom");
        for (int level = 1; level < depth; level++)
        {
            dataset = new DicomDataset().SetSequence(DicomTag.ContentSequence, dataset);
        }

        return new DicomDataset().Set(DicomTag.SOPClassUID, "1.2").Set(DicomTag.SOPInstanceUID, "1.3").SetSequence(DicomTag.ContentSequence, dataset);
    }

    /// <summary>A stream that can neither seek nor tell its length, as a request's body.</summary>
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
