using System.Buffers.Binary;
using Google.Protobuf;

namespace OhifAlnPlugin.Segmentation;

/// <summary>The fields of one Protobuf message in a row, without knowing its type; nothing is copied or allocated.</summary>
/// <remarks>Protocol Buffers encoding: a key (field number and wire type) as varint, then the value.</remarks>
internal ref struct WireReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts at the first field.</summary>
    /// <param name="message">Bytes of the message.</param>
    public WireReader(ReadOnlySpan<byte> message) => _rest = message;

    /// <summary>Goes to the next field.</summary>
    /// <param name="field">Field number.</param>
    /// <param name="type">Wire type.</param>
    /// <param name="number">Value of a number; 0 for content.</param>
    /// <param name="content">Value of a length-delimited field; empty for numbers.</param>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="InvalidDataException">The bytes end inside a field, or a key is not allowed.</exception>
    public bool Next(out int field, out WireFormat.WireType type, out ulong number, out ReadOnlySpan<byte> content)
    {
        (field, type, number) = (0, default, 0);
        content = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong key = Varint();
        (field, type) = ((int)(key >> 3), (WireFormat.WireType)(key & 7));
        if (key > uint.MaxValue || field == 0)
        {
            throw Broken($"{key} is no key of a field.");
        }

        switch (type)
        {
            case WireFormat.WireType.Varint:
                number = Varint();
                break;
            case WireFormat.WireType.Fixed32:
                number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case WireFormat.WireType.Fixed64:
                number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireFormat.WireType.LengthDelimited:
                content = Take(Varint());
                break;
            default:
                throw Broken($"field {field} has the wire type {type}, which ONNX does not use.");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int i = 0, shift = 0; shift < 64; i++, shift += 7)
        {
            if (i >= _rest.Length)
            {
                throw Broken("it ends inside a number.");
            }

            byte part = _rest[i];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Broken("a number has more than 10 bytes.");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Broken($"a field of {length} bytes has only {_rest.Length} left.");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private static InvalidDataException Broken(string what) => new(what);
}
