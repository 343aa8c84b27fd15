namespace OhifAlnPlugin.Segmentation;

/// <summary>Values that go into or come out of a network.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Values">Values, flat, the last axis fastest; their number is the product of the shape.</param>
/// <param name="Shape">Length of every axis.</param>
public sealed record OnnxTensor<T>(T[] Values, long[] Shape)
    where T : unmanaged;

/// <summary>Name, element type and shape of a network's input or output.</summary>
/// <param name="Name">Name in the graph.</param>
/// <param name="ElementType">ONNX element type: 1 float, 11 double.</param>
/// <param name="Shape">Length of every axis; −1 where it is free.</param>
public sealed record OnnxPort(string Name, int ElementType, IReadOnlyList<long> Shape);
