using OhifAlnPlugin.Segmentation;
using static OhifAlnPlugin.Tests.Segmentation.OnnxBytes;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class OnnxModelTests : IDisposable
{
    private const int Float = 1;

    private static readonly byte[] External = Field(13, Text(1, "location"), Text(2, "../../etc/passwd"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aln-models-");

    /// <summary>Files that hold a tensor outside themselves, at every place where a tensor can stand.</summary>
    public static TheoryData<string, byte[]> ExternalData() => new()
    {
        { "initializer", InGraph(Field(5, External)) },
        { "initializer that only says so", InGraph(Field(5, Number(14, 1))) },
        { "sparse initializer, values", InGraph(Field(15, Field(1, External))) },
        { "sparse initializer, indices", InGraph(Field(15, Field(2, External))) },
        { "constant", InGraph(Field(1, Text(4, "Constant"), Field(5, Field(5, External)))) },
        { "list of constants", InGraph(Field(1, Field(5, Field(10, External)))) },
        { "sparse constant", InGraph(Field(1, Field(5, Field(22, Field(1, External))))) },
        { "list of sparse constants", InGraph(Field(1, Field(5, Field(23, Field(1, External))))) },
        { "branch of an If", InGraph(Field(1, Text(4, "If"), Field(5, Field(6, Field(5, External))))) },
        { "If in the body of a Loop", InGraph(Field(1, Field(5, Field(6, Field(1, Field(5, Field(6, Field(5, External)))))))) },
        { "list of graphs", InGraph(Field(1, Field(5, Field(11, Field(5, External))))) },
        { "local function", [.. Square(), .. Field(25, Field(7, Field(5, Field(5, External))))] },
        { "default of a local function", [.. Square(), .. Field(25, Field(11, Field(5, External)))] },
        { "training graph", [.. Square(), .. Field(20, Field(2, Field(5, External)))] },
        { "second graph", [.. Square(), .. Field(7, Field(5, External))] },
        { "absolute location", InGraph(Field(5, Field(13, Text(1, "location"), Text(2, "/etc/passwd")))) },
        { "location beside the model", InGraph(Field(5, Field(13, Text(1, "location"), Text(2, "weights.bin")))) },
    };

    /// <summary>Files that name operators from outside the standard.</summary>
    public static TheoryData<string, byte[]> CustomOperators() => new()
    {
        { "node", InGraph(Field(1, Text(4, "Evil"), Text(7, "com.example"))) },
        { "node in a branch", InGraph(Field(1, Field(5, Field(6, Field(1, Text(7, "com.example")))))) },
        { "node in a local function", [.. Square(), .. Field(25, Field(7, Text(7, "com.example")))] },
        { "local function", [.. Square(), .. Field(25, Text(10, "com.example"))] },
        { "import", [.. Square(), .. Field(8, Text(1, "com.example"))] },
        { "ONNX Runtime's own operators, of which some read files", InGraph(Field(1, Text(4, "EPContext"), Text(7, "com.microsoft"))) },
        { "a standard name in other letters", InGraph(Field(1, Text(7, "AI.ONNX"))) },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_registered_network_is_read_and_keeps_its_digest()
    {
        Keep("square.onnx", Square());
        OnnxModel model = OnnxModel.Read(_folder.FullName, "square.onnx", Digest(Square()).ToUpperInvariant());
        model.Sha256.ShouldBe(Digest(Square()));
        model.Bytes.ToArray().ShouldBe(Square());
    }

    [Theory]
    [MemberData(nameof(ExternalData))]
    public void A_tensor_outside_the_file_is_refused_wherever_it_stands(string place, byte[] file) =>
        Should.Throw<OnnxModelRefusedException>(() => Registered(file), place).Message.ShouldContain("keeps a tensor in another file");

    [Theory]
    [MemberData(nameof(CustomOperators))]
    public void An_operator_from_outside_the_standard_is_refused_wherever_it_stands(string place, byte[] file) =>
        Should.Throw<OnnxModelRefusedException>(() => Registered(file), place).Message.ShouldContain("only the standard ones of ai.onnx and ai.onnx.ml");

    [Fact]
    public void The_standard_domains_are_accepted_under_both_names() =>
        Registered(InGraph(Field(1, Text(7, "ai.onnx")), Field(1, Text(7, "ai.onnx.ml")), Field(1, Text(7, "")))).ShouldNotBeNull();

    [Fact]
    public void A_changed_byte_is_seen_at_every_place()
    {
        byte[] file = Square();
        for (int i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;
            Should.Throw<OnnxModelRefusedException>(() => OnnxModel.Check(changed, Digest(file))).Message.ShouldContain("is not the registered network");
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_whole_as_far_as_it_goes()
    {
        byte[] file = Square();
        int refused = 0;
        for (int length = 0; length < file.Length; length++)
        {
            try
            {
                Registered(file[..length]);
            }
            catch (OnnxModelRefusedException)
            {
                refused++;
            }
        }

        // Only the cut between the graph and the operator sets after it leaves whole fields.
        refused.ShouldBe(file.Length - 1);
    }

    [Theory]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F }, "has only 0 left")]
    [InlineData(new byte[] { 0x3B }, "wire type StartGroup")]
    [InlineData(new byte[] { 0x08, 0xFF }, "ends inside a number")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "more than 10 bytes")]
    [InlineData(new byte[] { 0x00 }, "no key of a field")]
    [InlineData(new byte[0], "holds no graph")]
    public void What_is_no_protobuf_is_refused_with_the_reason(byte[] file, string reason) =>
        Should.Throw<OnnxModelRefusedException>(() => Registered(file)).Message.ShouldContain(reason);

    [Fact]
    public void Bytes_that_ONNX_Runtime_would_take_for_its_own_format_are_refused()
    {
        byte[] file = [.. Text(6, "..ORTM"), .. Square()];
        file[4..8].ShouldBe("ORTM"u8.ToArray());
        Should.Throw<OnnxModelRefusedException>(() => Registered(file)).Message.ShouldContain("own format");
    }

    [Fact]
    public void Graphs_nested_without_end_are_refused_before_the_stack_ends()
    {
        byte[] graph = Text(2, "innermost");
        for (int depth = 0; depth < 2000; depth++)
        {
            graph = Field(1, Field(5, Field(6, graph)));
        }

        Should.Throw<OnnxModelRefusedException>(() => Registered(Field(7, graph))).Message.ShouldContain("64 messages deep");
    }

    [Theory]
    [InlineData("../square.onnx")]
    [InlineData("sub/square.onnx")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a\\square.onnx")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string name) =>
        Should.Throw<OnnxModelRefusedException>(() => OnnxModel.Read(_folder.FullName, name, Digest([]))).Message.ShouldContain("no file name");

    [Fact]
    public void A_link_is_refused_even_to_the_right_bytes()
    {
        using var elsewhere = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1, FileOptions.DeleteOnClose);
        elsewhere.Write(Square());
        elsewhere.Flush();
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "square.onnx"), elsewhere.Name);
        Should.Throw<OnnxModelRefusedException>(() => OnnxModel.Read(_folder.FullName, "square.onnx", Digest(Square()))).Message.ShouldContain("is a link");
    }

    [Fact]
    public void A_missing_or_oversized_file_is_named()
    {
        Should.Throw<OnnxModelRefusedException>(() => OnnxModel.Read(_folder.FullName, "none.onnx", Digest([]))).Message.ShouldContain("no network none.onnx");
        using (FileStream large = File.Create(Path.Combine(_folder.FullName, "large.onnx")))
        {
            large.SetLength(OnnxModel.MostBytes + 1);
        }

        Should.Throw<OnnxModelRefusedException>(() => OnnxModel.Read(_folder.FullName, "large.onnx", Digest([]))).Message.ShouldContain($"at most {OnnxModel.MostBytes}");
    }

    /// <summary>A network with further fields in its graph.</summary>
    private static byte[] InGraph(params byte[][] fields) => Field(7, [Text(2, "graph"), .. fields]);

    private static byte[] Square() => SquareFile(Float);

    private void Keep(string name, byte[] file) => File.WriteAllBytes(Path.Combine(_folder.FullName, name), file);
}
