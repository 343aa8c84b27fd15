using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>Runs registered networks. ONNX Runtime is loaded with the first, and the network used last stays in memory.</summary>
/// <param name="registry">The networks.</param>
/// <param name="options">Names the library.</param>
/// <param name="package">Finds the library where the options name none.</param>
internal sealed class NetworkEngine(NetworkRegistry registry, NetworkOptions options, OnnxRuntimePackage package) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private OnnxRuntimeLibrary? _library;
    private OpenNetwork? _last;

    /// <summary>Opens a network.</summary>
    /// <param name="name">Its name in the registry.</param>
    /// <param name="cancellation">Stops the fetching of the library.</param>
    /// <returns>Its card, and the network; dispose it after use, others may share it.</returns>
    /// <exception cref="NetworkUnavailableException">There is none of this name, or it cannot be run; the message says why.</exception>
    public async Task<(NetworkCard Card, OpenNetwork Network)> OpenAsync(string name, CancellationToken cancellation)
    {
        (NetworkCard card, OnnxModel network) = (registry.Find(name) ?? throw registry.Unknown(name)).Read();
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_last is null || _last.Sha256 != network.Sha256)
            {
                _library ??= OnnxRuntimeLibrary.Load(options.OnnxRuntimeLibrary is { Length: > 0 } named ? named : await package(cancellation));
                var opened = new OpenNetwork(network.Sha256, _library.Open(network));
                _last?.Dispose();
                _last = opened;
            }

            return (card, _last.Share());
        }
        catch (OnnxRuntimeException failed)
        {
            throw new NetworkUnavailableException($"The network {name} cannot be run: {failed.Message}", failed);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Releases network and library.</summary>
    public void Dispose()
    {
        _last?.Dispose();
        _library?.Dispose();
        _gate.Dispose();
    }
}

/// <summary>A network ready to run; released when the last of those who share it is done.</summary>
/// <param name="sha256">Digest of its file.</param>
/// <param name="session">The network.</param>
internal sealed class OpenNetwork(string sha256, OnnxSession session) : IDisposable
{
    private int _users = 1;

    /// <summary>Digest of its file.</summary>
    public string Sha256 => sha256;

    /// <summary>The network.</summary>
    public OnnxSession Session => session;

    /// <summary>One more user.</summary>
    public OpenNetwork Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>One user less.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            session.Dispose();
        }
    }
}
