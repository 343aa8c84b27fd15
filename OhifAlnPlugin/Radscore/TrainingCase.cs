namespace OhifAlnPlugin.Radscore;

/// <summary>A training case as the model keeps it: nothing that names the patient.</summary>
/// <param name="Index">Number of the case in the training cohort, from 1.</param>
/// <param name="Centre">Its centre.</param>
/// <param name="HighBurden">Whether its burden was high.</param>
/// <param name="Radscore">Its radscore, in (0, 1).</param>
/// <param name="Features">Its features after harmonisation and before scaling, in the model's order.</param>
public sealed record TrainingCase(int Index, string Centre, bool HighBurden, double Radscore, IReadOnlyList<double> Features);

/// <summary>A training case beside the case that was scored.</summary>
/// <param name="Case">The training case.</param>
/// <param name="Distance">Root of the mean squared difference of the scaled features: in training standard deviations per feature.</param>
public sealed record NearestCase(TrainingCase Case, double Distance);
