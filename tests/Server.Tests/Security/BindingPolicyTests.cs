using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Tests.Security;

public sealed class BindingPolicyTests
{
    private static readonly SecurityOptions Open = new();

    [Theory]
    [InlineData("http://127.0.0.1:5280")]
    [InlineData("http://localhost:5280")]
    [InlineData("http://[::1]:5280")]
    [InlineData("https://127.0.0.1:0")]
    public void Loopback_is_open(string url) => BindingPolicy.Require([url], Open);

    [Theory]
    [InlineData("http://0.0.0.0:5280")]
    [InlineData("http://*:5280")]
    [InlineData("http://+:5280")]
    [InlineData("http://[::]:5280")]
    [InlineData("http://192.168.1.20:5280")]
    [InlineData("http://pacs.example:5280")]
    public void Any_other_address_is_refused_with_the_address_to_use_instead(string url) =>
        Should.Throw<BindingRefusedException>(() => BindingPolicy.Require(["http://127.0.0.1:1", url], Open)).Message
            .ShouldSatisfyAllConditions(m => m.ShouldContain(url), m => m.ShouldContain("http://127.0.0.1:5280"));

    [Theory]
    [InlineData("five")]
    [InlineData("ftp://127.0.0.1:21")]
    public void What_is_no_address_is_named(string url) =>
        Should.Throw<BindingRefusedException>(() => BindingPolicy.Require([url], Open)).Message.ShouldContain($"'{url}'");
}
