using System.Text;
using OhifAlnPlugin.Imaging.Pictures;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

/// <summary>The binary formats PGM and PPM, which every picture tool reads and writes.</summary>
internal static class Pnm
{
    public static void Write(string path, Picture picture) => File.WriteAllBytes(
        path, [.. Encoding.ASCII.GetBytes($"P{(picture.Channels == Picture.Grey ? 5 : 6)}\n{picture.Width} {picture.Height}\n255\n"), .. picture.Samples]);

    public static Picture Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var fields = new List<string>();
        int at = 0;
        while (fields.Count < 4)
        {
            int end = Array.FindIndex(bytes, at, value => char.IsWhiteSpace((char)value));
            string field = Encoding.ASCII.GetString(bytes[at..end]);
            at = field.StartsWith('#') ? Array.IndexOf(bytes, (byte)'\n', at) + 1 : end + 1;
            if (field.Length > 0 && !field.StartsWith('#'))
            {
                fields.Add(field);
            }
        }

        fields[3].ShouldBe("255");
        return new Picture(int.Parse(fields[1]), int.Parse(fields[2]), fields[0] == "P5" ? Picture.Grey : Picture.Colour, bytes[at..]);
    }
}
