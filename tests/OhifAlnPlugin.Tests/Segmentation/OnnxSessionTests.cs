using OhifAlnPlugin.Segmentation;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class OnnxSessionTests
{
    private const int Float = 1, Double = 11;

    [OnnxRuntimeFact]
    public void A_network_gives_the_values_computed_by_hand()
    {
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxBytes.Square(Float));
        session.Input.Name.ShouldBe("x");
        session.Input.Shape.ShouldBe([-1, 3]);
        OnnxTensor<float> y = session.Run(new OnnxTensor<float>([1, 2, 3, -4, 5, 0.5f], [2, 3]));
        y.Shape.ShouldBe([2, 3]);
        y.Values.ShouldBe([1f, 4, 9, 16, 25, 0.25f]);
    }

    [OnnxRuntimeFact]
    public void Double_precision_stays_double()
    {
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxBytes.Square(Double));
        session.Run(new OnnxTensor<double>([1 + 1e-12, 0, 0], [1, 3])).Values[0].ShouldBe((1 + 1e-12) * (1 + 1e-12));
        Should.Throw<OnnxRuntimeException>(() => session.Run(new OnnxTensor<float>([1, 2, 3], [1, 3]))).Message.ShouldContain("not Single");
    }

    [OnnxRuntimeFact]
    public void Runs_side_by_side_do_not_disturb_each_other()
    {
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxBytes.Square(Float), threads: 2);
        Parallel.For(0, 200, n => session.Run(new OnnxTensor<float>([n, n + 1, n + 2], [1, 3])).Values.ShouldBe([n * n, (n + 1f) * (n + 1), (n + 2f) * (n + 2)]));
    }

    [OnnxRuntimeFact]
    public void Wrong_shapes_broken_models_and_disposed_sessions_are_refused()
    {
        OnnxRuntimeLibrary library = OnnxRuntimeFactAttribute.Library;
        OnnxSession session = library.Open(OnnxBytes.Square(Float));
        Should.Throw<OnnxRuntimeException>(() => session.Run(new OnnxTensor<float>([1, 2], [1, 3]))).Message.ShouldContain("2 values do not fit the shape 1×3");
        Should.Throw<OnnxRuntimeException>(() => session.Run(new OnnxTensor<float>([1, 2], [1, 2]))).Message.ShouldContain("ONNX Runtime");
        Should.Throw<OnnxRuntimeException>(() => library.Open(OnnxBytes.Registered(OnnxBytes.Field(7, OnnxBytes.Text(2, "a graph without nodes"))))).Message.ShouldContain("ONNX Runtime");
        session.Dispose();
        Should.Throw<ObjectDisposedException>(() => session.Run(new OnnxTensor<float>([1, 2, 3], [1, 3])));
    }

    [OnnxRuntimeFact]
    public void A_cancelled_run_is_not_started()
    {
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxBytes.Square(Float));
        Should.Throw<OperationCanceledException>(() => session.Run(new OnnxTensor<float>([1, 2, 3], [1, 3]), new CancellationToken(canceled: true)));
    }

    [OnnxRuntimeFact]
    public void A_session_outlives_the_library_object()
    {
        OnnxRuntimeLibrary library = OnnxRuntimeLibrary.Load(OnnxRuntimeFactAttribute.LibraryPath!);
        using OnnxSession session = library.Open(OnnxBytes.Square(Float));
        library.Dispose();
        session.Run(new OnnxTensor<float>([3, 0, 0], [1, 3])).Values[0].ShouldBe(9);
    }

    [Fact]
    public void A_missing_library_is_named() =>
        Should.Throw<OnnxRuntimeException>(() => OnnxRuntimeLibrary.Load("/nowhere/libonnxruntime.so")).Message.ShouldContain("/nowhere/libonnxruntime.so does not exist");

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        string path = Path.GetTempFileName();
        try
        {
            Should.Throw<OnnxRuntimeException>(() => OnnxRuntimeLibrary.Load(path)).Message.ShouldContain("cannot be loaded");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
