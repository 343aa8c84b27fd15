using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;

namespace OhifAlnPlugin.Tests.Radiomics;

public sealed class PeritumoralShellTests
{
    [Fact]
    public void Shell_of_one_voxel_is_a_ball_without_its_centre()
    {
        var tumour = new Mask(VolumeGeometry.AxisAligned(9, 9, 9, new(1, 1, 1)));
        tumour.Voxels[tumour.Geometry.Offset(4, 4, 4)] = 1;
        PeritumoralShell.Of(tumour, 1).Count().ShouldBe(6);
        PeritumoralShell.Of(tumour, 2).Count().ShouldBe(32);
    }

    [Fact]
    public void Distance_is_measured_in_millimetres()
    {
        var tumour = new Mask(VolumeGeometry.AxisAligned(9, 9, 9, new(1, 1, 3)));
        tumour.Voxels[tumour.Geometry.Offset(4, 4, 4)] = 1;
        PeritumoralShell.Of(tumour, 2.5).BoundingBox().ShouldBe(new IndexBox(2, 2, 4, 6, 6, 4));
    }

    [Fact]
    public void Shell_stays_inside_image_and_body()
    {
        var tumour = new Mask(VolumeGeometry.AxisAligned(5, 5, 5, new(1, 1, 1)));
        tumour.Voxels[0] = 1;
        var body = new Mask(tumour.Geometry);
        body.Voxels[1] = 1;
        PeritumoralShell.Of(tumour, 3, body).Voxels.ShouldBe(body.Voxels);
    }

    [Fact]
    public void Shell_of_nothing_is_empty() =>
        PeritumoralShell.Of(new Mask(VolumeGeometry.AxisAligned(5, 5, 5, new(1, 1, 1)))).Count().ShouldBe(0);

    [ReferenceFact]
    public void Shell_of_15_mm_is_the_reference_shell()
    {
        LabelMap labels = Phantom.Labels(Phantom.PathOf("phantoms", "p10_breast96_peri15_labels.nrrd"));
        PeritumoralShell.Of(labels.Select(1)).Voxels.ShouldBe(labels.Select(2).Voxels);
    }
}
