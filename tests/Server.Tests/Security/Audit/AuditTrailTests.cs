using Microsoft.Extensions.Logging.Abstractions;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Tests.Security.Audit;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private AuditFiles Files => new(Path.Combine(_folder.Path, AuditFiles.FolderName));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Records_are_numbered_chained_and_verified()
    {
        await WriteAsync(5);
        AuditVerdict verdict = AuditVerification.Verify(Files, anchor: null);
        verdict.Fault.ShouldBeNull();
        verdict.Records.ShouldBe(5);
        AuditRecord[] records = [.. AuditVerification.Read(Files)];
        records.Select(r => r.Number).ShouldBe([1, 2, 3, 4, 5]);
        records.Skip(1).Zip(records).ShouldAllBe(pair => pair.First.Previous == pair.Second.Digest);
        records[3].Event.ShouldBe(Event(4));
    }

    [Fact]
    public async Task A_trail_goes_on_where_it_ended()
    {
        await WriteAsync(3);
        await WriteAsync(2);
        AuditVerification.Verify(Files, anchor: null).ShouldSatisfyAllConditions(v => v.Fault.ShouldBeNull(), v => v.Records.ShouldBe(5));
    }

    [Theory]
    [InlineData("\"1.2.3\"", "\"1.2.4\"")]
    [InlineData("\"done\"", "\"refused\"")]
    [InlineData("\"local\"", "\"other\"")]
    [InlineData("{\"n\":3", "{\"n\":30")]
    [InlineData("\"at\":\"20", "\"at\":\"19")]
    [InlineData("{\"n\"", "")]
    public async Task A_changed_record_is_the_first_bad_one(string text, string replacement)
    {
        await WriteAsync(5);
        await TamperAsync(lines => lines[2] = lines[2].Replace(text, replacement, StringComparison.Ordinal));
        AuditVerdict verdict = AuditVerification.Verify(Files, anchor: null);
        verdict.Fault.ShouldStartWith("Record 3 was changed");
        verdict.Records.ShouldBe(2);
    }

    [Fact]
    public async Task A_record_changed_together_with_its_hash_breaks_the_chain()
    {
        await WriteAsync(5);
        await TamperAsync(lines =>
        {
            string changed = lines[2].Replace("\"1.2.3\"", "\"1.2.4\"", StringComparison.Ordinal);
            lines[2] = changed[..^66] + AuditLine.HashOf(changed) + "\"}";
        });
        AuditVerification.Verify(Files, anchor: null).Fault.ShouldStartWith("Record 3 or 4 was replaced");
    }

    [Fact]
    public async Task Every_single_changed_character_is_found()
    {
        await WriteAsync(3);
        string whole = await File.ReadAllTextAsync(Files.Trail);
        for (int i = 0; i < whole.Length; i++)
        {
            char[] changed = whole.ToCharArray();
            changed[i] ^= (char)1;
            await File.WriteAllTextAsync(Files.Trail, new string(changed));
            AuditVerification.Verify(Files, anchor: null).Fault.ShouldNotBeNull($"character {i} of {whole}");
        }
    }

    [Fact]
    public async Task A_removed_record_is_named()
    {
        await WriteAsync(5);
        await TamperAsync(lines => lines.RemoveAt(1));
        AuditVerification.Verify(Files, anchor: null).Fault.ShouldStartWith("Record 2 is missing or moved: record 3 stands in its place");
    }

    [Fact]
    public async Task Moved_records_are_named()
    {
        await WriteAsync(5);
        await TamperAsync(lines => (lines[1], lines[3]) = (lines[3], lines[1]));
        AuditVerification.Verify(Files, anchor: null).Fault.ShouldStartWith("Record 2 is missing or moved: record 4 stands in its place");
    }

    [Theory]
    [InlineData(3, "Records 4 to 5 are missing at the end.")]
    [InlineData(0, "Records 1 to 5 are missing at the end.")]
    public async Task A_trail_cut_off_at_a_record_is_seen_by_its_head(int left, string fault)
    {
        await WriteAsync(5);
        await TamperAsync(lines => lines.RemoveRange(left, 5 - left));
        AuditVerification.Verify(Files, anchor: null).Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task The_gap_of_a_trail_that_was_cut_off_stays_when_the_server_writes_on()
    {
        await WriteAsync(5);
        await TamperAsync(lines => lines.RemoveRange(3, 2));
        await WriteAsync(4);
        AuditVerification.Verify(Files, anchor: null).Fault.ShouldStartWith("Record 4 is missing or moved: record 6 stands in its place");
        AuditVerification.Read(Files).ElementAt(3).Event.Reason.ShouldBe("records-missing");
    }

    [Fact]
    public async Task A_trail_forged_from_the_start_is_seen_by_a_head_noted_elsewhere()
    {
        await WriteAsync(5);
        AuditHead noted = AuditVerification.Verify(Files, anchor: null).Head;
        Directory.Delete(Files.Folder, recursive: true);
        await WriteAsync(7);
        AuditVerification.Verify(Files, anchor: null).Fault.ShouldBeNull("the forged chain fits its forged head");
        AuditVerification.Verify(Files, AuditHead.Parse(noted.ToString())).Fault.ShouldStartWith("Record 5 is not the one that was noted");
    }

    [Fact]
    public async Task A_damaged_head_is_named()
    {
        await WriteAsync(2);
        await File.WriteAllTextAsync(Files.Head, "2:abc");
        AuditVerification.Verify(Files, anchor: null).Fault!.ShouldContain("does not hold the head");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(200)]
    public async Task A_line_torn_by_a_crash_is_cut_off_and_the_repair_recorded(int left)
    {
        await WriteAsync(3);
        string torn = (await File.ReadAllLinesAsync(Files.Trail))[2][..left];
        await File.AppendAllTextAsync(Files.Trail, torn);
        AuditVerification.Verify(Files, anchor: null).ShouldSatisfyAllConditions(v => v.Fault.ShouldBeNull(), v => v.Records.ShouldBe(3));
        await WriteAsync(1);
        AuditVerification.Verify(Files, anchor: null).ShouldSatisfyAllConditions(v => v.Fault.ShouldBeNull(), v => v.Records.ShouldBe(5));
        AuditVerification.Read(Files).ElementAt(3).Event.ShouldBe(new AuditEvent(AuditAction.Repair, AuditOutcome.Done) { Count = left, Reason = "torn-line" });
    }

    [Fact]
    public async Task Two_processes_on_one_data_folder_write_one_chain()
    {
        await using (AuditTrail server = Open(), import = Open())
        {
            await Task.WhenAll(Task.Run(() => AppendMany(server)), Task.Run(() => AppendMany(import)), Task.Run(() => AppendMany(server)));
        }

        AuditVerification.Verify(Files, anchor: null).ShouldSatisfyAllConditions(v => v.Fault.ShouldBeNull(), v => v.Records.ShouldBe(300));
    }

    [Fact]
    public async Task A_durable_record_is_under_the_head_when_the_call_returns()
    {
        await using AuditTrail trail = Open();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => trail.AppendDurablyAsync(Event(n))));
        AuditHead.ReadFrom(Files.Head)!.Number.ShouldBe(20);
    }

    private static AuditEvent Event(int n) => new(AuditAction.Retrieve, AuditOutcome.Done) { Study = $"1.2.{n}", User = "local", Status = 200 };

    private static void AppendMany(AuditTrail trail)
    {
        for (int n = 1; n <= 100; n++)
        {
            trail.Append(Event(n));
        }
    }

    private AuditTrail Open() => new(DataFolder.Open(_folder.Path), TimeProvider.System, NullLogger<AuditTrail>.Instance);

    private async Task WriteAsync(int count)
    {
        await using AuditTrail trail = Open();
        for (int n = 1; n <= count; n++)
        {
            trail.Append(Event(n));
        }
    }

    private async Task TamperAsync(Action<List<string>> change)
    {
        List<string> lines = [.. await File.ReadAllLinesAsync(Files.Trail)];
        change(lines);
        await File.WriteAllLinesAsync(Files.Trail, lines);
    }
}
