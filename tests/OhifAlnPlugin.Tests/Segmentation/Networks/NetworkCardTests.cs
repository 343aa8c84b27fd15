using System.Text;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Tests.Segmentation.Networks;

public sealed class NetworkCardTests
{
    /// <summary>A field, a value that is not possible there, and what the sentence names.</summary>
    public static TheoryData<string, object?, string> Mistakes() => new()
    {
        { "channels", new[] { "sub0", "adc" }, "there is no channel 'adc'" },
        { "channels", Array.Empty<string>(), "0 channels are not possible" },
        { "channels", new[] { "post1-post1" }, "there is no channel 'post1-post1'" },
        { "channels", "pre", "'channels' must be a list of texts" },
        { "threshold", 1.5, "'threshold' is 1.5; 0.001 to 0.999 is possible" },
        { "threshold", "high", "'threshold' must be a number" },
        { "pad", 31.5, "'pad' is 31.5; a whole number is needed" },
        { "pixel_mm", null, "the field 'pixel_mm' is missing" },
        { "license", null, "the field 'license' is missing" },
        { "license", " ", "'license' is empty" },
        { "training_data", 5, "'training_data' must be a text, not 5" },
        { "scale", "percent", "'scale' is 'percent'; possible are volume-p99/p99.7, zscore" },
        { "output", "mask", "'output' is 'mask'; possible are probability, sigmoid, softmax" },
        { "sha256", "abc", "the sha256 'abc' is no digest" },
        { "id", "../up", "the id '../up' is not possible" },
        { "patch", new[] { 8, 16 }, "'patch' must be three numbers" },
        { "metrics", "good", "'metrics' must be a list of objects" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_value(string field, object? value, string expected) =>
        Should.Throw<OnnxModelRefusedException>(() => NetworkCard.Read(GoldenNetworks.SlicesCard((field, value)))).Message.ShouldContain(expected);

    [Theory]
    [InlineData("{ \"id\": ", "is no JSON")]
    [InlineData("[]", "holds no object")]
    [InlineData("", "is no JSON")]
    [InlineData("{\"output\": \"\\ud800\"}", "is no JSON")]
    public void What_is_no_card_at_all_is_refused(string text, string expected) =>
        Should.Throw<OnnxModelRefusedException>(() => NetworkCard.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldContain(expected);

    [Fact]
    public void A_card_of_slices_says_what_was_written()
    {
        NetworkCard card = NetworkCard.Read(GoldenNetworks.SlicesCard(("metrics", new[] { new { set = "synthetic", unit = "volume", n = 10, dice_median = 0.6, note = "frozen" } })));
        card.Channels.Select(c => (c.Name, c.IsDifference, c.Neighbour)).ShouldBe([("sub-1", true, -1), ("sub0", true, 0), ("sub+1", true, 1), ("peak", false, 0), ("pre", false, 0)]);
        card.Grid.ShouldBe(new SliceGrid(1.5, 2.5, 32));
        (card.Threshold, card.MinimumVolumeMm3, card.NotFor.Single()).ShouldBe((0.5, 25, "patients"));
        NetworkMetric metric = card.Metrics.ShouldHaveSingleItem();
        (metric.Set, metric.Unit, metric.Values["dice_median"], metric.Values["n"], metric.Note).ShouldBe(("synthetic", "volume", 0.6, 10, "frozen"));
        card.Method.Digest.ShouldBe(card.Sha256);
        card.Method.TrainingData.ShouldBe("None: random weights.");
    }

    [Fact]
    public void A_card_of_blocks_lists_slices_rows_and_columns()
    {
        NetworkCard card = NetworkCard.Read(GoldenNetworks.BlocksCard(("patch", new[] { 8, 16, 32 }), ("spacing_mm", new[] { 3, 2, 1 }), ("overlap", null)));
        card.Grid.ShouldBe(new PatchGrid(new(1, 2, 3), 32, 16, 8, 0.5));
        (card.Output, card.TumourChannel).ShouldBe((NetworkOutput.Softmax, 1));
    }

    [Fact]
    public void A_network_of_blocks_has_no_neighbouring_slices() =>
        Should.Throw<OnnxModelRefusedException>(() => NetworkCard.Read(GoldenNetworks.BlocksCard(("channels", new[] { "pre", "sub+1" })))).Message.ShouldContain("the channel sub+1 is a neighbouring slice");

    [Theory]
    [InlineData("pre", 0, null)]
    [InlineData("post12", 12, null)]
    [InlineData("peak", -1, null)]
    [InlineData("post4-post1", 4, 1)]
    [InlineData("peak-pre", -1, 0)]
    public void Channels_are_phases_and_their_differences(string name, int plus, int? minus)
    {
        NetworkChannel channel = NetworkChannel.Parse(name)!;
        (channel.Plus.Post, channel.Minus?.Post, channel.Neighbour).ShouldBe((plus, minus, 0));
    }

    [Theory]
    [InlineData("post0")]
    [InlineData("post")]
    [InlineData("post-1")]
    [InlineData("sub+2")]
    [InlineData("Pre")]
    public void Other_names_are_no_channels(string name) => NetworkChannel.Parse(name).ShouldBeNull();
}
