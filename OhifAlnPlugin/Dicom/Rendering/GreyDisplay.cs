namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>From stored values to brightness: modality LUT, values of interest, and whether low values are bright (PS3.4 Annex N.2).</summary>
internal sealed class GreyDisplay
{
    private readonly Rescale _rescale;
    private readonly LookupTable? _modality;
    private readonly PixelPadding _padding;
    private readonly bool _isInverse;
    private readonly bool _showsStoredRange;
    private readonly DicomPixelData _pixels;
    private readonly VoiTransform? _voi;

    /// <summary>Reads what an image says of one frame.</summary>
    /// <param name="image">The image.</param>
    /// <param name="pixels">How its samples are stored.</param>
    /// <param name="frame">Frame, 0-based.</param>
    /// <param name="window">Takes the place of the image's own windows and tables.</param>
    /// <exception cref="DicomFormatException">A table or a number is broken.</exception>
    public GreyDisplay(DicomDataset image, DicomPixelData pixels, int frame, DisplayWindow? window)
    {
        _pixels = pixels;
        _modality = image.GetSequence(DicomTag.ModalityLUTSequence) is [var item, ..]
            ? LookupTable.Read(item, DicomTag.LUTDescriptor, DicomTag.LUTData, pixels.IsSigned)
            : null;
        _rescale = _modality is null ? Rescale.Of(image, frame) : Rescale.Identity;
        _padding = PixelPadding.Of(image, pixels.IsSigned);
        _isInverse = image.GetString(DicomTag.PhotometricInterpretation) == "MONOCHROME1" || image.GetString(DicomTag.PresentationLUTShape) == "INVERSE";
        bool isSignedAfter = _modality is null && (pixels.IsSigned || _rescale.Intercept < 0);
        _voi = window is { } given ? new VoiTransform.Windowed(given) : VoiTransform.Of(image, frame, isSignedAfter);
        _showsStoredRange = _modality is null && _rescale == Rescale.Identity && !pixels.IsFloat && pixels.BitsStored <= 8;
    }

    /// <summary>Whether the brightness depends on the lowest and highest value of the frame.</summary>
    public bool NeedsRange => _voi is null && !_showsStoredRange;

    public bool IsPadding(double stored) => _padding.Contains(stored);

    /// <summary>Output of the modality LUT.</summary>
    public double Modality(double stored) => _modality is { } table ? table[stored] : (stored * _rescale.Slope) + _rescale.Intercept;

    /// <summary>What is shown: the window or table, the whole range of up to 8 stored bits, or the frame's own range.</summary>
    /// <param name="low">Lowest output of the modality LUT in the frame, where <see cref="NeedsRange"/>.</param>
    /// <param name="high">Highest.</param>
    public VoiTransform Voi(double low, double high)
    {
        int offset = _pixels.IsSigned ? 1 << (_pixels.BitsStored - 1) : 0;
        return _voi ?? (_showsStoredRange ? new VoiTransform.Range(-offset, (1 << _pixels.BitsStored) - 1 - offset) : new VoiTransform.Range(low, high));
    }

    /// <summary>Brightness of a stored value, 0 black to 255 white; padding is black, what is no number too.</summary>
    public byte Brightness(double stored, VoiTransform voi)
    {
        if (_padding.Contains(stored) || double.IsNaN(stored))
        {
            return 0;
        }

        double level = voi.Level(Modality(stored));
        return (byte)(((_isInverse ? 1 - level : level) * byte.MaxValue) + 0.5);
    }
}
