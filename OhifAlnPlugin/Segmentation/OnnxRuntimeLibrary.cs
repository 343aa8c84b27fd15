namespace OhifAlnPlugin.Segmentation;

/// <summary>Microsoft's ONNX Runtime, loaded from its native library through the C API.</summary>
/// <remarks>
/// Any build of version 1.14 or later serves: the one in the npm package <c>onnxruntime-node</c>, the one in the NuGet
/// package, or a GPU build of a site's own. Masks from a network may differ in single voxels between processors; the stored
/// segmentation is the record.
/// </remarks>
public sealed class OnnxRuntimeLibrary : IDisposable
{
    private readonly OrtApi _api;
    private readonly OrtHandle _environment;

    private OnnxRuntimeLibrary(OrtApi api) => (_api, _environment) = (api, api.CreateEnvironment());

    /// <summary>Version of the library, such as 1.30.0.</summary>
    public string Version => _api.Version;

    /// <summary>Loads the library.</summary>
    /// <param name="path">File of the native library.</param>
    /// <returns>The library; keep one for the whole process.</returns>
    /// <exception cref="OnnxRuntimeException">The file is missing, is no ONNX Runtime library for this computer, or is too old.</exception>
    public static OnnxRuntimeLibrary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path)
            ? new OnnxRuntimeLibrary(OrtApi.Load(Path.GetFullPath(path)))
            : throw new OnnxRuntimeException($"The ONNX Runtime library {path} does not exist.");
    }

    /// <summary>Loads a network with one input and one output.</summary>
    /// <param name="model">The network; it has passed every check of <see cref="OnnxModel"/>.</param>
    /// <param name="threads">Threads inside one run, ≥ 1; several sessions or runs side by side use more.</param>
    /// <returns>The network, ready to run.</returns>
    /// <exception cref="OnnxRuntimeException">The model is broken, or has several inputs or outputs.</exception>
    public OnnxSession Open(OnnxModel model, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new OnnxSession(_api, _api.CreateSession(_environment, model.Bytes, threads));
    }

    /// <summary>Releases the environment as soon as the last session is disposed.</summary>
    public void Dispose() => _environment.Dispose();
}
