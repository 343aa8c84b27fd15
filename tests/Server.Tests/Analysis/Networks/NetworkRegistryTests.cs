using OhifAlnPlugin.Server.Analysis.Networks;

namespace OhifAlnPlugin.Server.Tests.Analysis.Networks;

public sealed class NetworkRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string Shipped => Path.Combine(_folder.Path, "shipped");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_that_was_added_can_be_read_until_it_is_removed()
    {
        NetworkRegistry registry = Open();
        Add(registry).Problem.ShouldBeNull();
        RegisteredNetwork found = Open().Find(SmallNetwork.Name).ShouldNotBeNull();
        found.Read().Network.Sha256.ShouldBe(SmallNetwork.Digest);
        registry.Choose(SmallNetwork.Name);
        registry.Remove(SmallNetwork.Name);
        Open().List().ShouldBeEmpty();
        Open().Choice.ShouldBeNull();
    }

    [Fact]
    public void Files_that_merely_lie_in_the_registry_are_not_run()
    {
        SmallNetwork.WriteTo(Path.Combine(Data, "networks", SmallNetwork.Name));
        RegisteredNetwork found = Open().Find(SmallNetwork.Name).ShouldNotBeNull();
        found.Problem.ShouldNotBeNull().ShouldContain("its files were not added by 'aln model add'");
        Should.Throw<NetworkUnavailableException>(() => found.Read());
    }

    [Fact]
    public void A_card_or_a_network_that_was_changed_is_not_run()
    {
        Add(Open());
        string folder = Path.Combine(Data, "networks", SmallNetwork.Name);
        SmallNetwork.WriteTo(folder, ("threshold", 0.1));
        Open().Find(SmallNetwork.Name)!.Problem.ShouldNotBeNull().ShouldContain("changed since");
        Add(Open());
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));
        bytes[^1] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), bytes);
        Should.Throw<NetworkUnavailableException>(() => Open().Find(SmallNetwork.Name)!.Read()).Message.ShouldContain("is not the registered network");
    }

    [Fact]
    public void What_comes_with_the_product_needs_no_adding_and_cannot_be_removed()
    {
        SmallNetwork.WriteTo(Path.Combine(Shipped, SmallNetwork.Name));
        Open().Find(SmallNetwork.Name)!.Problem.ShouldBeNull();
        Should.Throw<NetworkUnavailableException>(() => Open().Remove(SmallNetwork.Name)).Message.ShouldContain("comes with the product");
    }

    [Fact]
    public void A_setting_can_forbid_all_but_named_digests()
    {
        string other = new('0', 64);
        Should.Throw<NetworkUnavailableException>(() => Add(new NetworkRegistry(Data, Shipped, [other]))).Message.ShouldContain("Segmentation:AllowedNetworks");
        Add(new NetworkRegistry(Data, Shipped, [SmallNetwork.Digest.ToUpperInvariant()])).Problem.ShouldBeNull();
        new NetworkRegistry(Data, Shipped, [other]).Find(SmallNetwork.Name)!.Problem.ShouldNotBeNull().ShouldContain("is not allowed here");
    }

    [Theory]
    [InlineData("channels", "adc", "there is no channel 'adc'")]
    [InlineData("sha256", "00", "is no digest")]
    public void A_card_with_a_mistake_is_refused_with_a_sentence(string field, string value, string expected)
    {
        string folder = SmallNetwork.WriteTo(Path.Combine(_folder.Path, "new"), (field, field == "channels" ? new[] { value } : value));
        Should.Throw<NetworkUnavailableException>(() => Open().Add(Path.Combine(folder, "model.onnx"), Path.Combine(folder, "model.json"))).Message.ShouldContain(expected);
        Directory.Exists(Path.Combine(Data, "networks", SmallNetwork.Name)).ShouldBeFalse();
    }

    [Fact]
    public void A_missing_card_an_unknown_name_and_a_broken_list_are_named()
    {
        string folder = SmallNetwork.WriteTo(Path.Combine(_folder.Path, "new"));
        Should.Throw<NetworkUnavailableException>(() => Open().Add(Path.Combine(folder, "model.onnx"), Path.Combine(folder, "none.json"))).Message.ShouldContain("there is no card");
        Should.Throw<NetworkUnavailableException>(() => Open().Remove("nobody")).Message.ShouldBe("There is no network 'nobody'; there is none.");
        Add(Open());
        File.WriteAllText(Path.Combine(Data, "networks", "allowed.json"), "{");
        Open().Find(SmallNetwork.Name)!.Problem.ShouldNotBeNull().ShouldContain("allowed.json cannot be read");
    }

    private NetworkRegistry Open() => new(Data, Shipped, []);

    private RegisteredNetwork Add(NetworkRegistry registry)
    {
        string folder = SmallNetwork.WriteTo(Path.Combine(_folder.Path, "new"));
        return registry.Add(Path.Combine(folder, "model.onnx"), Path.Combine(folder, "model.json"));
    }
}
