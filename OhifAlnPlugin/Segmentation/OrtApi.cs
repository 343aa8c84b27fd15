using System.Runtime.InteropServices;
using System.Text;

namespace OhifAlnPlugin.Segmentation;

/// <summary>The functions of ONNX Runtime's C API that a network needs, by their place in the table that the library hands out.</summary>
/// <remarks>
/// The table of <c>onnxruntime_c_api.h</c> only grows: a function keeps its place in every later version. Version 14 and later serve.
/// Every function that can fail returns a status, null for success.
/// </remarks>
internal sealed unsafe class OrtApi
{
    private const uint LeastVersion = 14;
    private const int WarningsOnly = 3, AllOptimizations = 99, ArenaAllocator = 0, DefaultMemory = 0;

    private readonly nint* _table;

    private OrtApi(nint* table, string version)
    {
        _table = table;
        Version = version;
    }

    /// <summary>Version of the library.</summary>
    public string Version { get; }

    /// <summary>Loads the library; it stays loaded until the process ends.</summary>
    /// <exception cref="OnnxRuntimeException">The file is no ONNX Runtime library for this computer, or too old.</exception>
    public static OrtApi Load(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new OnnxRuntimeException($"The ONNX Runtime library {path} cannot be loaded: {e.Message}", e);
        }

        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint export))
        {
            throw new OnnxRuntimeException($"{path} is not an ONNX Runtime library: it has no function OrtGetApiBase.");
        }

        var apiBase = (nint*)((delegate* unmanaged<nint>)export)();
        string version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? "unknown";
        var table = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(LeastVersion);
        return table is not null
            ? new OrtApi(table, version)
            : throw new OnnxRuntimeException($"{path} is ONNX Runtime {version}: too old, version 1.{LeastVersion} or later is needed.");
    }

    /// <summary>Makes the environment that all sessions share.</summary>
    public OrtHandle CreateEnvironment()
    {
        nint environment;
        fixed (byte* name = Utf8("OhifAlnPlugin"))
        {
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)_table[3])(WarningsOnly, name, &environment));
        }

        return Owned(environment, 92);
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="model">Bytes of an <c>.onnx</c> file.</param>
    /// <param name="threads">Threads inside one run; they sleep between runs.</param>
    public OrtHandle CreateSession(OrtHandle environment, ReadOnlySpan<byte> model, int threads)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)_table[10])(&options));
        using OrtHandle owned = Owned(options, 100);
        Check(((delegate* unmanaged<nint, int, nint>)_table[23])(options, AllOptimizations));
        Check(((delegate* unmanaged<nint, int, nint>)_table[24])(options, threads));
        Check(((delegate* unmanaged<nint, int, nint>)_table[25])(options, 1));

        // A plan of the whole run's memory would be held once per run side by side: 108 MB more for U2NETP on two threads, and no faster.
        Check(((delegate* unmanaged<nint, nint>)_table[17])(options));
        fixed (byte* key = Utf8("session.intra_op.allow_spinning"), off = Utf8("0"))
        {
            Check(((delegate* unmanaged<nint, byte*, byte*, nint>)_table[130])(options, key, off));
        }

        using OrtHandle.Lease env = environment.Borrow();
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)_table[8])(env.Address, bytes, (nuint)model.Length, options, &session));
        }

        return new OrtHandle(session, (delegate* unmanaged<nint, void>)_table[95], environment);
    }

    /// <summary>The inputs (or outputs) of a session.</summary>
    public OnnxPort[] Ports(OrtHandle session, bool inputs)
    {
        using OrtHandle.Lease s = session.Borrow();
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)_table[inputs ? 30 : 31])(s.Address, &count));
        var ports = new OnnxPort[(int)count];
        for (int n = 0; n < ports.Length; n++)
        {
            nint info, tensor;
            Check(((delegate* unmanaged<nint, nuint, nint*, nint>)_table[inputs ? 33 : 34])(s.Address, (nuint)n, &info));
            using OrtHandle owned = Owned(info, 98);
            Check(((delegate* unmanaged<nint, nint*, nint>)_table[55])(info, &tensor));
            (int type, long[] shape) = tensor == 0 ? (0, []) : TypeAndShape(tensor);
            ports[n] = new(PortName(s.Address, n, inputs), type, shape);
        }

        return ports;
    }

    /// <summary>Wraps pinned memory as a tensor; nothing is copied.</summary>
    /// <param name="data">Pinned values, alive as long as the tensor.</param>
    /// <param name="bytes">Their size.</param>
    /// <param name="shape">Length of every axis.</param>
    /// <param name="elementType">ONNX element type.</param>
    public OrtHandle CreateTensor(void* data, long bytes, ReadOnlySpan<long> shape, int elementType)
    {
        nint memory, value;
        Check(((delegate* unmanaged<int, int, nint*, nint>)_table[69])(ArenaAllocator, DefaultMemory, &memory));
        using OrtHandle owned = Owned(memory, 94);
        fixed (long* lengths = shape)
        {
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_table[49])(
                memory, data, (nuint)bytes, lengths, (nuint)shape.Length, elementType, &value));
        }

        return Owned(value, 96);
    }

    /// <summary>Options of one run, by which it can be stopped.</summary>
    public OrtHandle CreateRunOptions()
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)_table[39])(&options));
        return Owned(options, 97);
    }

    /// <summary>Makes a run that uses these options stop soon.</summary>
    public void Terminate(OrtHandle runOptions)
    {
        using OrtHandle.Lease options = runOptions.Borrow();
        Check(((delegate* unmanaged<nint, nint>)_table[46])(options.Address));
    }

    /// <summary>Runs a network with one input and one output.</summary>
    /// <returns>The output tensor.</returns>
    public OrtHandle Run(OrtHandle session, OrtHandle runOptions, string input, OrtHandle value, string output)
    {
        using OrtHandle.Lease s = session.Borrow(), r = runOptions.Borrow(), v = value.Borrow();
        nint inputValue = v.Address, result = 0;
        fixed (byte* inputName = Utf8(input), outputName = Utf8(output))
        {
            byte* names = inputName, outputs = outputName;
            Check(((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_table[9])(
                s.Address, r.Address, &names, &inputValue, 1, &outputs, 1, &result));
        }

        return Owned(result, 96);
    }

    /// <summary>Copies a tensor's values out.</summary>
    public OnnxTensor<T> Read<T>(OrtHandle value)
        where T : unmanaged
    {
        using OrtHandle.Lease v = value.Borrow();
        nint info;
        void* data;
        Check(((delegate* unmanaged<nint, nint*, nint>)_table[65])(v.Address, &info));
        using OrtHandle owned = Owned(info, 99);
        (_, long[] shape) = TypeAndShape(info);
        Check(((delegate* unmanaged<nint, void**, nint>)_table[51])(v.Address, &data));
        return new(new ReadOnlySpan<T>(data, checked((int)shape.Aggregate(1L, (product, length) => product * length))).ToArray(), shape);
    }

    private string PortName(nint session, int index, bool inputs)
    {
        nint allocator, name;
        Check(((delegate* unmanaged<nint*, nint>)_table[78])(&allocator));
        Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)_table[inputs ? 36 : 37])(session, (nuint)index, allocator, &name));
        string text = Marshal.PtrToStringUTF8(name) ?? "";
        Check(((delegate* unmanaged<nint, nint, nint>)_table[76])(allocator, name));
        return text;
    }

    private (int Type, long[] Shape) TypeAndShape(nint info)
    {
        int type;
        nuint axes;
        Check(((delegate* unmanaged<nint, int*, nint>)_table[60])(info, &type));
        Check(((delegate* unmanaged<nint, nuint*, nint>)_table[61])(info, &axes));
        long[] shape = new long[(int)axes];
        fixed (long* lengths = shape)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)_table[62])(info, lengths, axes));
        }

        return (type, shape);
    }

    private OrtHandle Owned(nint value, int release) => new(value, (delegate* unmanaged<nint, void>)_table[release]);

    private void Check(nint status)
    {
        if (status != 0)
        {
            string message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_table[2])(status)) ?? "unknown error";
            ((delegate* unmanaged<nint, void>)_table[93])(status);
            throw new OnnxRuntimeException($"ONNX Runtime {Version}: {message}");
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
