namespace OhifAlnPlugin.Radscore.Training;

/// <summary>Says how the centres were aligned.</summary>
internal static class HarmonisationSentences
{
    public static IReadOnlyList<string> Of(TrainingDesign design, TrainingCohort cohort)
    {
        if (design.Harmonisation is not { } step)
        {
            return ["Features are not aligned between centres."];
        }

        string priors = !step.EmpiricalBayes ? "without shrinkage" : step.Parametric ? "with parametric empirical Bayes" : "with non-parametric empirical Bayes";
        string training = design.TrainingCentres.Count == 1
            ? $"The single training centre '{design.TrainingCentres[0]}' is the reference and stays as it is."
            : $"The {design.TrainingCentres.Count} training centres are the batches of ComBat {priors}, {(step.ReferenceCentre is { } reference ? $"'{reference}' being the reference" : "aligned to their common mean")}.";
        List<string> sentences = [training, "The outcome is not a covariate of ComBat, and no other variable is."];
        if (design.ValidationCentres.Any(c => cohort.PatientsOf([c]).Length >= step.MinimumCases))
        {
            sentences.Add("Each validation centre is aligned to the training centres from the features of its own patients, without their outcomes (transductive): a centre must bring such patients before the model can be used there. The result without alignment is given beside it.");
        }

        return sentences;
    }
}
