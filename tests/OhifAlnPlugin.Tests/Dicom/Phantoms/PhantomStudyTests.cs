using System.Security.Cryptography;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Tests.Dicom.Phantoms;

public sealed class PhantomStudyTests
{
    // A crop keeps the studies small: the objects differ from whole ones in rows, columns and number alone.
    private static readonly PhantomOptions Cropped = new() { CropMarginMm = 6, Centres = 3 };

    public static TheoryData<AcquisitionStyle, SliceOrientation> Layouts()
    {
        var data = new TheoryData<AcquisitionStyle, SliceOrientation>();
        foreach (AcquisitionStyle style in Enum.GetValues<AcquisitionStyle>())
        {
            data.Add(style, SliceOrientation.Axial);
            data.Add(style, SliceOrientation.Sagittal);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_phases_are_found_again_from_the_headers_of_every_layout(AcquisitionStyle style, SliceOrientation plane)
    {
        PhantomPatient patient = PhantomPatient.Generate(3, Cropped with { Style = style, Plane = plane });
        DicomDataset[] objects = [.. new PhantomStudy(patient).Instances().Select(i => i.File.Dataset)];
        new Random(5).Shuffle(objects);
        DceLayout layout = DceLayout.Find(objects);
        layout.PreContrastIndex.ShouldBe(0);
        layout.Phases.Select(p => p.TimeSeconds).ShouldBe(patient.Plan.Acquisition.PhaseSeconds, 1.5);

        // The finder may turn the stack round; voxels are compared at their place in the patient.
        Dictionary<string, DicomDataset> bySop = objects.ToDictionary(o => o.GetString(DicomTag.SOPInstanceUID)!);
        for (int p = 0; p < layout.Phases.Count; p++)
        {
            DicomDataset middle = bySop[layout.Phases[p].SopInstanceUids[layout.Phases[p].SopInstanceUids.Count / 2]];
            ShouldShow(middle, patient.Series.Phases[p].Volume);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_other_identifiers()
    {
        Digest(8).ShouldBe(Digest(8));
        Study(8).StudyInstanceUid.ShouldBe(Study(8).StudyInstanceUid);
        Study(8).StudyInstanceUid.ShouldNotBe(Study(9).StudyInstanceUid);
    }

    [Fact]
    public void Identifiers_are_unique_and_every_object_says_that_it_is_synthetic()
    {
        DicomDataset[] objects = [.. Study(2).Instances().Select(i => i.File.Dataset)];
        objects.Select(o => o.GetString(DicomTag.SOPInstanceUID)).Distinct().Count().ShouldBe(objects.Length);
        foreach (DicomDataset o in objects)
        {
            o.GetString(DicomTag.PatientName)!.ShouldStartWith("PHANTOM^");
            o.GetString(DicomTag.ImageComments)!.ShouldContain("SYNTHETIC PHANTOM");
            o.GetString(DicomTag.PatientComments)!.ShouldContain("SYNTHETIC PHANTOM");
            o.GetString(DicomTag.QualityControlImage).ShouldBe("YES");
            o.GetString(DicomTag.BurnedInAnnotation).ShouldBe("NO");
        }
    }

    [Fact]
    public void A_scanner_with_its_own_subtraction_marks_it_as_derived()
    {
        PhantomPatient patient = PhantomPatient.Generate(3, Cropped with { Style = AcquisitionStyle.SeriesPerPhase });
        DicomDataset[] derived = [.. new PhantomStudy(patient).Instances().Select(i => i.File.Dataset).Where(o => o.GetString(DicomTag.ImageType) == "DERIVED")];
        derived.Length.ShouldBe(patient.Series.Geometry.SizeZ);
        derived.ShouldAllBe(o => o.GetString(DicomTag.SeriesDescription)!.EndsWith("SUB"));
    }

    [Fact]
    public void The_true_VOI_comes_back_from_its_segmentation_object_voxel_for_voxel()
    {
        PhantomStudy study = Study(4);
        using var bytes = new MemoryStream();
        PhantomTruth.Create(study).Write(bytes);
        bytes.Position = 0;
        SegmentationObject truth = SegmentationObject.Read(DicomFile.Read(bytes));
        truth.StudyInstanceUid.ShouldBe(study.StudyInstanceUid);
        truth.ToMask(1, study.Patient.Series.Geometry).Voxels.ShouldBe(study.Patient.Truth.Voxels);
    }

    [ToolTheory("dciodvfy")]
    [MemberData(nameof(Layouts))]
    public void The_validator_finds_no_error(AcquisitionStyle style, SliceOrientation plane)
    {
        var study = new PhantomStudy(PhantomPatient.Generate(3, Cropped with { Style = style, Plane = plane }));
        ShouldBeValid(study.Instances().First().File);
        ShouldBeValid(study.Instances().Last().File);
        ShouldBeValid(PhantomTruth.Create(study));
    }

    [Fact]
    public void A_folder_holds_studies_truth_and_table()
    {
        string folder = Directory.CreateTempSubdirectory("phantoms-").FullName;
        try
        {
            int files = PhantomFolder.Write(folder, PatientPlan.Cohort(5, 2, Cropped), Cropped);
            Directory.GetFiles(folder, "*.dcm", SearchOption.AllDirectories).Length.ShouldBe(files);
            Directory.GetFiles(Path.Combine(folder, PhantomFolder.Truth)).Select(Path.GetFileName).Order().ShouldBe(["PHANTOM-0001.dcm", "PHANTOM-0002.dcm"]);
            File.ReadAllLines(Path.Combine(folder, PhantomFolder.TableName)).Length.ShouldBe(3);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void ShouldBeValid(DicomFile file)
    {
        using var bytes = new MemoryStream();
        file.Write(bytes);
        ExternalTool.WithFile(bytes.ToArray(), path =>
        {
            string report = ExternalTool.Run("dciodvfy", path).Output;
            report.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty(report);
        });
    }

    private static PhantomStudy Study(ulong seed) => new(PhantomPatient.Generate(seed, Cropped));

    private static string Digest(ulong seed)
    {
        using var bytes = new MemoryStream();
        foreach (PhantomInstance instance in Study(seed).Instances())
        {
            instance.File.Write(bytes);
        }

        return Convert.ToHexString(SHA256.HashData(bytes.ToArray()));
    }

    private static void ShouldShow(DicomDataset image, Volume volume)
    {
        double[] at = image.GetDoubles(DicomTag.ImagePositionPatient);
        Vector3 index = volume.Geometry.ToIndex(new(at[0], at[1], at[2]));
        int k = (int)Math.Round(index.Z), length = volume.Geometry.SliceLength;
        index.X.ShouldBe(0, 1e-3);
        index.Y.ShouldBe(0, 1e-3);
        DicomPixelData.Find(image, DicomTransferSyntax.ExplicitVRLittleEndian)!.ToFloats(0).ShouldBe(volume.Voxels[(k * length)..((k + 1) * length)]);
    }
}
