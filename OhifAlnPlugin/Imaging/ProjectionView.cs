namespace OhifAlnPlugin.Imaging;

/// <summary>A projection of a volume onto a plane, with the plane's place in the patient.</summary>
/// <param name="Pixels">Largest values along the rays, row after row.</param>
/// <param name="Columns">Pixels of a row.</param>
/// <param name="Rows">Rows.</param>
/// <param name="ColumnMm">Distance of neighbouring columns, mm.</param>
/// <param name="RowMm">Distance of neighbouring rows, mm.</param>
/// <param name="OriginMm">Centre of the first pixel, LPS mm: on a plane in front of the volume, seen by who looks at it.</param>
/// <param name="Right">Direction of growing columns, unit length.</param>
/// <param name="Down">Direction of growing rows, unit length.</param>
public sealed record ProjectionView(
    float[] Pixels, int Columns, int Rows, double ColumnMm, double RowMm, Vector3 OriginMm, Vector3 Right, Vector3 Down);
