using Microsoft.Extensions.Configuration;
using OhifAlnPlugin.Server.Storage.Remote;

namespace OhifAlnPlugin.Server.Tests.Storage.Remote;

public sealed class RemoteOptionsTests
{
    private const string Archive = "https://archive.example/dicom-web";

    [Fact]
    public void Without_the_section_there_is_no_archive() => RemoteOptions.Read(new ConfigurationBuilder().Build()).ShouldBeNull();

    [Theory]
    [InlineData(Archive)]
    [InlineData(Archive + "/")]
    public void The_root_ends_with_one_slash(string url) => Read(("Url", url)).Url.ToString().ShouldBe(Archive + "/");

    [Theory]
    [InlineData("Url is missing", "AnswerSeconds", "5")]
    [InlineData("write the DICOMweb root", "Url", "archive")]
    [InlineData("write the DICOMweb root", "Url", "ftp://archive.example/dicom-web")]
    [InlineData("write the DICOMweb root", "Url", "https://me:secret@archive.example/dicom-web")]
    [InlineData("write the DICOMweb root", "Url", Archive + "?a=b")]
    [InlineData("'0'; allowed is 1 to 3600", "Url", Archive, "AnswerSeconds", "0")]
    [InlineData("'many'; allowed is 1 to 64", "Url", Archive, "Parallel", "many")]
    [InlineData("without a password", "Url", Archive, "User", "me")]
    [InlineData("both Password and PasswordFile", "Url", Archive, "User", "me", "Password", "a", "PasswordFile", "b")]
    [InlineData("both User and Token", "Url", Archive, "User", "me", "Password", "a", "Token", "b")]
    [InlineData("names /no/such/file", "Url", Archive, "TokenFile", "/no/such/file")]
    [InlineData("would travel unencrypted", "Url", "http://archive.example/dicom-web", "Token", "a")]
    public void A_setting_that_cannot_be_meant_is_named(string sentence, params string[] settings)
    {
        string message = Should.Throw<RemoteSettingsException>(() => Read([.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))])).Message;
        message.ShouldContain(sentence);
        message.ShouldContain("DicomWebSource");
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("http://127.0.0.1:8042/dicom-web")]
    [InlineData(Archive)]
    public void A_password_goes_to_this_machine_or_encrypted(string url) =>
        Read(("Url", url), ("User", "me"), ("Password", "secret")).Credentials!.Header().ToString().ShouldBe("Basic " + Convert.ToBase64String("me:secret"u8));

    [Fact]
    public void A_token_that_changed_in_its_file_is_read_again()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "token");
        File.WriteAllText(file, "first\n");
        RemoteCredentials credentials = Read(("Url", Archive), ("TokenFile", file)).Credentials!;
        credentials.Header().ToString().ShouldBe("Bearer first");
        File.WriteAllText(file, "second\n");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5));
        credentials.Header().ToString().ShouldBe("Bearer second");
    }

    private static RemoteOptions Read(params (string Name, string Value)[] settings) => RemoteOptions.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"DicomWebSource:{setting.Name}", setting.Value))).Build())!;
}
