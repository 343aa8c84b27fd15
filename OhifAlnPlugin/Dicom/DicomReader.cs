using System.Buffers.Binary;

namespace OhifAlnPlugin.Dicom;

/// <summary>Reads data sets (PS3.5 chapter 7): every combination of value representation form, byte order and length kind.</summary>
internal sealed class DicomReader
{
    private const uint UndefinedLength = uint.MaxValue;

    private readonly DicomByteSource source;
    private readonly DicomReadOptions options;
    private int elements;
    private long headerLength;

    public DicomReader(DicomByteSource source, DicomReadOptions options) => (this.source, this.options) = (source, options);

    /// <summary>Byte at which reading stopped before the pixel data; null when it did not.</summary>
    public long? PixelDataPosition { get; private set; }

    /// <summary>How elements are encoded; the content of an unknown (UN) sequence is always implicit little endian.</summary>
    internal readonly record struct Form(bool IsExplicit, bool IsBigEndian)
    {
        public static Form Of(DicomTransferSyntax syntax) => new(syntax.IsExplicitVR, syntax.IsBigEndian);
    }

    /// <summary>What nested data sets take over from the one around them.</summary>
    private readonly record struct Scope(Form Form, int Depth, long? End, DicomCharacterSet CharacterSet, bool IsSigned);

    /// <summary>The head of an element: everything before its value.</summary>
    private readonly record struct Head(DicomTag Tag, DicomVR VR, uint Length);

    /// <summary>Reads the elements of group 0002, always explicit little endian, up to the first of another group.</summary>
    public DicomDataset ReadFileMetaInformation()
    {
        var form = new Form(IsExplicit: true, IsBigEndian: false);
        var collected = new ElementCollector();
        while (source.Ensure(8) && BinaryPrimitives.ReadUInt16LittleEndian(source.Window) == 0x0002)
        {
            var scope = new Scope(form, 0, null, DicomCharacterSet.Default, IsSigned: false);
            collected.Add(ReadValue(ReadHead(scope), scope));
        }

        return new DicomDataset(collected.ToSorted(), DicomCharacterSet.Default);
    }

    /// <summary>Reads to the end of the source, or to the pixel data where the options say so.</summary>
    public DicomDataset ReadDataset(Form form) =>
        ReadElements(new Scope(form, 0, null, DicomCharacterSet.Default, IsSigned: false), isDelimited: false);

    private DicomDataset ReadElements(Scope scope, bool isDelimited)
    {
        var collected = new ElementCollector();
        DicomCharacterSet inherited = scope.CharacterSet;
        while (!AtEnd(scope, isDelimited))
        {
            DicomTag next = PeekTag(scope.Form);
            if (next == DicomTag.ItemDelimitationItem)
            {
                source.Skip(8);
                if (isDelimited)
                {
                    break;
                }

                continue;
            }

            if (scope.Depth == 0 && options.StopBeforePixelData && IsPixelData(next))
            {
                PixelDataPosition = source.Position;
                break;
            }

            DicomItem item = ReadValue(ReadHead(scope), scope);
            collected.Add(item);
            scope = Adopt(scope, item);
        }

        return new DicomDataset(collected.ToSorted(), inherited) { HasUndefinedLength = isDelimited };
    }

    private static bool IsPixelData(DicomTag tag) => tag >= DicomTag.FloatPixelData && tag <= DicomTag.PixelData;

    private static Scope Adopt(Scope scope, DicomItem item)
    {
        if (item.Tag == DicomTag.SpecificCharacterSet && item is DicomElement { Value.Length: > 0 } terms)
        {
            return scope with { CharacterSet = DicomCharacterSet.Of(DicomText.SplitAscii(terms.Value.Span)) };
        }

        return item.Tag == DicomTag.PixelRepresentation && item is DicomElement { Value.Length: >= 2 } sign
            ? scope with { IsSigned = sign.Value.Span[0] == 1 }
            : scope;
    }

