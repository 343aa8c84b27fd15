using System.Runtime.CompilerServices;

namespace OhifAlnPlugin.Segmentation;

/// <summary>A network loaded into ONNX Runtime. Runs may go on side by side.</summary>
public sealed class OnnxSession : IDisposable
{
    private const int Float = 1, Double = 11;

    private readonly OrtApi _api;
    private readonly OrtHandle _session;

    internal OnnxSession(OrtApi api, OrtHandle session)
    {
        (_api, _session) = (api, session);
        OnnxPort[] inputs = api.Ports(session, inputs: true), outputs = api.Ports(session, inputs: false);
        if (inputs.Length != 1 || outputs.Length != 1)
        {
            session.Dispose();
            throw new OnnxRuntimeException($"The model has {inputs.Length} inputs and {outputs.Length} outputs; one of each is run.");
        }

        (Input, Output) = (inputs[0], outputs[0]);
    }

    /// <summary>The network's input.</summary>
    public OnnxPort Input { get; }

    /// <summary>The network's output.</summary>
    public OnnxPort Output { get; }

    /// <summary>Runs the network.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the input and output say.</typeparam>
    /// <param name="input">Values of the input; not copied.</param>
    /// <param name="cancellation">Stops the run soon.</param>
    /// <returns>Values of the output.</returns>
    /// <exception cref="OnnxRuntimeException">The input does not fit the network.</exception>
    public unsafe OnnxTensor<T> Run<T>(OnnxTensor<T> input, CancellationToken cancellation = default)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(input);
        int type = typeof(T) == typeof(float) ? Float : typeof(T) == typeof(double) ? Double : 0;
        if (type == 0 || Input.ElementType != type || Output.ElementType != type)
        {
            throw new OnnxRuntimeException($"The model takes and gives element types {Input.ElementType} and {Output.ElementType} (1 float, 11 double), not {typeof(T).Name}.");
        }

        if (input.Shape.Aggregate(1L, (product, length) => product * length) != input.Values.Length)
        {
            throw new OnnxRuntimeException($"{input.Values.Length} values do not fit the shape {string.Join('×', input.Shape)}.");
        }

        cancellation.ThrowIfCancellationRequested();
        using OrtHandle options = _api.CreateRunOptions();
        using CancellationTokenRegistration stop = cancellation.Register(() => _api.Terminate(options));
        fixed (T* values = input.Values)
        {
            using OrtHandle value = _api.CreateTensor(values, (long)input.Values.Length * Unsafe.SizeOf<T>(), input.Shape, type);
            try
            {
                using OrtHandle output = _api.Run(_session, options, Input.Name, value, Output.Name);
                return _api.Read<T>(output);
            }
            catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
        }
    }

    /// <summary>Releases the network.</summary>
    public void Dispose() => _session.Dispose();
}
