using Microsoft.Extensions.Configuration;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Tests.Security;

public sealed class SecurityOptionsTests
{
    private static readonly Dictionary<string, string?> Whole = new()
    {
        ["Security:Oidc:Authority"] = "https://login.hospital.example/realms/imaging",
        ["Security:Oidc:Audience"] = "aln-server",
        ["Security:Oidc:ClientId"] = "aln-viewer",
    };

    [Fact]
    public void Without_the_section_there_is_no_login() => Read([]).Oidc.ShouldBeNull();

    [Fact]
    public void Three_settings_are_enough()
    {
        OidcOptions oidc = Read(Whole).Oidc!;
        oidc.Origin.ShouldBe("https://login.hospital.example");
        oidc.RequireHttps.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Authority")]
    [InlineData("Audience")]
    [InlineData("ClientId")]
    public void A_login_configured_by_half_stops_the_server_and_names_what_is_missing(string name) =>
        MessageFor(new(Whole) { [$"Security:Oidc:{name}"] = "" }).ShouldContain($"Security:Oidc:{name} is missing");

    [Theory]
    [InlineData("Security:Oidc:Authority", "login.hospital.example", "write the address of the login service")]
    [InlineData("Security:Oidc:Authority", "http://login.hospital.example", "must come by https")]
    [InlineData("Security:Oidc:RequireHttps", "perhaps", "true or false")]
    [InlineData("Security:Oidc:ClockSkewSeconds", "3600", "0 to 300")]
    [InlineData("Security:Origins", "*", "not possible")]
    [InlineData("Security:Origins", "https://viewer.hospital.example/viewer", "without a path")]
    [InlineData("Security:Origins", "viewer.hospital.example", "write each origin whole")]
    [InlineData("Security:Proxies", "proxy.hospital.example", "no IP address")]
    public void A_value_that_cannot_be_meant_is_named(string name, string value, string reason) =>
        MessageFor(new(Whole) { [name] = value }).ShouldSatisfyAllConditions(m => m.ShouldContain(value), m => m.ShouldContain(reason));

    [Fact]
    public void With_a_login_other_machines_may_come_by_https() => BindingPolicy.Require(["https://pacs.hospital.example:443", "https://0.0.0.0:8443"], Read(Whole));

    [Fact]
    public void Plain_http_to_other_machines_is_refused_unless_a_proxy_encrypts()
    {
        Should.Throw<BindingRefusedException>(() => BindingPolicy.Require(["http://10.0.0.5:80"], Read(Whole))).Message.ShouldContain("unencrypted");
        BindingPolicy.Require(["http://10.0.0.5:80"], Read(new(Whole) { ["Security:Proxies"] = "10.0.0.1" }));
    }

    [Fact]
    public void Host_names_are_those_listened_on_and_those_configured()
    {
        BindingPolicy.AllowedHosts(["https://pacs.hospital.example:443"], Read(Whole)).ShouldBe(BindingPolicy.LoopbackHosts + ";pacs.hospital.example");
        BindingPolicy.AllowedHosts(["https://0.0.0.0:443"], Read(new(Whole) { ["Security:Hosts"] = "a.example;b.example" })).ShouldStartWith(BindingPolicy.LoopbackHosts + ";a.example;b.example");
        Should.Throw<BindingRefusedException>(() => BindingPolicy.AllowedHosts(["https://*:443"], Read(Whole))).Message.ShouldContain("Security:Hosts");
        BindingPolicy.AllowedHosts(["http://127.0.0.1:80"], Read(new() { ["Security:Hosts"] = "evil.example" })).ShouldBe(BindingPolicy.LoopbackHosts);
    }

    private static string MessageFor(Dictionary<string, string?> settings) => Should.Throw<BindingRefusedException>(() => Read(settings)).Message;

    private static SecurityOptions Read(Dictionary<string, string?> settings) => SecurityOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
