using OhifAlnPlugin.Statistics;

namespace OhifAlnPlugin.Radscore.Training;

/// <summary>The weight of a feature that is left alone: the slope of a logistic regression, since an elastic net needs two features.</summary>
internal static class SingleFeature
{
    public static (IReadOnlyList<double> Weights, PenaltyChoice Penalty) Weigh(string name, double[] z, bool[] outcomes)
    {
        Predictor predictor = Predictor.Numeric(name, z);
        LogisticModel model = LogisticRegression.Fit([predictor], outcomes);
        double slope = model.IsSeparated ? FirthRegression.Fit([predictor], outcomes, intervals: false).Terms[1].Coefficient : model.Coefficients[1];
        return ([slope], new PenaltyChoice(0, false, ElasticNetMeasure.Auc, double.NaN));
    }
}
