namespace OhifAlnPlugin.Radiomics.Features.Shape;

/// <summary>
/// Surface of a binary mask by marching cubes with vertices at the middle of the edges that join inside and outside.
/// A cube's contribution depends on which of its corners are inside alone, so cubes are counted per case and each case's
/// area and volume is computed once.
/// </summary>
/// <remarks>
/// Lorensen and Cline 1987 with the triangles commonly used since P. Bourke 1994. Corner c of a cube lies at
/// x = 0 1 1 0 0 1 1 0, y = 0 0 1 1 0 0 1 1, z = 0 0 0 0 1 1 1 1; edges 0 … B join corners 01 12 23 30 45 56 67 74 04 15 26 37.
/// Cases above 127 are their complements with the triangles turned over, as in PyRadiomics.
/// </remarks>
internal static class MarchingCubes
{
    /// <summary>Edges of the triangles of cases 0 … 127, three hexadecimal digits a triangle.</summary>
    private static readonly string[] Triangles =
    [
        "", "083", "019", "183981", "12A", "08312A", "92A029", "2832A8A98",
        "3B2", "0B28B0", "19023B", "1B219B98B", "3A1BA3", "0A108A8BA", "3903B9BA9", "98AA8B",
        "478", "430734", "019847", "419471731", "12A847", "34730412A", "92A902847", "2A9297273794",
        "8473B2", "B47B24204", "90184723B", "47B94B9B2921", "3A13BA784", "1BA14B1047B4", "47890B9BAB03", "47B4B99BA",
        "954", "954083", "054150", "854835315", "12A954", "30812A495", "52A542402", "2A5325354348",
        "95423B", "0B208B495", "05401523B", "21525828B485", "A3BA13954", "4950818A18BA", "54050B5BAB03", "54858AA8B",
        "978579", "930953573", "078017157", "153357", "978957A12", "A12950530573", "802825857A52", "2A5253357",
        "7957893B2", "95797292027B", "23B018178157", "B21B17715", "958857A13A3B", "5705097B010ABA0", "BA0B03A50807570", "BA57B5",
        "A65", "0835A6", "9015A6", "1831985A6", "165261", "165126308", "965906026", "598582526328",
        "23BA65", "B08B20A65", "01923B5A6", "5A61929B298B", "63B653513", "08B0B50515B6", "3B6036065059", "65969BB98",
        "5A6478", "43047365A", "1905A6847", "A65197173794", "612651478", "125526304347", "847905065026", "739794329596269",
        "3B2784A65", "5A647242027B", "01947823B5A6", "9219B294B7B45A6", "8473B53515B6", "51B5B610B7B404B", "059065036B63847", "65969B4797B9",
        "A4964A", "4A649A083", "A01A60640", "83181686461A", "149124264", "308129249264", "024426", "832824426",
        "A49A64B23", "08228B49A4A6", "3B201606461A", "64161A48121B8B1", "964936913B63", "8B1810B61914641", "3B6360064", "648B68",
        "7A678A89A", "0730A709A67A", "A671A7178180", "A67A71173", "126168189867", "269291679093739", "780706602", "732672",
        "23BA68A89867", "20727B09767A9A7", "1801781A767A23B", "B21B17A61671", "896867916B63136", "091B67", "7807063B0B60", "7B6",
    ];

    private static readonly (int X, int Y, int Z)[] Corners =
        [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)];

    private static readonly (int A, int B)[] Edges =
        [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)];

    /// <summary>Area and enclosed volume.</summary>
    /// <param name="mask">Mask with an empty rim.</param>
    /// <returns>Area, mm², and volume, mm³, ≥ 0.</returns>
    public static (double Area, double Volume) Measure(BinaryGrid mask)
    {
        var cases = new CubeCase[128];
        for (int n = 0; n < cases.Length; n++)
        {
            cases[n] = CubeCase.Of(Triangles[n], mask);
        }

        long[] counts = new long[128];
        double volume = 0;
        for (int k = 0; k < mask.SizeZ - 1; k++)
        {
            for (int j = 0; j < mask.SizeY - 1; j++)
            {
                int row = (j * mask.StrideY) + (k * mask.StrideZ);
                volume += MeasureRow(mask, row, j, k, cases, counts);
            }
        }

        double area = 0;
        for (int n = 0; n < cases.Length; n++)
        {
            area += counts[n] * cases[n].Area;
        }

        return (area, Math.Abs(volume));
    }

    private static double MeasureRow(BinaryGrid mask, int row, int j, int k, CubeCase[] cases, long[] counts)
    {
        double volume = 0, y = j * mask.SpacingY, z = k * mask.SpacingZ;
        int a = row, b = row + mask.StrideY, c = row + mask.StrideZ, d = c + mask.StrideY;
        ReadOnlySpan<byte> v = mask.Voxels;
        int left = v[a] | (v[b] << 3) | (v[c] << 4) | (v[d] << 7);
        for (int i = 1; i < mask.SizeX; i++)
        {
            int ahead = v[a + i] | (v[b + i] << 1) | (v[c + i] << 4) | (v[d + i] << 5);
            int cube = left | (ahead << 1);
            left = (ahead & 1) | ((ahead & 2) << 2) | (ahead & 16) | ((ahead & 32) << 2);
            if (cube is 0 or 255)
            {
                continue;
            }

            bool complement = cube > 127;
            int index = complement ? 255 - cube : cube;
            counts[index]++;
            double signed = cases[index].VolumeAt((i - 1) * mask.SpacingX, y, z);
            volume += complement ? -signed : signed;
        }

        return volume;
    }

    /// <summary>What one case adds: its area, and its signed volume against the origin as a linear function of its place.</summary>
    private readonly record struct CubeCase(double Area, double NormalX, double NormalY, double NormalZ, double Own)
    {
        public double VolumeAt(double x, double y, double z) => (x * NormalX) + (y * NormalY) + (z * NormalZ) + Own;

        public static CubeCase Of(string triangles, BinaryGrid mask)
        {
            double area = 0, own = 0;
            var normal = default(Imaging.Vector3);
            for (int t = 0; t < triangles.Length; t += 3)
            {
                Imaging.Vector3 a = Vertex(triangles[t], mask), b = Vertex(triangles[t + 1], mask), c = Vertex(triangles[t + 2], mask);
                area += 0.5 * Imaging.Vector3.Cross(a - c, b - c).Length;
                own += Imaging.Vector3.Dot(a, Imaging.Vector3.Cross(b, c)) / 6;
                normal += (1.0 / 6) * (Imaging.Vector3.Cross(a, b) + Imaging.Vector3.Cross(b, c) + Imaging.Vector3.Cross(c, a));
            }

            return new(area, normal.X, normal.Y, normal.Z, own);
        }

        private static Imaging.Vector3 Vertex(char edge, BinaryGrid mask)
        {
            (int first, int second) = Edges[edge <= '9' ? edge - '0' : edge - 'A' + 10];
            var (a, b) = (Corners[first], Corners[second]);
            return new(0.5 * (a.X + b.X) * mask.SpacingX, 0.5 * (a.Y + b.Y) * mask.SpacingY, 0.5 * (a.Z + b.Z) * mask.SpacingZ);
        }
    }
}
