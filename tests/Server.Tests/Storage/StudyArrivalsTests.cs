using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Storage;

public sealed class StudyArrivalsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_study_is_told_when_it_gets_an_instance_and_not_when_the_same_comes_again()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using IAsyncEnumerator<string> arrivals = server.Services.GetRequiredService<IStudyArrivals>().WatchAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        DicomDataset first = TestImage.Dataset(), second = TestImage.Dataset();

        (await server.Client.StowAsync(first.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.StowAsync(first.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.StowAsync(second.ToFile())).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await NextAsync(arrivals)).ShouldBe(first.GetString(DicomTag.StudyInstanceUID));
        (await NextAsync(arrivals)).ShouldBe(second.GetString(DicomTag.StudyInstanceUID));
    }

    [Fact]
    public async Task A_study_that_waits_to_be_told_is_told_once_and_again_when_more_comes()
    {
        var arrivals = new StudyArrivals();
        await using IAsyncEnumerator<string> told = arrivals.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        arrivals.Announce("1.2");
        arrivals.Announce("1.2");
        arrivals.Announce("1.3");
        (await NextAsync(told)).ShouldBe("1.2");
        arrivals.Announce("1.2");
        (await NextAsync(told)).ShouldBe("1.3");
        (await NextAsync(told)).ShouldBe("1.2");
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<string> arrivals)
    {
        (await arrivals.MoveNextAsync()).ShouldBeTrue();
        return arrivals.Current;
    }
}
