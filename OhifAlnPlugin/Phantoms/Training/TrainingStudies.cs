using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Segmentation.Training;

namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>
/// Studies to train a segmentation network on, rendered directly as it sees them: groups of three slices at the network's pixel size,
/// before contrast and at the peak, with the lesions of the middle slice.
/// </summary>
/// <remarks>
/// Everything is drawn from wide ranges and independently (domain randomisation, Billot 2023, Med. Image Anal. 86:102789): bodies, signals, fat
/// suppression and its failure, textures of random spectra, parenchymal uptake, vessels, nodes, nipples, cysts, foci, lesions, coil, blur, motion, ghosts and noise.
/// </remarks>
public static class TrainingStudies
{
    private const int Width = 224, Height = 152, Groups = 5, SurveySlices = 14, SurveyStep = 3;

    /// <summary>Renders a study.</summary>
    /// <param name="style">Its ranges.</param>
    /// <param name="seed">Seed of all studies.</param>
    /// <param name="number">Number of the study; the same seed and number give the same study.</param>
    /// <returns>The study; a tenth to a half of its groups hold no lesion.</returns>
    public static TrainingStudy Render(TrainingStyle style, ulong seed, int number)
    {
        var random = new SeededRandom(SeededRandom.SplitMix(seed, (ulong)number)).Fork(style.ToString());
        TrainingScene scene = TrainingScene.Draw(TrainingRanges.Of(style), random);
        var imaging = new TrainingImaging(random.Fork("imaging"));
        SeededRandom view = random.Fork("view");
        bool sagittal = view.Chance(0.18);
        double front = scene.Body.BreastDepth + view.Uniform(4, 45), half = TrainingStudy.PixelMm * (Width - 1) / 2, shift = view.Uniform(-15, 15);
        int side = scene.Lesions is [var first, ..] ? (first.Centre.X < 0 ? -1 : 1) : view.Chance(0.5) ? 1 : -1;
        TrainingScale scale = TrainingScale.Of(Survey(scene, imaging, At, sagittal, side));
        var study = new TrainingStudy($"{style}-{seed}-{number}", Width, Height, Groups, scale.SubtractionScale);
        for (int group = 0; group < Groups; group++)
        {
            double place = Place(scene, sagittal, side, group, view);
            for (int level = 0; level < TrainingStudy.Levels; level++)
            {
                SceneSlice slice = scene.Paint(At(place + ((level - 1) * TrainingStudy.NeighbourMm), TrainingStudy.PixelMm, Width, Height));
                (float[] pre, float[] peak) = imaging.Phases(slice, scene.Signals);
                float[] lesion = imaging.Degrade(slice, pre, peak, (group * TrainingStudy.Levels) + level);
                study.Fill(group, level, pre, peak, lesion, scale);
            }
        }

        return study;

        VolumeGeometry At(double place, double pixel, int width, int height) => sagittal
            ? new(width, height, 1, new(pixel, pixel, TrainingStudy.NeighbourMm), new(place, -front, half + shift - (TrainingStudy.PixelMm * (Width - Height) / 2)), new(0, 1, 0), new(0, 0, -1), new(-1, 0, 0))
            : new(width, height, 1, new(pixel, pixel, TrainingStudy.NeighbourMm), new(shift - half, -front, place), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
    }

    /// <summary>Where a group lies: the first ones through the lesions, each within its radius; the others anywhere.</summary>
    private static double Place(TrainingScene scene, bool sagittal, int side, int group, SeededRandom random)
    {
        if (scene.Lesions.Count > 0 && group < 3)
        {
            TrainingLesion lesion = scene.Lesions[group % scene.Lesions.Count];
            return (sagittal ? lesion.Centre.X : lesion.Centre.Z) + (random.Uniform(-0.95, 0.95) * lesion.RadiusMm);
        }

        return sagittal ? side * random.Uniform(15, 150) : random.Uniform(-78, 88);
    }

    /// <summary>Pixels of coarse slices through the whole field of view, from which the study is scaled as a whole volume would be.</summary>
    private static IEnumerable<(float Pre, float Peak)> Survey(
        TrainingScene scene, TrainingImaging imaging, Func<double, double, int, int, VolumeGeometry> at, bool sagittal, int side)
    {
        for (int n = 0; n < SurveySlices; n++)
        {
            double part = (n + 0.5) / SurveySlices;
            double place = sagittal ? side * (15 + (135 * part)) : -80 + (170 * part);
            SceneSlice slice = scene.Paint(at(place, TrainingStudy.PixelMm * SurveyStep, Width / SurveyStep, Height / SurveyStep));
            (float[] pre, float[] peak) = imaging.Phases(slice, scene.Signals);
            for (int i = 0; i < pre.Length; i++)
            {
                yield return (pre[i], peak[i]);
            }
        }
    }
}
