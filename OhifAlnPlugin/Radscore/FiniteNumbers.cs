namespace OhifAlnPlugin.Radscore;

/// <summary>Refuses NaN and infinities where a model is put together: a model holds finite numbers only.</summary>
internal static class FiniteNumbers
{
    /// <summary>Requires every value to be finite.</summary>
    /// <param name="values">The values.</param>
    /// <param name="what">What one of them is, as the beginning of a sentence.</param>
    /// <param name="parameter">Name of the caller's parameter.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static void Require(ReadOnlySpan<double> values, string what, string parameter)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"{what} is {values[i]} (at position {i}); only finite numbers are possible.", parameter);
            }
        }
    }
}
