using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Server.Analysis.Readings;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Tests.DicomWeb;

namespace OhifAlnPlugin.Server.Tests.Analysis.Readings;

public sealed class ReadingFolderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _data = new();
    private readonly string _study = TestImage.NewUid();

    [Fact]
    public void The_last_reading_is_the_state_of_a_study_and_survives_the_process()
    {
        var folder = Open();
        folder.Latest(_study).ShouldBeNull();
        folder.Add(Reading(_study, ReadingDecision.Accepted) with { ReportSopInstanceUid = "1.2.4" });
        Reading rejected = Reading(_study, ReadingDecision.Rejected) with { Reason = "outline", Comment = "Das Gefäß daneben: 血管", RejectionNoteSopInstanceUid = "1.2.3", Withdrawn = new List<string> { "1.2.4" } };
        folder.Add(rejected);

        Open().Latest(_study).ShouldBeEquivalentTo(rejected);
        Open().List(_study).Select(r => r.Decision).ShouldBe([ReadingDecision.Accepted, ReadingDecision.Rejected]);
    }

    [Fact]
    public void States_are_told_for_many_studies_at_once()
    {
        var folder = Open();
        string other = TestImage.NewUid();
        folder.Add(Reading(_study, ReadingDecision.Accepted));
        folder.Add(Reading(other, ReadingDecision.Rejected));

        var states = folder.LatestOf([_study, TestImage.NewUid(), other, _study]);

        states.ToDictionary(s => s.Key, s => s.Value.Decision).ShouldBe(new Dictionary<string, ReadingDecision> { [_study] = ReadingDecision.Accepted, [other] = ReadingDecision.Rejected }, ignoreOrder: true);
    }

    [Fact]
    public void Readings_of_a_patient_are_found_over_its_studies_the_newest_first()
    {
        var folder = Open();
        string later = TestImage.NewUid(), patient = PatientKey.Of(new DicomDataset().Set(DicomTag.PatientID, "P-1"))!;
        folder.Add(Reading(_study, ReadingDecision.Accepted) with { Patient = patient });
        folder.Add(Reading(later, ReadingDecision.Accepted) with { Patient = patient, At = Noon.AddDays(1) });
        folder.Add(Reading(TestImage.NewUid(), ReadingDecision.Accepted) with { Patient = PatientKey.Of(new DicomDataset().Set(DicomTag.PatientID, "P-2")) });

        Open().OfPatient(patient).Select(r => r.StudyInstanceUid).ShouldBe([later, _study]);
    }

    [Fact]
    public void Patients_of_two_issuers_differ_and_patients_without_identifier_are_nobody()
    {
        DicomDataset one = new DicomDataset().Set(DicomTag.PatientID, "7").Set(DicomTag.IssuerOfPatientID, "A");
        DicomDataset two = new DicomDataset().Set(DicomTag.PatientID, "7").Set(DicomTag.IssuerOfPatientID, "B");

        PatientKey.Of(one).ShouldNotBe(PatientKey.Of(two));
        PatientKey.Of(new DicomDataset().Set(DicomTag.PatientID, " ")).ShouldBeNull();
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_reading()
    {
        // Two folders over the same files are as two processes.
        ReadingFolder[] processes = [Open(), Open()];
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => processes[n % 2].Add(Reading(_study, ReadingDecision.Accepted)))));

        Open().List(_study).Select(r => r.Id).Distinct().Count().ShouldBe(40);
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_no_reading()
    {
        var folder = Open();
        folder.Add(Reading(_study, ReadingDecision.Accepted));
        string file = Directory.GetFiles(_data.Path, "000001-*.json", SearchOption.AllDirectories).Single();
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, $"{Guid.NewGuid()}.prepared.{Guid.NewGuid():N}.part"), "{\"id\":");

        folder.Latest(_study)!.Decision.ShouldBe(ReadingDecision.Accepted);
        folder.Add(Reading(_study, ReadingDecision.Rejected));
        folder.List(_study).Count.ShouldBe(2);
    }

    [Fact]
    public void An_outline_put_aside_beside_an_accepted_result_leaves_the_result_standing()
    {
        var folder = Open();
        Reading accepted = Reading(_study, ReadingDecision.Accepted) with { ReportSopInstanceUid = "1.2.4" };
        folder.Add(accepted);
        folder.Add(Reading(_study, ReadingDecision.Rejected));

        folder.Latest(_study)!.Id.ShouldBe(accepted.Id);
        StandingOf(folder.List(_study)).ShouldBe([accepted.Id]);

        folder.Add(Reading(_study, ReadingDecision.Rejected) with { RejectionNoteSopInstanceUid = "1.2.5", Withdrawn = ["1.2.4"] });
        folder.Latest(_study)!.Decision.ShouldBe(ReadingDecision.Rejected);
        StandingOf(folder.List(_study)).ShouldBeEmpty();
    }

    [Fact]
    public void A_prepared_reading_counts_when_it_is_committed_and_can_be_forgotten()
    {
        Reading kept = Reading(_study, ReadingDecision.Accepted), dropped = Reading(_study, ReadingDecision.Accepted);
        Open().Prepare(kept, "report"u8.ToArray());
        Open().Prepare(dropped, "other"u8.ToArray());
        Open().Latest(_study).ShouldBeNull();
        Open().Prepared().Select(r => r.Id).ShouldBe([kept.Id, dropped.Id], ignoreOrder: true);

        Open().Commit(kept);
        Open().Discard(dropped);

        Open().Prepared().ShouldBeEmpty();
        Open().Latest(_study)!.Id.ShouldBe(kept.Id);
        Open().ReportOf(kept).ShouldBe("report"u8.ToArray());
        Open().ReportOf(dropped).ShouldBeNull();
    }

    [Fact]
    public async Task Readings_go_with_the_last_instance_of_their_study()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        string instance = TestImage.NewUid(), series = TestImage.NewUid();
        await server.Client.StowAsync(TestImage.File(_study, series, instance), TestImage.File(_study));
        var readings = server.Services.GetRequiredService<ReadingFolder>();
        string patient = new('a', 64);
        readings.Add(Reading(_study, ReadingDecision.Accepted) with { Patient = patient });

        await server.Client.DeleteAsync($"/dicomweb/studies/{_study}/series/{series}");
        readings.Latest(_study).ShouldNotBeNull();
        await server.Client.DeleteAsync($"/dicomweb/studies/{_study}");
        readings.Latest(_study).ShouldBeNull();
        readings.OfPatient(patient).ShouldBeEmpty();
    }

    [Fact]
    public async Task Readings_of_a_study_that_a_killed_deletion_left_go_at_the_next_start()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        await server.Client.StowAsync(TestImage.File(_study));
        server.Services.GetRequiredService<ReadingFolder>().Add(Reading(_study, ReadingDecision.Accepted));
        await server.Services.GetRequiredService<InstanceStore>().DeleteAsync(new InstanceScope(_study), CancellationToken.None);

        await server.RestartAsync();

        server.Services.GetRequiredService<ReadingFolder>().Latest(_study).ShouldBeNull();
    }

    public void Dispose() => _data.Dispose();

    private static IEnumerable<Guid> StandingOf(IReadOnlyList<Reading> readings) => OhifAlnPlugin.Server.Analysis.Readings.Reading.Standing(readings).Select(r => r.Id);

    private static Reading Reading(string study, ReadingDecision decision) => new(Guid.NewGuid(), study, decision, "Reader One", Noon, Guid.NewGuid().ToString("D"), 1);

    private ReadingFolder Open() => new(DataFolder.Open(_data.Path));
}