    private bool AtEnd(Scope scope, bool isDelimited)
    {
        if (scope.End is { } end && source.Position >= end)
        {
            return source.Position == end
                ? true
                : throw new DicomFormatException($"An item that ends at byte {end} has an element that reaches to byte {source.Position}.");
        }

        if (source.Ensure(8))
        {
            return false;
        }

        bool isPadding = source.Window.IndexOfAnyExcept((byte)0) < 0;
        return scope.Depth == 0 && !isDelimited && isPadding
            ? true
            : throw new DicomFormatException($"The data end at byte {source.Position + source.Window.Length} in the middle of {(scope.Depth == 0 ? "an element" : "a sequence")}: they are truncated.");
    }

    private DicomTag PeekTag(Form form) => ReadTag(source.Window, form.IsBigEndian);

    private static DicomTag ReadTag(ReadOnlySpan<byte> bytes, bool isBigEndian) => isBigEndian
        ? new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
        : new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private Head ReadHead(Scope scope)
    {
        ReadOnlySpan<byte> window = source.Window;
        Form form = scope.Form;
        DicomTag tag = ReadTag(window, form.IsBigEndian);
        if (tag.Group == 0xFFFE)
        {
            throw new DicomFormatException($"{tag} at byte {source.Position} is not allowed here: no sequence is open.");
        }

        // Writers exist that slip implicit elements into explicit data sets; two capital letters tell them apart.
        var vr = (DicomVR)((window[4] << 8) | window[5]);
        if (!form.IsExplicit || !(char.IsAsciiLetterUpper((char)window[4]) && char.IsAsciiLetterUpper((char)window[5])))
        {
            uint implicitLength = ReadUInt32(window[4..], form.IsBigEndian);
            source.Skip(8);
            return new(tag, ImpliedVR(tag, scope.IsSigned), implicitLength);
        }

        if (vr.HasShortLength())
        {
            ushort shortLength = form.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(window[6..]) : BinaryPrimitives.ReadUInt16LittleEndian(window[6..]);
            source.Skip(8);
            return new(tag, vr, shortLength);
        }

        if (!source.Ensure(12))
        {
            throw new DicomFormatException($"{tag} at byte {source.Position} ends before its length: the data are truncated.");
        }

        uint length = ReadUInt32(source.Window[8..], form.IsBigEndian);
        source.Skip(12);
        return new(tag, vr.IsKnown() ? vr : DicomVR.UN, length);
    }

    private static DicomVR ImpliedVR(DicomTag tag, bool isSigned)
    {
        DicomVR vr = DicomRegistry.VROf(tag);
        return vr == DicomVR.US && isSigned && DicomRegistry.Find(tag) is { IsSignDependent: true } ? DicomVR.SS : vr;
    }

    private DicomItem ReadValue(Head head, Scope scope)
    {
        Count(head.Tag);
        if (head.Length == UndefinedLength)
        {
            return head.VR switch
            {
                DicomVR.SQ => ReadSequence(head, scope),
                DicomVR.OB or DicomVR.OW => ReadFragments(head, scope.Form.IsBigEndian),
                DicomVR.UN => ReadSequence(head, scope with { Form = default }),
                _ => throw new DicomFormatException($"{head.Tag} at byte {source.Position} has an undefined length, which {head.VR} does not allow."),
            };
        }

        RequireRoom(head, scope.End);
        if (head.VR == DicomVR.SQ)
        {
            return ReadSequence(head, scope);
        }

        CountBytes(head, scope.Depth);
        ReadOnlyMemory<byte> value = source.Take(head.Length, head.Tag);
        return new DicomElement(head.Tag, head.VR, scope.Form.IsBigEndian ? ByteOrder.Swap(value, head.VR) : value);
    }

