using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Interop;

public sealed class OrthancTests(OrthancFixture peers) : IClassFixture<OrthancFixture>
{
    private const int PreambleLength = 128;

    [OrthancFact]
    public async Task A_study_pushed_by_Orthanc_arrives_byte_for_byte()
    {
        Sample study = new(30);
        string[] names = await peers.StoreInOrthancAsync(study.Files);

        await peers.AskAsync("stow", new { Resources = names });

        await StoredEqualAsync(study);
    }

    [OrthancFact]
    public async Task A_study_pulled_by_Orthanc_arrives_byte_for_byte()
    {
        Sample study = new(30);
        (await peers.Server.Client.StowAsync([.. study.Files])).StatusCode.ShouldBe(HttpStatusCode.OK);

        await peers.AskAsync("retrieve", new { Resources = new[] { new { study.Study } }, Synchronous = true });

        for (int n = 0; n < study.Files.Count; n++)
        {
            (await peers.FileInOrthancAsync(study.Instances[n]))[PreambleLength..].ShouldBe(study.Files[n][PreambleLength..]);
        }
    }

    [OrthancFact]
    public async Task One_series_and_one_instance_are_pulled_by_Orthanc()
    {
        Sample first = new(2), second = new(2);
        (await peers.Server.Client.StowAsync([.. first.Files, .. second.Files])).StatusCode.ShouldBe(HttpStatusCode.OK);

        await peers.AskAsync("retrieve", new { Resources = new[] { new { first.Study, first.Series } }, Synchronous = true });
        await peers.AskAsync("retrieve", new { Resources = new[] { new { second.Study, second.Series, Instance = second.Instances[1] } }, Synchronous = true });

        (await peers.FileInOrthancAsync(first.Instances[0])).Length.ShouldBe(first.Files[0].Length);
        (await peers.FileInOrthancAsync(second.Instances[1])).Length.ShouldBe(second.Files[1].Length);
        using HttpResponseMessage missing = await peers.Orthanc.PostAsync("/tools/lookup", new StringContent(second.Instances[0]));
        (await missing.JsonAsync()).GetArrayLength().ShouldBe(0);
    }

