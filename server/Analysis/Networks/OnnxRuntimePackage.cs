namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>Finds ONNX Runtime's native library where no setting names one.</summary>
/// <param name="cancellation">Stops fetching it.</param>
/// <returns>Its file.</returns>
/// <exception cref="NetworkUnavailableException">It cannot be had.</exception>
internal delegate Task<string> OnnxRuntimePackage(CancellationToken cancellation);
