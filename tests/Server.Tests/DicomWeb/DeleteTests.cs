using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Tests.DicomWeb;

public sealed class DeleteTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private readonly string _study = TestImage.NewUid();
    private readonly string _series = TestImage.NewUid();

    [Fact]
    public async Task A_deleted_instance_is_gone_with_its_file_and_its_empty_series()
    {
        string instance = TestImage.NewUid();
        await StoreAsync(TestImage.File(_study, _series, instance), TestImage.File(_study));
        int files = StoredFiles();

        (await DeleteAsync($"/studies/{_study}/series/{_series}/instances/{instance}")).ShouldBe(HttpStatusCode.NoContent);

        (await server.Client.QidoAsync($"/studies/{_study}/series")).Length.ShouldBe(1);
        StoredFiles().ShouldBe(files - 1);
        (await DeleteAsync($"/studies/{_study}/series/{_series}/instances/{instance}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_deleted_study_is_gone_whole_and_can_be_stored_again()
    {
        byte[] file = TestImage.File(_study, _series);
        await StoreAsync(file, TestImage.File(_study, _series), TestImage.File(_study));
        int files = StoredFiles();

        (await DeleteAsync($"/studies/{_study}/series/{_series}")).ShouldBe(HttpStatusCode.NoContent);
        StoredFiles().ShouldBe(files - 2);
        (await DeleteAsync($"/studies/{_study}")).ShouldBe(HttpStatusCode.NoContent);
        StoredFiles().ShouldBe(files - 3);
        (await server.Client.QidoAsync($"/studies?StudyInstanceUID={_study}")).ShouldBeEmpty();

        await StoreAsync(file);
        (await server.Client.QidoAsync($"/studies/{_study}/instances")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_retrieval_that_began_before_the_deletion_is_answered_whole()
    {
        byte[][] files = [.. Enumerable.Range(1, 20).Select(number => TestImage.Dataset(_study, _series, number: number).SetBytes(DicomTag.ICCProfile, DicomVR.OB, new byte[400_000]).ToFile())];
        await StoreAsync(files);

        // The answer is larger than the buffers between both ends, so the server is still sending when the deletion comes.
        using HttpResponseMessage answer = await server.Client.GetAsync($"/dicomweb/studies/{_study}", HttpCompletionOption.ResponseHeadersRead);
        Task<HttpStatusCode> deleted = DeleteAsync($"/studies/{_study}");
        while ((await server.Client.QidoAsync($"/studies?StudyInstanceUID={_study}")).Length > 0)
        {
            await Task.Delay(5);
        }

        (await answer.PartsAsync()).Select(part => part.Body).ShouldBe(files);
        (await deleted).ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage later = await server.Client.GetAsync($"/dicomweb/studies/{_study}");
        later.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_stored_again_while_its_old_file_waits_to_be_removed_stays()
    {
        byte[] file = TestImage.Dataset(_study, _series).SetBytes(DicomTag.ICCProfile, DicomVR.OB, new byte[8_000_000]).ToFile();
        await StoreAsync(file);
        using HttpResponseMessage reading = await server.Client.GetAsync($"/dicomweb/studies/{_study}", HttpCompletionOption.ResponseHeadersRead);
        Task<HttpStatusCode> deleted = DeleteAsync($"/studies/{_study}");
        while ((await server.Client.QidoAsync($"/studies?StudyInstanceUID={_study}")).Length > 0)
        {
            await Task.Delay(5);
        }

        await StoreAsync(file);
        (await reading.PartsAsync()).Single().Body.ShouldBe(file);
        (await deleted).ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage again = await server.Client.GetAsync($"/dicomweb/studies/{_study}");
        (await again.PartsAsync()).Single().Body.ShouldBe(file);
    }

    [Theory]
    [InlineData("/studies/1.2.3")]
    [InlineData("/studies/1.2.3/series/1.2.4")]
    [InlineData("/studies/1.2.3/series/1.2.4/instances/1.2.5")]
    public async Task What_is_not_there_cannot_be_deleted(string path) => (await DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound);

    private async Task<HttpStatusCode> DeleteAsync(string path)
    {
        using HttpResponseMessage answer = await server.Client.DeleteAsync("/dicomweb" + path);
        return answer.StatusCode;
    }

    private async Task StoreAsync(params byte[][] files) => (await server.Client.StowAsync(files)).StatusCode.ShouldBe(HttpStatusCode.OK);

    private int StoredFiles() => Directory.GetFiles(Path.Combine(server.DataFolder, "instances"), "*", SearchOption.AllDirectories).Length;
}