    [OrthancFact]
    public async Task What_is_given_out_in_another_transfer_syntax_is_stored_by_Orthanc()
    {
        Sample study = new(3);
        (await peers.Server.Client.StowAsync([.. study.Files])).StatusCode.ShouldBe(HttpStatusCode.OK);
        using HttpResponseMessage implicitVR = await peers.Server.Client.GetAsync(
            $"/dicomweb/studies/{study.Study}", $"multipart/related; type=\"application/dicom\"; transfer-syntax={DicomUid.ImplicitVRLittleEndian}");
        byte[][] files = [.. (await implicitVR.PartsAsync()).Select(part => part.Body)];

        using HttpResponseMessage stored = await peers.Orthanc.StowAsync("/dicom-web/studies", DicomWebCalls.Multipart(files));

        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());
        DicomDataset original = DicomFile.Read(new MemoryStream(study.Files[1])).Dataset;
        DicomFile kept = DicomFile.Read(new MemoryStream(await peers.FileInOrthancAsync(study.Instances[1])));
        kept.TransferSyntax.Uid.ShouldBe(DicomUid.ImplicitVRLittleEndian);
        kept.Dataset.GetBytes(DicomTag.PixelData).ToArray().ShouldBe(original.GetBytes(DicomTag.PixelData).ToArray());
        kept.Dataset.Select(item => item.Tag).ShouldBe(original.Select(item => item.Tag));
        kept.Dataset.GetString(DicomTag.PatientName).ShouldBe(original.GetString(DicomTag.PatientName));
    }

    [OrthancFact]
    public async Task Orthanc_searches_the_server_at_every_level()
    {
        Sample study = new(4);
        (await peers.Server.Client.StowAsync([.. study.Files])).StatusCode.ShouldBe(HttpStatusCode.OK);

        JsonElement studies = await peers.AskAsync("qido", new { Uri = "/studies", Arguments = new { StudyInstanceUID = study.Study } });
        JsonElement series = await peers.AskAsync("qido", new { Uri = $"/studies/{study.Study}/series" });
        JsonElement instances = await peers.AskAsync("qido", new { Uri = "/instances", Arguments = new { SeriesInstanceUID = study.Series, InstanceNumber = "3" } });

        studies.EnumerateArray().Single().GetProperty("0020000D").GetProperty("Value").GetString().ShouldBe(study.Study);
        studies[0].GetProperty("00100010").GetProperty("Value").GetString().ShouldBe("Müller^Ida", "Orthanc shows the alphabetic group");
        series.EnumerateArray().Single().GetProperty("0020000E").GetProperty("Value").GetString().ShouldBe(study.Series);
        instances.EnumerateArray().Single().GetProperty("00080018").GetProperty("Value").GetString().ShouldBe(study.Instances[2]);
    }

    [OrthancFact]
    public async Task Orthanc_reads_metadata_and_deletes_through_the_server()
    {
        Sample study = new(2);
        (await peers.Server.Client.StowAsync([.. study.Files])).StatusCode.ShouldBe(HttpStatusCode.OK);

        JsonElement metadata = await peers.AskAsync("get", new { Uri = $"/studies/{study.Study}/metadata", HttpHeaders = new { Accept = "application/dicom+json" } });
        await peers.AskAsync("delete", new { Level = "Study", StudyInstanceUID = study.Study });

        metadata.GetArrayLength().ShouldBe(2);
        metadata[1].Value("00080018").ShouldBe(study.Instances[1]);
        (await peers.Server.Client.QidoAsync($"/studies?StudyInstanceUID={study.Study}")).ShouldBeEmpty();
    }

    [OrthancReferenceFact]
    public async Task Real_images_of_every_transfer_syntax_travel_through_Orthanc_and_back()
    {
        var syntaxes = new HashSet<string>();
        foreach (string path in Directory.EnumerateFiles(Reference.PathOf("images", "dicom_transfer_syntaxes"), "*.dcm"))
        {
            DicomFile header = DicomFile.Read(path, DicomReadOptions.Header);
            if (IsComplete(header.Dataset) && syntaxes.Add(header.TransferSyntax.Uid))
            {
                await TravelAsync(header.Dataset, await File.ReadAllBytesAsync(path));
            }
        }

        syntaxes.Count.ShouldBeGreaterThanOrEqualTo(8);
    }

    /// <summary>Orthanc refuses what lacks one of these.</summary>
    private static bool IsComplete(DicomDataset header) =>
        ((DicomTag[])[DicomTag.PatientID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID]).All(header.Contains);

    /// <summary>To Orthanc, from there to the server, and after Orthanc has forgotten it back again; at the end neither has it.</summary>
    private async Task TravelAsync(DicomDataset header, byte[] file)
    {
        string study = header.GetString(DicomTag.StudyInstanceUID)!, series = header.GetString(DicomTag.SeriesInstanceUID)!;
        string instance = header.GetString(DicomTag.SOPInstanceUID)!;
        string name = (await peers.StoreInOrthancAsync(file)).Single();
        await peers.AskAsync("stow", new { Resources = new[] { name } });
        await StoredEqualAsync(header, file);

        (await peers.Orthanc.DeleteAsync($"/instances/{name}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await peers.AskAsync("retrieve", new { Resources = new[] { new { Study = study, Series = series, Instance = instance } }, Synchronous = true });
        (await peers.FileInOrthancAsync(instance))[PreambleLength..].ShouldBe(file[PreambleLength..]);

        (await peers.Orthanc.DeleteAsync($"/instances/{name}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await peers.Server.Client.DeleteAsync($"/dicomweb/studies/{study}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task StoredEqualAsync(Sample study)
    {
        foreach (byte[] file in study.Files)
        {
            await StoredEqualAsync(HeaderOf(file), file);
        }
    }

    /// <summary>The server gives the bytes back; only the preamble, which is zeroed on purpose, may differ.</summary>
    private async Task StoredEqualAsync(DicomDataset header, byte[] file)
    {
        using HttpResponseMessage answer = await peers.Server.Client.GetAsync(
            $"/dicomweb/studies/{header.GetString(DicomTag.StudyInstanceUID)}/series/{header.GetString(DicomTag.SeriesInstanceUID)}/instances/{header.GetString(DicomTag.SOPInstanceUID)}",
            "application/dicom; transfer-syntax=*");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, header.GetString(DicomTag.SOPInstanceUID));
        (await answer.Content.ReadAsByteArrayAsync())[PreambleLength..].ShouldBe(file[PreambleLength..]);
    }

    private static DicomDataset HeaderOf(byte[] file) => DicomFile.Read(new MemoryStream(file), DicomReadOptions.Header).Dataset;

    /// <summary>A study of one series.</summary>
    private sealed class Sample
    {
        public Sample(int count)
        {
            Instances = [.. Enumerable.Range(0, count).Select(_ => TestImage.NewUid())];
            Files = [.. Instances.Select((uid, n) => TestImage.File(Study, Series, uid, n + 1))];
        }

        public string Study { get; } = TestImage.NewUid();

        public string Series { get; } = TestImage.NewUid();

        public IReadOnlyList<string> Instances { get; }

        public IReadOnlyList<byte[]> Files { get; }
    }
}