    private void Count(DicomTag tag)
    {
        if (++elements > options.Limits.MaxElements)
        {
            throw new DicomFormatException($"More than {options.Limits.MaxElements} elements, the limit, at {tag} (byte {source.Position}).");
        }
    }

    private void CountBytes(Head head, int depth)
    {
        headerLength += depth == 0 && head.VR.IsBulk() ? 0 : head.Length;
        if (headerLength > options.Limits.MaxHeaderLength)
        {
            throw new DicomFormatException($"The values up to {head.Tag} at byte {source.Position} have {headerLength} bytes, bulk data aside; the limit is {options.Limits.MaxHeaderLength}.");
        }
    }

    private void RequireRoom(Head head, long? end)
    {
        if (end is { } limit && source.Position + head.Length > limit)
        {
            throw new DicomFormatException($"{head.Tag} at byte {source.Position} claims {head.Length} bytes, but the item around it ends at byte {limit}.");
        }

        if (head.Length > source.Remaining)
        {
            throw new DicomFormatException($"{head.Tag} at byte {source.Position} claims {head.Length} bytes, but only {source.Remaining} remain: the data are truncated or the length is wrong.");
        }
    }

    private DicomSequence ReadSequence(Head head, Scope scope)
    {
        if (scope.Depth >= options.Limits.MaxDepth)
        {
            throw new DicomFormatException($"{head.Tag} at byte {source.Position} is nested deeper than {options.Limits.MaxDepth} levels, the limit.");
        }

        bool isDelimited = head.Length == UndefinedLength;
        var sequence = new DicomSequence(head.Tag) { HasUndefinedLength = isDelimited };
        Scope inside = scope with { Depth = scope.Depth + 1, End = isDelimited ? scope.End : source.Position + head.Length };
        while (isDelimited || source.Position < inside.End)
        {
            (DicomTag tag, uint length) = ReadItemHead(head.Tag, scope.Form.IsBigEndian);
            if (tag == DicomTag.SequenceDelimitationItem)
            {
                break;
            }

            var item = new Head(tag, DicomVR.None, length);
            Count(head.Tag);
            if (length != UndefinedLength)
            {
                RequireRoom(item, inside.End);
            }

            sequence.Items.Add(length == UndefinedLength
                ? ReadElements(inside, isDelimited: true)
                : ReadElements(inside with { End = source.Position + length }, isDelimited: false));
        }

        return sequence;
    }

    private (DicomTag Tag, uint Length) ReadItemHead(DicomTag sequence, bool isBigEndian)
    {
        if (!source.Ensure(8))
        {
            throw new DicomFormatException($"The data end at byte {source.Position + source.Window.Length} inside {sequence}: they are truncated.");
        }

        DicomTag tag = ReadTag(source.Window, isBigEndian);
        if (tag != DicomTag.Item && tag != DicomTag.SequenceDelimitationItem)
        {
            throw new DicomFormatException($"{sequence} holds {tag} at byte {source.Position} where an item (FFFE,E000) is due.");
        }

        uint length = ReadUInt32(source.Window[4..], isBigEndian);
        source.Skip(8);
        return (tag, length);
    }

    private DicomFragmentSequence ReadFragments(Head head, bool isBigEndian)
    {
        ReadOnlyMemory<byte>? offsetTable = null;
        var fragments = new List<ReadOnlyMemory<byte>>();

        // Files are met that end after the last fragment, without the delimiter.
        while (source.Ensure(1))
        {
            (DicomTag tag, uint length) = ReadItemHead(head.Tag, isBigEndian);
            if (tag == DicomTag.SequenceDelimitationItem)
            {
                break;
            }

            Count(head.Tag);
            ReadOnlyMemory<byte> fragment = source.Take(length, head.Tag);
            if (offsetTable is null)
            {
                offsetTable = fragment;
            }
            else
            {
                fragments.Add(fragment);
            }
        }

        return new(head.Tag, head.VR, offsetTable ?? default, fragments);
    }
}
