using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>The decision on a result in the real viewer: accepted by mouse and by keyboard, found again, rejected, reported.</summary>
[Collection("Browser")]
public sealed class DecisionTests(ReadingRoom room) : IClassFixture<ReadingRoom>
{
    private static readonly PhantomOptions Axial = new() { Style = AcquisitionStyle.SeriesPerPhase, Plane = SliceOrientation.Axial };

    [BrowserFact]
    public async Task A_result_is_accepted_found_again_reported_and_rejected()
    {
        StudyOnServer study = await room.StorePhantomAsync(6, Axial);
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.OpenStudyAsync(study.Patient);
            await reading.PressAsync("segment");
            await reading.WaitForAsync(reading.Verdict);
            await reading.PressAsync("accept");
            (await reading.Notice.InnerTextAsync()).ShouldContain("The decision needs the name of the reader.");
            await reading.PictureAsync("decision-without-name");

            await reading.Part("aln-reader").FillAsync("Dr. Reader");
            await reading.PressAsync("accept");
            (await reading.WaitForAsync(reading.Part("aln-decision"))).ShouldContain("Accepted by Dr. Reader");
            (await reading.OutlineState.InnerTextAsync()).ShouldStartWith("Saved");
            await reading.PictureAsync("accepted");
            await ReportsAsync(reading);
            reading.Faults.ShouldBeEmpty();
        }

        (await study.ModalitiesAsync()).ShouldBe(["DOC", "MR", "SEG", "SR"]);
        await using ReadingPage again = await room.FreshBrowserAsync();
        await again.OpenStudyAsync(study.Patient);
        (await again.WaitForAsync(again.Part("aln-decision"))).ShouldContain("Accepted by Dr. Reader");
        await again.WaitForAsync(again.Verdict);
        await again.PictureAsync("accepted-again");
        await RejectByKeyboardAsync(again);
        (await study.ModalitiesAsync()).ShouldBe(["KO", "MR"]);

        // What was rejected is still on the screen, and accepted after second thoughts, with the keys.
        await Assertions.Expect(again.OutlineState).ToHaveTextAsync("Not saved yet, found automatically");
        await again.WaitForAsync(again.Verdict);
        await again.PressKeysAsync("Control+Enter");
        await Assertions.Expect(again.Part("aln-decision")).ToContainTextAsync("Accepted by Second Reader");
        (await study.ModalitiesAsync()).ShouldBe(["DOC", "KO", "MR", "SEG", "SR"]);
        again.Faults.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task Edits_are_accepted_by_keyboard_and_listed_for_the_next_study_of_the_patient()
    {
        StudyOnServer study = await room.StorePhantomAsync(7, Axial);
        await using (ReadingPage reading = await room.FreshBrowserAsync())
        {
            await reading.OpenStudyAsync(study.Patient);
            await reading.PressAsync("segment");
            await reading.WaitForAsync(reading.Verdict);
            int found = await reading.CountVoxelsAsync();
            await reading.PressAsync("edit");
            await reading.DragAsync(Viewport.Peak, new Voxel(20, 20), new Voxel(28, 20));
            await reading.WaitForVoxelsAsync(count => count > found);
            await reading.Part("aln-reader").FillAsync("王医生");
            await reading.Part("aln-accept").PressAsync("Enter");
            (await reading.WaitForAsync(reading.Part("aln-decision"))).ShouldContain("Accepted by 王医生");
            (await study.SavedAsync()).ShouldHaveSingleItem().AlgorithmType.ShouldBe("SEMIAUTOMATIC");
            reading.Faults.ShouldBeEmpty();
        }

        string later = await room.StoreLaterStudyAsync(7, "20270102");
        await using ReadingPage next = await room.FreshBrowserAsync();
        await next.OpenAddressAsync($"/aln?StudyInstanceUIDs={later}");
        ILocator earlier = next.Part("aln-earlier");
        (await next.WaitForAsync(earlier)).ShouldContain("Accepted by 王医生");
        await next.ScrollToAsync("aln-earlier");
        await next.PictureAsync("earlier-results");
        await earlier.Locator("a").ClickAsync();
        (await next.WaitForAsync(next.Part("aln-decision"))).ShouldContain("Accepted by 王医生");
        next.Faults.ShouldBeEmpty();
    }

    private static async Task ReportsAsync(ReadingPage reading)
    {
        byte[] pdf = await reading.DownloadAsync("report-pdf");
        Encoding.ASCII.GetString(pdf, 0, 5).ShouldBe("%PDF-");
        await File.WriteAllBytesAsync(Path.Combine(OhifAlnPlugin.Tests.Reference.RepositoryRoot, "artifacts", "screenshots", "accepted.pdf"), pdf);
        using JsonDocument json = JsonDocument.Parse(await reading.DownloadAsync("report-json"));
        json.RootElement.GetProperty("reader").GetString().ShouldBe("Dr. Reader");
        json.RootElement.GetProperty("notice").GetString()!.ShouldContain("esearch use only");
        await reading.PressAsync("report-text");
        await Assertions.Expect(reading.Part("aln-report-text")).ToHaveTextAsync("Copied");
    }

    private static async Task RejectByKeyboardAsync(ReadingPage reading)
    {
        await reading.Part("aln-reader").FillAsync("Second Reader");
        await reading.Part("aln-reject").PressAsync("Enter");
        await Assertions.Expect(reading.Part("aln-reject-reason")).ToBeFocusedAsync();
        await reading.Part("aln-reject-reason").SelectOptionAsync("other");
        await Assertions.Expect(reading.Part("aln-reject-confirm")).ToBeDisabledAsync();
        await reading.Part("aln-reject-comment").FillAsync("Includes a vessel");
        await reading.PictureAsync("rejecting");
        await reading.Part("aln-reject-comment").PressAsync("Enter");
        await Assertions.Expect(reading.Part("aln-decision")).ToContainTextAsync("Rejected by Second Reader");
        (await reading.Part("aln-decision").InnerTextAsync()).ShouldContain("Another reason: Includes a vessel");
        await reading.PictureAsync("rejected");
    }
}
