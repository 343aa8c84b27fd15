using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Tests.Radscore;

namespace OhifAlnPlugin.Tests.Segmentation;

public sealed class RadscoreInOnnxRuntimeTests
{
    [OnnxRuntimeFact]
    public void The_interchange_copy_gives_the_radscore_of_the_managed_forward_pass()
    {
        RadscoreModel model = SmallModels.Create(8, 3);
        using OnnxSession session = OnnxRuntimeFactAttribute.Library.Open(OnnxBytes.Registered(OnnxExport.Write(model, SmallModels.Card)));
        for (int seed = 0; seed < 20; seed++)
        {
            FeatureVector patient = SmallModels.Patient(8, seed);
            session.Run(new OnnxTensor<double>(patient.Values.ToArray(), [1, 8])).Values.ShouldHaveSingleItem().ShouldBe(model.Score(patient), 1e-6);
        }
    }
}
