using System.Text;

namespace OhifAlnPlugin.Server.Tests.Fuzzing;

/// <summary>Breaks multipart bodies: boundaries, heads of parts, line ends, types, missing and surplus parts, cuts.</summary>
internal static class MultipartMutator
{
    private static readonly string[] Boundaries = ["b", "--", "a b", "\"", "b--", new string('x', 70), new string('x', 71), "=", "b\r\n", "%", ""];

    private static readonly string[] Heads =
    [
        "Content-Type: application/dicom", "content-type:application/dicom;transfer-syntax=*", "Content-Type: text/plain", "Content-Type: application/dicom+json", "Content-Type", ": :", "",
        "Content-Type: application/dicom\r\nContent-Length: 5", "Content-Type: application/dicom\r\nContent-Length: 99999999999", "Content-Transfer-Encoding: base64", "X: " + new string('y', 20_000),
        "Content-Location: ../../../etc/passwd", "Content-Type: multipart/related; boundary=b", "Content-Encoding: gzip", "\0\u0001\u0002",
    ];

    /// <summary>One body with the type that announces it.</summary>
    public static (byte[] Body, string ContentType) Input(int number, string study)
    {
        Random random = FuzzOptions.RandomOf(number);
        string boundary = random.Next(2) == 0 ? "b" : Pick(random, Boundaries);
        using var body = new MemoryStream();
        for (int part = random.Next(4); part > 0; part--)
        {
            string line = random.Next(8) == 0 ? "\n" : "\r\n", head = random.Next(2) == 0 ? Heads[0] : Pick(random, Heads);
            Write(body, $"{(random.Next(12) == 0 ? "" : "--")}{(random.Next(12) == 0 ? "c" : boundary)}{line}{head}{line}{line}");
            body.Write(DicomMutator.Input((number * 4) + part, study));
            Write(body, random.Next(12) == 0 ? "" : line);
        }

        Write(body, random.Next(4) == 0 ? Pick(random, ["", "--", $"--{boundary}", $"--{boundary}-", $"--{boundary}--{boundary}--\r\nmore"]) : $"--{boundary}--\r\n");
        byte[] bytes = body.ToArray();
        string type = random.Next(3) == 0
            ? Pick(random, ["multipart/related", "multipart/related; boundary", "multipart/related; type=application/dicom;;; boundary=b", "multipart/mixed; boundary=b", "application/dicom", "application/json", ";", "multipart/related; type=\"application/dicom+json\"; boundary=b", "multipart/related; boundary=\"b"])
            : $"multipart/related; type=\"application/dicom\"; boundary={boundary}";
        return (random.Next(3) == 0 ? ByteMutator.Mutate(bytes, random) : bytes, type);
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.Latin1.GetBytes(text));

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
