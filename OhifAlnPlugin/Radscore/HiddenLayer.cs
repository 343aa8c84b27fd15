namespace OhifAlnPlugin.Radscore;

/// <summary>One hidden layer: dense, rectified, then batch-normalised where it has a normalisation.</summary>
/// <param name="Dense">The fully connected part.</param>
/// <param name="Normalization">The normalisation after the rectifier, or null.</param>
public sealed record HiddenLayer(DenseLayer Dense, BatchNormalization? Normalization);
