using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Series;

/// <summary>Reads slices one after the other; an instance with several frames is opened once for neighbouring slices.</summary>
/// <param name="open">Opens an instance by its SOP Instance UID.</param>
/// <param name="grid">The grid that every slice must fit.</param>
/// <param name="codec">Decodes the JPEG families; null where there is none.</param>
internal sealed class SliceReader(Func<string, DicomFile> open, VolumeGeometry grid, IFrameCodec? codec)
{
    private string? _uid;
    private VoxelType? _storedAs;
    private DicomPixelData? _pixels;

    /// <summary>Type that holds the real values of all slices read so far; single precision before the first.</summary>
    public VoxelType StoredAs => _storedAs ?? VoxelType.Float32;

    /// <summary>Reads the real values of one slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="target">Receives rows × columns values, column fastest.</param>
    /// <param name="cancellation">Stops a codec's work.</param>
    /// <exception cref="DceException">The slice cannot be read or has another size.</exception>
    public void Read(DceSlice slice, Span<float> target, CancellationToken cancellation)
    {
        try
        {
            DicomPixelData pixels = PixelsOf(slice.SopInstanceUid);
            if ((pixels.Columns, pixels.Rows) != (grid.SizeX, grid.SizeY))
            {
                throw new DceException(DceProblems.BadPixelData,
                    $"Instance {slice.SopInstanceUid} holds {pixels.Columns}×{pixels.Rows} pixels where its header announced {grid.SizeX}×{grid.SizeY}.");
            }

            pixels.CopyTo(slice.FrameNumber - 1, target, cancellation);
            _storedAs = Common(_storedAs, pixels.RealValueType(slice.FrameNumber - 1));
        }
        catch (DicomFormatException e)
        {
            bool compressed = _pixels is { IsDecodable: false };
            throw new DceException(compressed ? DceProblems.TransferSyntaxNotDecoded : DceProblems.BadPixelData, $"Instance {slice.SopInstanceUid}, frame {slice.FrameNumber}: {e.Message}");
        }
    }

    private static VoxelType Common(VoxelType? before, VoxelType next) =>
        before is not { } type || type == next ? next : IsWhole(type) && IsWhole(next) ? VoxelType.Int32 : VoxelType.Float64;

    private static bool IsWhole(VoxelType type) => type is not (VoxelType.Float32 or VoxelType.Float64);

    private DicomPixelData PixelsOf(string uid)
    {
        if (_pixels is null || _uid != uid)
        {
            _pixels = null;
            _pixels = DicomPixelData.Find(open(uid), codec) ?? throw new DceException(DceProblems.BadPixelData, $"Instance {uid} holds no pixel data.");
            _uid = uid;
        }

        return _pixels;
    }
}
