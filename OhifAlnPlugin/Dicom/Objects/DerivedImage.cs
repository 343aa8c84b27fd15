using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>One image of a derived series.</summary>
/// <param name="InstanceNumber">Instance Number, from 1.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="RowMm">Distance of neighbouring rows, mm.</param>
/// <param name="ColumnMm">Distance of neighbouring columns, mm.</param>
/// <param name="ThicknessMm">Slice Thickness, mm.</param>
/// <param name="OriginMm">Centre of the first pixel, LPS mm.</param>
/// <param name="Right">Direction of growing columns.</param>
/// <param name="Down">Direction of growing rows.</param>
/// <param name="Comment">What it shows, for who looks at it.</param>
/// <param name="Sources">The images that it was made from one by one; empty where it was made from whole series.</param>
public sealed record DerivedImage(
    int InstanceNumber, int Rows, int Columns, double RowMm, double ColumnMm, double ThicknessMm, Vector3 OriginMm, Vector3 Right, Vector3 Down,
    string Comment, IReadOnlyList<SegmentationSource> Sources);
