using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Rendering;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Server.Tests.DicomWeb.Rendering;

public sealed class RenderedTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string ManyJpegs = "multipart/related; type=\"image/jpeg\"";

    private readonly DicomDataset _image = TestImage.Dataset().Set(DicomTag.WindowCenter, 30000.0).Set(DicomTag.WindowWidth, 40000.0);

    private string Study => $"/dicomweb/studies/{_image.GetString(DicomTag.StudyInstanceUID)}";

    private string Instance => $"{Study}/series/{_image.GetString(DicomTag.SeriesInstanceUID)}/instances/{_image.GetString(DicomTag.SOPInstanceUID)}";

    [Theory]
    [InlineData(null, "image/jpeg")]
    [InlineData("*/*", "image/jpeg")]
    [InlineData("image/png", "image/png")]
    [InlineData("image/avif,image/webp,image/*,*/*;q=0.8", "image/jpeg")]
    [InlineData("image/jpeg;q=0.5, image/png", "image/png")]
    public async Task One_picture_comes_alone_in_the_type_that_is_liked_best(string? accept, string expected)
    {
        await StoreAsync();
        foreach (string path in (string[])["/rendered", "/frames/1/rendered", "/thumbnail", "/frames/1/thumbnail"])
        {
            using HttpResponseMessage answer = accept is null ? await server.Client.GetAsync(Instance + path) : await server.Client.GetAsync(Instance + path, accept);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            answer.Content.Headers.ContentType!.ToString().ShouldBe(expected);
            (int width, int height, int channels) = PictureFile.SizeOf(await answer.Content.ReadAsByteArrayAsync());
            (width, height, channels).ShouldBe(path.EndsWith("rendered", StringComparison.Ordinal) ? (12, 16, 1) : (96, 128, 1));
        }
    }

    [Fact]
    public async Task The_picture_is_what_the_library_renders()
    {
        await StoreAsync();
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "image.dcm");
        await File.WriteAllBytesAsync(path, _image.ToFile());
        byte[] answer = await server.Client.GetByteArrayAsync(Instance + "/rendered?accept=image/png&window=20000,9000,sigmoid");
        answer.ShouldBe(PngEncoder.Encode(RenderableImage.Open(path)!.Render(0, new DisplayWindow(20000, 9000, WindowFunction.Sigmoid))));
    }

    [Fact]
    public async Task Frames_come_as_parts_or_one_by_one()
    {
        byte[] pixels = new byte[3 * 2 * TestImage.Rows * TestImage.Columns];
        new Random(1).NextBytes(pixels);
        _image.Set(DicomTag.NumberOfFrames, 3).SetBytes(DicomTag.PixelData, DicomVR.OW, pixels);
        await StoreAsync();
        using HttpResponseMessage all = await server.Client.GetAsync(Instance + "/rendered", ManyJpegs);
        (string ContentType, byte[] Body)[] parts = await all.PartsAsync();
        parts.Length.ShouldBe(3);
        using HttpResponseMessage two = await server.Client.GetAsync(Instance + "/frames/3,1/rendered", ManyJpegs);
        (await two.PartsAsync()).Select(part => part.Body).ShouldBe([parts[2].Body, parts[0].Body]);
        using HttpResponseMessage one = await server.Client.GetAsync(Instance + "/frames/2/rendered", "image/jpeg");
        (await one.Content.ReadAsByteArrayAsync()).ShouldBe(parts[1].Body);
        using HttpResponseMessage alone = await server.Client.GetAsync(Instance + "/rendered", "image/jpeg");
        alone.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await alone.Content.ReadAsStringAsync()).ShouldContain("3 pictures as multipart/related");
    }

    [Fact]
    public async Task A_study_and_a_series_give_the_pictures_of_their_images_and_pass_other_objects_over()
    {
        await StoreAsync();
        DicomDataset second = TestImage.Dataset(_image.GetString(DicomTag.StudyInstanceUID), _image.GetString(DicomTag.SeriesInstanceUID), number: 2);
        DicomDataset report = TestImage.Dataset(_image.GetString(DicomTag.StudyInstanceUID)).Set(DicomTag.SOPClassUID, DicomUid.BasicTextSRStorage);
        report.Remove(DicomTag.PixelData);
        using HttpResponseMessage stored = await server.Client.StowAsync(second.ToFile(), report.ToFile());
        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (string path in (string[])[Study, $"{Study}/series/{_image.GetString(DicomTag.SeriesInstanceUID)}"])
        {
            using HttpResponseMessage answer = await server.Client.GetAsync(path + "/rendered");
            (await answer.PartsAsync()).Select(part => part.ContentType).ShouldBe(["image/jpeg", "image/jpeg"]);
            using HttpResponseMessage thumbnail = await server.Client.GetAsync(path + "/thumbnail");
            PictureFile.SizeOf(await thumbnail.Content.ReadAsByteArrayAsync()).ShouldBe((96, 128, 1));
        }

        string reportPath = $"{Study}/series/{report.GetString(DicomTag.SeriesInstanceUID)}";
        foreach (string path in (string[])["/rendered", "/thumbnail"])
        {
            await ShouldFailAsync(reportPath + path, HttpStatusCode.NotFound, "holds no pixel data");
        }
    }

    [Theory]
    [InlineData("viewport=6,6", 5, 6)]
    [InlineData("viewport=24,100", 24, 32)]
    [InlineData("viewport=8,8,,,4,4", 8, 8)]
    [InlineData("viewport=8,8,2,2,-4,-4", 8, 8)]
    [InlineData("viewport=10,10,2.5,3.5", 8, 10)]
    public async Task A_viewport_is_filled_by_the_region(string query, int width, int height)
    {
        await StoreAsync();
        PictureFile.SizeOf(await server.Client.GetByteArrayAsync($"{Instance}/rendered?{query}")).ShouldBe((width, height, 1));
    }

    [Fact]
    public async Task A_better_quality_takes_more_bytes()
    {
        await StoreAsync();
        int Length(int quality) => server.Client.GetByteArrayAsync($"{Instance}/rendered?viewport=200,200&quality={quality}").GetAwaiter().GetResult().Length;
        Length(10).ShouldBeLessThan(Length(60));
        Length(60).ShouldBeLessThan(Length(100));
    }

    [Theory]
    [InlineData("quality=0", "quality '0' is no whole number from 1 to 100")]
    [InlineData("quality=high", "quality 'high' is no whole number")]
    [InlineData("quality=", "quality '' is no whole number")]
    [InlineData("viewport=0,5", "Viewport width '0' is no whole number from 1 to 4096")]
    [InlineData("viewport=5", "viewport '5' has 1 parts")]
    [InlineData("viewport=5,5,a", "Viewport 'a' is no decimal number")]
    [InlineData("viewport=5,5,10,10,10,10", "does not lie in the image of 12 × 16 pixels")]
    [InlineData("viewport=99999,1", "from 1 to 4096")]
    [InlineData("window=1,2", "window '1,2' has 2 parts")]
    [InlineData("window=1,0,linear", "Window width '0' is too small")]
    [InlineData("window=1,NaN,sigmoid", "Window width 'NaN' is no decimal number")]
    [InlineData("window=1,2,cubic", "Window function 'cubic' is none of")]
    [InlineData("iccprofile=adobergb", "iccprofile 'adobergb' is not supported")]
    [InlineData("annotation=", "annotation '' is no list of the keywords")]
    [InlineData("annotation=patient,name", "annotation 'patient,name' is no list")]
    [InlineData("quality=5&quality=6", "quality is given 2 times")]
    public async Task A_wrong_parameter_is_named_with_its_value_and_limit(string query, string sentence)
    {
        await StoreAsync();
        await ShouldFailAsync($"{Instance}/rendered?{query}", HttpStatusCode.BadRequest, sentence);
    }

    [Theory]
    [InlineData("/frames/2/rendered", "frames 1 to 1")]
    [InlineData("/frames/0/rendered", "frames 1 to 1")]
    [InlineData("/frames/1,x/rendered", "Frame 'x' does not exist")]
    [InlineData("/frames/7/thumbnail", "frames 1 to 1")]
    [InlineData("/thumbnail?viewport=5,5,1,1", "it needs vw,vh alone")]
    public async Task A_frame_or_thumbnail_that_cannot_be_is_refused(string path, string sentence)
    {
        await StoreAsync();
        await ShouldFailAsync(Instance + path, HttpStatusCode.BadRequest, sentence);
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("application/dicom")]
    [InlineData("multipart/related; type=\"application/dicom\"")]
    [InlineData("video/mp4")]
    public async Task Other_media_types_are_not_acceptable(string accept)
    {
        await StoreAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync(Instance + "/rendered", accept);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("image/jpeg, image/png");
    }

    [Fact]
    public async Task Annotations_are_left_out_with_the_warning_of_the_standard()
    {
        await StoreAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync(Instance + "/rendered?annotation=patient,technique");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Warning").Single().ShouldBe("299 aln \"The following annotation values are not supported: patient,technique\"");
    }

    [Fact]
    public async Task A_profile_is_embedded_where_it_is_asked_for()
    {
        await StoreAsync();
        byte[] plain = await server.Client.GetByteArrayAsync(Instance + "/rendered?iccprofile=no"), coloured = await server.Client.GetByteArrayAsync(Instance + "/rendered?iccprofile=srgb");
        plain.AsSpan().IndexOf("ICC_PROFILE"u8).ShouldBe(-1);
        coloured.AsSpan().IndexOf("ICC_PROFILE"u8).ShouldBeGreaterThan(0);
        byte[] png = await server.Client.GetByteArrayAsync(Instance + "/rendered?iccprofile=yes&accept=image/png");
        png.AsSpan().IndexOf("iCCP"u8).ShouldBeGreaterThan(0);
        _image.Set(DicomTag.SOPInstanceUID, TestImage.NewUid()).SetBytes(DicomTag.ICCProfile, DicomVR.OB, new byte[200]);
        await StoreAsync();
        await ShouldFailAsync(Instance + "/rendered?iccprofile=srgb", HttpStatusCode.BadRequest, "would convert the image from its own colour profile");
    }

    [Fact]
    public async Task What_the_client_has_already_is_not_rendered_again()
    {
        await StoreAsync();
        using HttpResponseMessage first = await server.Client.GetAsync(Instance + "/rendered?quality=50");
        first.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        foreach ((string query, HttpStatusCode expected) in ((string, HttpStatusCode)[])[("?quality=50", HttpStatusCode.NotModified), ("?quality=51", HttpStatusCode.OK)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Instance + "/rendered" + query);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using HttpResponseMessage again = await server.Client.SendAsync(request);
            again.StatusCode.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Pixels_that_are_too_few_for_the_geometry_are_a_4xx_with_a_reason()
    {
        _image.Set(DicomTag.Rows, 5000).Set(DicomTag.Columns, 5000);
        await StoreAsync();
        foreach (string path in (string[])["/rendered", "/frames/1/rendered", "/thumbnail"])
        {
            await ShouldFailAsync(Instance + path, HttpStatusCode.UnprocessableEntity, "need 50000000");
        }
    }

    [Theory]
    [InlineData("/dicomweb/studies/1.2.3/rendered")]
    [InlineData("/dicomweb/studies/1.2.3/series/1/thumbnail")]
    public Task What_is_not_stored_is_not_found(string path) => ShouldFailAsync(path, HttpStatusCode.NotFound, "is stored here");

    private async Task StoreAsync()
    {
        using HttpResponseMessage stored = await server.Client.StowAsync(_image.ToFile());
        stored.StatusCode.ShouldBe(HttpStatusCode.OK, await stored.Content.ReadAsStringAsync());
    }

    private async Task ShouldFailAsync(string path, HttpStatusCode status, string sentence)
    {
        using HttpResponseMessage answer = await server.Client.GetAsync(path, "image/jpeg");
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain(sentence);
    }
}
