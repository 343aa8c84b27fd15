using OhifAlnPlugin.Dicom.Series;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Which slice of which phase each frame of an uploaded labelmap belongs to: by SOP Instance UID, never by order.</summary>
/// <param name="PhaseIndex">The phase that was drawn on.</param>
/// <param name="Slices">Slice of each frame, in the order of the frames; each slice at most once.</param>
internal sealed record FramePlacement(int PhaseIndex, IReadOnlyList<int> Slices)
{
    /// <summary>Finds the phase and the slices of images.</summary>
    /// <param name="phases">Phases of the study.</param>
    /// <param name="sopInstanceUids">The image behind each frame, at least one.</param>
    /// <param name="frameNumbers">The frame of each image, from 1; null where every image is a slice of its own, or where a multi-frame image is named once per frame in the order of the slices.</param>
    /// <returns>The placement; null when the first image belongs to no phase.</returns>
    /// <exception cref="Http.ProblemException">The images belong to several phases, one occurs too often, or a multi-frame image does not say which frame is meant.</exception>
    public static FramePlacement? Find(IReadOnlyList<DcePhase> phases, IReadOnlyList<string> sopInstanceUids, IReadOnlyList<int>? frameNumbers = null)
    {
        // All phases of one multi-frame image share its UID: without frame numbers the slices of the first are as good as any, the grid is the same.
        DceSlice KeyOf(string uid, int frame) => new(uid, frameNumbers is null ? 0 : frame);
        DceSlice[] wanted = [.. sopInstanceUids.Select((uid, f) => KeyOf(uid, frameNumbers?[f] ?? 0))];
        int index = phases.Select((phase, p) => (phase, p)).Where(c => c.phase.Slices.Any(s => KeyOf(s.SopInstanceUid, s.FrameNumber) == wanted[0])).Select(c => c.p).FirstOrDefault(-1);
        if (index < 0)
        {
            return null;
        }

        if (frameNumbers is null && phases[index].FrameNumbers is not null && wanted.Length != phases[index].Slices.Count)
        {
            throw SegmentationProblems.NoFrameNumber(sopInstanceUids[0]);
        }

        var slicesOf = phases[index].Slices.Select((slice, k) => (Key: KeyOf(slice.SopInstanceUid, slice.FrameNumber), k)).GroupBy(s => s.Key, s => s.k).ToDictionary(g => g.Key, g => new Queue<int>(g));
        int[] slices = new int[wanted.Length];
        for (int f = 0; f < slices.Length; f++)
        {
            if (!slicesOf.TryGetValue(wanted[f], out var free))
            {
                throw SegmentationProblems.MixedPhases(sopInstanceUids[f], index);
            }

            slices[f] = free.TryDequeue(out int slice) ? slice : throw SegmentationProblems.RepeatedImage(sopInstanceUids[f]);
        }

        return new FramePlacement(index, slices);
    }

    /// <summary>Puts the frames where their slices are; slices without a frame stay background.</summary>
    /// <param name="labels">Labels in the order of the frames.</param>
    /// <param name="sliceLength">Voxels of a slice.</param>
    /// <param name="sliceCount">Slices of the grid.</param>
    /// <returns>Labels of the whole grid, in the order of the slices.</returns>
    public byte[] Arrange(byte[] labels, int sliceLength, int sliceCount)
    {
        byte[] arranged = new byte[sliceCount * sliceLength];
        for (int f = 0; f < Slices.Count; f++)
        {
            labels.AsSpan(f * sliceLength, sliceLength).CopyTo(arranged.AsSpan(Slices[f] * sliceLength));
        }

        return arranged;
    }

    /// <summary>Takes the frames out of the whole grid again, in their own order: the inverse of <see cref="Arrange"/>.</summary>
    /// <param name="labels">Labels of the whole grid.</param>
    /// <param name="sliceLength">Voxels of a slice.</param>
    public byte[] Frames(byte[] labels, int sliceLength)
    {
        byte[] frames = new byte[Slices.Count * sliceLength];
        for (int f = 0; f < Slices.Count; f++)
        {
            labels.AsSpan(Slices[f] * sliceLength, sliceLength).CopyTo(frames.AsSpan(f * sliceLength));
        }

        return frames;
    }
}
