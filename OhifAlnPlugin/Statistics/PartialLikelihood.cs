using MathNet.Numerics.LinearAlgebra;

namespace OhifAlnPlugin.Statistics;

/// <summary>Log partial likelihood of Cox, its score and its information.</summary>
internal sealed class PartialLikelihood
{
    private readonly Matrix<double> _x;
    private readonly double[] _times;
    private readonly bool[] _events;
    private readonly int[] _order;
    private readonly CoxTies _ties;

    /// <summary>Prepares the risk sets.</summary>
    /// <param name="x">Cases × terms, centred.</param>
    /// <param name="data">Follow-up.</param>
    /// <param name="ties">How ties are treated.</param>
    public PartialLikelihood(Matrix<double> x, SurvivalData data, CoxTies ties)
    {
        (_x, _times, _events, _ties) = (x, data.Times.ToArray(), data.Events.ToArray(), ties);
        _order = [.. Enumerable.Range(0, _times.Length).OrderByDescending(i => _times[i])];
    }

    /// <summary>Evaluates it; the risk set grows from the last time to the first.</summary>
    /// <param name="beta">The coefficients.</param>
    /// <param name="weightOf">Weight of the score and the information of an event by its time; null for 1.</param>
    public Value At(Vector<double> beta, Func<double, double>? weightOf = null)
    {
        int p = beta.Count;
        Vector<double> link = _x * beta;
        var result = new Value { Score = Vector<double>.Build.Dense(p), Information = Matrix<double>.Build.Dense(p, p) };
        Moments risk = new(p);
        for (int at = 0; at < _order.Length;)
        {
            double time = _times[_order[at]];
            Moments died = new(p);
            double weight = 0;
            for (; at < _order.Length && _times[_order[at]] == time; at++)
            {
                int i = _order[at];
                Vector<double> row = _x.Row(i);
                risk.Add(row, Math.Exp(link[i]));
                if (_events[i])
                {
                    weight = weightOf?.Invoke(time) ?? 1;
                    died.Add(row, Math.Exp(link[i]));
                    result.LogLikelihood += link[i];
                    result.Score += row * weight;
                }
            }

            for (int k = 0; k < died.Count; k++)
            {
                result.Take(risk, died, _ties == CoxTies.Efron ? (double)k / died.Count : 0, weight);
            }
        }

        return result;
    }

    /// <summary>Value at some coefficients.</summary>
    public sealed class Value
    {
        public double LogLikelihood { get; set; }

        public required Vector<double> Score { get; set; }

        public required Matrix<double> Information { get; set; }

        /// <summary>Takes off one event's denominator: all at risk less a part of those who die at that time.</summary>
        public void Take(Moments risk, Moments died, double part, double weight)
        {
            double hazard = risk.Weight - (part * died.Weight);
            Vector<double> mean = (risk.First - (died.First * part)) / hazard;
            LogLikelihood -= Math.Log(hazard);
            Score -= mean * weight;
            Information += (((risk.Second - (died.Second * part)) / hazard) - mean.OuterProduct(mean)) * weight;
        }
    }

    /// <summary>Σw, Σwx and Σwxxᵀ of some patients.</summary>
    public sealed class Moments(int terms)
    {
        public int Count { get; private set; }

        public double Weight { get; private set; }

        public Vector<double> First { get; private set; } = Vector<double>.Build.Dense(terms);

        public Matrix<double> Second { get; private set; } = Matrix<double>.Build.Dense(terms, terms);

        public void Add(Vector<double> row, double weight)
        {
            Count++;
            Weight += weight;
            First += row * weight;
            Second += row.OuterProduct(row) * weight;
        }
    }
}
