namespace OhifAlnPlugin.Radiomics;

/// <summary>Ordered feature values of one VOI, named as PyRadiomics names them, e.g. <c>original_glszm_SmallAreaEmphasis</c>.</summary>
/// <remarks>Undefined values are NaN. Immutable.</remarks>
public sealed class FeatureVector
{
    private readonly Dictionary<string, int> _indexOf;
    private readonly double[] _values;

    /// <summary>Creates a vector.</summary>
    /// <param name="names">Distinct feature names, in order.</param>
    /// <param name="values">One value per name; NaN where undefined.</param>
    /// <exception cref="ArgumentException">Counts differ or a name occurs twice.</exception>
    public FeatureVector(IReadOnlyList<string> names, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count != values.Length)
        {
            throw new ArgumentException($"{names.Count} names do not fit {values.Length} values.", nameof(values));
        }

        _indexOf = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int n = 0; n < names.Count; n++)
        {
            if (!_indexOf.TryAdd(names[n], n))
            {
                throw new ArgumentException($"Feature '{names[n]}' occurs twice.", nameof(names));
            }
        }

        Names = [.. names];
        _values = values.ToArray();
    }

    /// <summary>Feature names, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Values in the order of <see cref="Names"/>.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Number of features.</summary>
    public int Count => _values.Length;

    /// <summary>Value of a feature.</summary>
    /// <param name="name">Feature name, exact.</param>
    /// <exception cref="KeyNotFoundException">There is no such feature in this vector.</exception>
    public double this[string name] => _indexOf.TryGetValue(name, out int n)
        ? _values[n]
        : throw new KeyNotFoundException($"Feature '{name}' is not among the {Count} features of this vector.");

    /// <summary>Looks a feature up.</summary>
    /// <param name="name">Feature name, exact.</param>
    /// <param name="value">Its value; NaN when absent.</param>
    /// <returns>Whether the vector has it.</returns>
    public bool TryGetValue(string name, out double value)
    {
        bool found = _indexOf.TryGetValue(name, out int n);
        value = found ? _values[n] : double.NaN;
        return found;
    }

    /// <summary>The named features, in the order asked for.</summary>
    /// <param name="names">Names that are all in this vector.</param>
    /// <returns>A new vector.</returns>
    /// <exception cref="KeyNotFoundException">A name is absent.</exception>
    public FeatureVector Select(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        double[] values = new double[names.Count];
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = this[names[n]];
        }

        return new FeatureVector(names, values);
    }
}
