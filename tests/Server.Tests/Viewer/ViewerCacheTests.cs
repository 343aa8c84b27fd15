using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Tests.Viewer;

public sealed class ViewerCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_one_holds_the_lock_at_a_time()
    {
        IDisposable first = await ViewerCache.LockAsync(_folder.Path, "thing", CancellationToken.None);
        Task<IDisposable> second = ViewerCache.LockAsync(_folder.Path, "thing", CancellationToken.None);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named_with_the_variable_to_set()
    {
        string file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        ViewerException refused = await Should.ThrowAsync<ViewerException>(() =>
            ViewerCache.LockAsync(Path.Combine(file, "below"), "thing", CancellationToken.None));
        refused.Message.ShouldContain(Path.Combine(file, "below"));
        refused.Message.ShouldContain("ALN_CACHE");
    }
}
