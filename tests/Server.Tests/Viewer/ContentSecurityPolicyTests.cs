using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Tests.Viewer;

public class ContentSecurityPolicyTests
{
    [Fact]
    public void Inline_scripts_are_allowed_by_digest_and_scripts_with_an_address_are_not_listed()
    {
        string policy = ContentSecurityPolicy.For("""<script>alert('a')</script><script src="/x.js"></script>""");
        policy.ShouldEndWith("script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' 'sha256-jGpCY/NKkGjstzhpT5ehfokZ/ucM1tD5DofTAVFoZNg='");
    }

    [Fact]
    public void Nothing_comes_from_another_origin()
    {
        string policy = ContentSecurityPolicy.For("");
        policy.ShouldContain("default-src 'self';");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("*");
    }
}
