using System.Buffers;
using System.Security.Cryptography;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// An upload on disk that does not belong to the store yet: flushed, its preamble zeroed, its SHA-256 known.
/// Disposal removes the file unless the store has taken it.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    private const int BufferSize = 128 * 1024;
    private const int PreambleLength = 128;

    private StagedFile(string path, long length, byte[] sha256)
    {
        Path = path;
        Length = length;
        Sha256 = sha256;
    }

    /// <summary>Where the bytes are.</summary>
    public string Path { get; }

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>Digest of the bytes as kept, preamble zeroed.</summary>
    public byte[] Sha256 { get; }

    /// <summary>Copies <paramref name="content"/> to <paramref name="path"/>.</summary>
    /// <remarks>
    /// The 128 bytes before "DICM" mean nothing to DICOM, but a program hidden there would make the file run as one:
    /// they are zeroed. Memory does not grow with the content.
    /// </remarks>
    public static async Task<StagedFile> WriteAsync(string path, Stream content, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false);
            long length = 0;
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, BufferSize / 2, throwOnEndOfStream: false, cancellation)) > 0)
            {
                if (length == 0)
                {
                    buffer.AsSpan(0, Math.Min(read, PreambleLength)).Clear();
                }

                hash.AppendData(buffer.AsSpan(0, read));
                file.Write(buffer.AsSpan(0, read));
                length += read;
            }

            return new StagedFile(path, length, hash.GetHashAndReset());
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a file made here to <paramref name="path"/>.</summary>
    public static StagedFile Write(string path, DicomFile content)
    {
        try
        {
            using var hash = SHA256.Create();
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            {
                content.Write(hashing);
            }

            return new StagedFile(path, file.Length, hash.Hash!);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Flushes the bytes to the disk; they survive a crash of the machine from here on.</summary>
    public void Flush()
    {
        using var handle = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    public void Dispose() => File.Delete(Path);
}
