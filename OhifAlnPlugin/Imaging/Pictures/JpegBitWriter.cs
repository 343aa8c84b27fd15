using System.Buffers;
using System.Buffers.Binary;

namespace OhifAlnPlugin.Imaging.Pictures;

/// <summary>A growing buffer for markers and entropy-coded bits; a byte FF among the bits is followed by 00 (T.81 section F.1.2.3).</summary>
/// <param name="capacity">Bytes at the beginning.</param>
/// <remarks>Dispose it to give the memory back.</remarks>
internal sealed class JpegBitWriter(int capacity) : IDisposable
{
    /// <summary>64 coefficients of at most 26 bits, every byte stuffed, and what waits in the accumulator.</summary>
    private const int LongestBlock = (64 * 26 / 8 * 2) + 16;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;
    private ulong _waiting;
    private int _waitingBits;

    /// <summary>Appends whole bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Makes room for one block, so that <see cref="Write"/> need not ask.</summary>
    public void EnsureBlock() => Ensure(LongestBlock);

    /// <summary>Appends at most 32 bits.</summary>
    public void Write(JpegCode code)
    {
        _waiting = (_waiting << code.Length) | code.Bits;
        _waitingBits += code.Length;
        if (_waitingBits >= 32)
        {
            _waitingBits -= 32;
            Append((uint)(_waiting >> _waitingBits));
        }
    }

    /// <summary>Completes the last byte with ones.</summary>
    public void FlushBits()
    {
        EnsureBlock();
        int missing = -_waitingBits & 7;
        Write(new((1u << missing) - 1, missing));
        while (_waitingBits > 0)
        {
            _waitingBits -= 8;
            AppendByte((byte)(_waiting >> _waitingBits));
        }
    }

    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Append(uint four)
    {
        // A byte FF somewhere: its complement is zero there.
        uint inverse = ~four;
        if (((inverse - 0x01010101u) & four & 0x80808080u) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(_length), four);
            _length += 4;
            return;
        }

        AppendByte((byte)(four >> 24));
        AppendByte((byte)(four >> 16));
        AppendByte((byte)(four >> 8));
        AppendByte((byte)four);
    }

    private void AppendByte(byte value)
    {
        _buffer[_length++] = value;
        if (value == 0xFF)
        {
            _buffer[_length++] = 0;
        }
    }

    private void Ensure(int more)
    {
        if (_buffer.Length - _length >= more)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, 2 * _buffer.Length));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
