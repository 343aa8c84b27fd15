using System.Buffers.Binary;
using System.Text.Json;
using OhifAlnPlugin.Segmentation.Training;

namespace OhifAlnPlugin.Tests.Segmentation.Training;

public sealed class TrainingFileTests
{
    [Fact]
    public void Studies_follow_one_another_in_the_documented_layout()
    {
        using var stream = new MemoryStream();
        TrainingFile.Write(stream, Study("a", 1));
        TrainingFile.Write(stream, Study("b", 2));
        ReadOnlySpan<byte> bytes = stream.ToArray();
        foreach (string id in (string[])["a", "b"])
        {
            bytes[..4].SequenceEqual("ALNT"u8).ShouldBeTrue();
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
            JsonElement header = JsonSerializer.Deserialize<JsonElement>(bytes.Slice(8, length));
            header.GetProperty("version").GetInt32().ShouldBe(1);
            header.GetProperty("id").GetString().ShouldBe(id);
            (header.GetProperty("groups").GetInt32(), header.GetProperty("levels").GetInt32(), header.GetProperty("height").GetInt32(), header.GetProperty("width").GetInt32()).ShouldBe((2, 3, 2, 4));
            header.GetProperty("pixelMm").GetDouble().ShouldBe(1.5);
            header.GetProperty("neighbourMm").GetDouble().ShouldBe(2.5);
            header.GetProperty("one").GetInt32().ShouldBe(16384);
            header.GetProperty("subtractionScale").GetSingle().ShouldBe(0.5f);
            bytes = bytes[(8 + length)..];
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * 8)..]).ShouldBe((ushort)(id == "a" ? 16384 : 8192));
            bytes = bytes[(2 * 2 * 48)..];
            bytes[8].ShouldBe((byte)1);
            bytes[..8].ContainsAnyExcept((byte)0).ShouldBeFalse();
            bytes = bytes[16..];
        }

        bytes.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Values_beyond_four_times_the_scale_are_cut_and_negative_ones_are_nothing()
    {
        var study = new TrainingStudy("cut", 2, 1, 1, 1);
        study.Fill(0, 0, [-1, 5], [0.5f, 100], [0, 0], new TrainingScale(1, 1));
        study.Pre[..2].ShouldBe([(ushort)0, ushort.MaxValue]);
        study.Peak[..2].ShouldBe([(ushort)8192, ushort.MaxValue]);
    }

    [Fact]
    public void The_scale_is_taken_inside_the_body_and_never_vanishes()
    {
        // 900 pixels of air, 100 of tissue at 50 that does not enhance.
        TrainingScale scale = TrainingScale.Of(Enumerable.Repeat((0f, 0f), 900).Concat(Enumerable.Repeat((50f, 50f), 100)));
        scale.Peak.ShouldBe(50);
        scale.Subtraction.ShouldBe(1);
        TrainingScale.Of([(0, 0)]).ShouldBe(new TrainingScale(1, 1));
    }

    /// <summary>Two groups of 4 × 2 pixels; the first pixel of the first middle slice before contrast is as bright as the scale over <paramref name="peak"/>.</summary>
    private static TrainingStudy Study(string id, float peak)
    {
        var study = new TrainingStudy(id, 4, 2, 2, 0.5f);
        float[] dark = new float[8], lit = [1, 0, 0, 0, 0, 0, 0, 0];
        study.Fill(0, 1, lit, dark, dark, new TrainingScale(peak, 1));
        study.Fill(1, 1, dark, dark, [0.5f, 0.49f, 0, 0, 0, 0, 0, 0], new TrainingScale(peak, 1));
        return study;
    }
}
