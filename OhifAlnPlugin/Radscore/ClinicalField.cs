using System.Globalization;

namespace OhifAlnPlugin.Radscore;

/// <summary>A clinical fact that a model asks for: a number with its range, or one of several choices with their coding.</summary>
/// <param name="Key">Name in tables and requests, e.g. <c>menopausal_status</c>.</param>
/// <param name="Label">Name for the reader.</param>
/// <param name="Unit">Unit; <c>1</c> when dimensionless.</param>
/// <param name="Choices">The allowed values in order; empty for a number.</param>
/// <param name="Minimum">Smallest allowed number; null for a choice.</param>
/// <param name="Maximum">Largest allowed number; null for a choice.</param>
public sealed record ClinicalField(string Key, string Label, string Unit, IReadOnlyList<ClinicalChoice> Choices, double? Minimum = null, double? Maximum = null)
{
    /// <summary>The number that a model's terms see.</summary>
    /// <param name="text">The value as given.</param>
    /// <exception cref="ClinicalValueException">It is not allowed; the message names the field, the value and what is allowed.</exception>
    public double CodeOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string value = text.Trim();
        if (Choices.Count > 0)
        {
            return ChoiceOf(value)?.Code
                ?? throw new ClinicalValueException($"'{text}' is no value of '{Label}' ({Key}); allowed are {string.Join(", ", Choices.Select(c => $"'{c.Value}'"))}.");
        }

        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= Minimum && number <= Maximum
            ? number
            : throw new ClinicalValueException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no value of '{Label}' ({Key}); a number from {Minimum} to {Maximum} is needed."));
    }

    /// <summary>The choice of this value, compared without case; null when there is none.</summary>
    /// <param name="value">The value.</param>
    internal ClinicalChoice? ChoiceOf(string value) => Choices.FirstOrDefault(c => CentreRule.SameText(c.Value, value));

    /// <summary>Checks the field.</summary>
    /// <exception cref="ArgumentException">A text is empty, or neither choices nor a range are given.</exception>
    internal void Require()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Key);
        ArgumentException.ThrowIfNullOrWhiteSpace(Label);
        ArgumentException.ThrowIfNullOrWhiteSpace(Unit);
        if (Choices.Count == 0 && !(Minimum < Maximum && double.IsFinite(Minimum.Value) && double.IsFinite(Maximum.Value)))
        {
            throw new ArgumentException($"The clinical field '{Key}' has neither choices nor a range of numbers.");
        }

        if (Choices.Count == 1 || Choices.Any(c => string.IsNullOrWhiteSpace(c.Value) || string.IsNullOrWhiteSpace(c.Label) || !double.IsFinite(c.Code)))
        {
            throw new ArgumentException($"The choices of the clinical field '{Key}' need to be two or more, each with a value, a label and a finite code.");
        }

        if (Choices.Select(c => c.Value.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() != Choices.Count)
        {
            throw new ArgumentException($"A choice of the clinical field '{Key}' occurs twice.");
        }
    }
}

/// <summary>One allowed value of a clinical field.</summary>
/// <param name="Value">As it stands in tables and requests, e.g. <c>post</c>.</param>
/// <param name="Label">For the reader.</param>
/// <param name="Code">The number that a model's terms see.</param>
public sealed record ClinicalChoice(string Value, string Label, double Code);

/// <summary>A clinical value is not allowed or not known. The message names the field, the value and what is allowed.</summary>
/// <param name="message">A sentence for the user.</param>
public sealed class ClinicalValueException(string message) : Exception(message);
