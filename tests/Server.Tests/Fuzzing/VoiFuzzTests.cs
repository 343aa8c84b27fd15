using System.Diagnostics;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using Xunit.Abstractions;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Broken SEG, RT structure set, NRRD and NIfTI files: each is read onto an image or refused with a sentence, in bounded memory.</summary>
public sealed class VoiFuzzTests(ITestOutputHelper output)
{
    private const long MostBytes = 512L << 20;
    private static readonly VolumeGeometry Grid = VolumeGeometry.AxisAligned(24, 20, 9, new(0.8, 0.8, 2), new(-9, 4, 30));

    [Fact]
    public void Broken_dicom_objects_are_placed_or_refused() => Run("SEG and RT structure sets", VoiSeeds.Dicom(Grid), (file, random) => random.Next(3) == 0 ? ByteMutator.Mutate(file, random) : VoiSeeds.BreakDicom(file, random), file =>
    {
        PlacedVois vois = PlacedVois.Read(DicomFile.Read(new MemoryStream(file)), ImagePlace.Of(Grid));
        foreach (SegmentProperties voi in vois.Segments.Take(8))
        {
            vois.ToMask(voi.Number, out _).Geometry.ShouldBe(Grid);
        }
    });

    [Fact]
    public void Broken_masks_are_placed_or_refused() => Run("NRRD and NIfTI", VoiSeeds.Masks(Grid), (file, random) => random.Next(2) == 0 ? ByteMutator.Mutate(file, random) : VoiSeeds.BreakHeader(file, random), file =>
    {
        LabelMap labels = file.AsSpan().StartsWith("NRRD"u8) ? NrrdFile.ReadLabelMap(new MemoryStream(file)) : NiftiFile.ReadLabelMap(new MemoryStream(file));
        NearestVoxel.Place(labels, Grid).Geometry.ShouldBe(Grid);
    });

    private void Run(string name, IReadOnlyList<byte[]> seeds, Func<byte[], Random, byte[]> spoil, Action<byte[]> use)
    {
        var report = new FuzzReport(name);
        foreach (int number in FuzzOptions.Numbers(share: 0.1))
        {
            Random random = FuzzOptions.RandomOf(number);
            byte[] sound = seeds[random.Next(seeds.Count)], file = random.Next(20) == 0 ? sound : spoil(sound, random);
            report.Input();
            var clock = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();
            string outcome = "read";
            try
            {
                use(file);
            }
            catch (Exception refusal) when (refusal is DicomFormatException or VolumeFileException)
            {
                outcome = "refused";
                if (refusal.Message.Length == 0)
                {
                    report.Finding(number, "refused without a sentence");
                }
            }
            catch (Exception wrong)
            {
                outcome = wrong.GetType().Name;
                report.Finding(number, wrong.ToString());
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MostBytes)
            {
                report.Finding(number, $"{allocated >> 20} MiB for {file.Length} bytes");
            }

            report.Outcome(outcome, clock.Elapsed, number);
        }

        report.Conclude(output.WriteLine);
    }
}
