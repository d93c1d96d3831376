using Rootline.Core.Bytes;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Container;

/// <summary>
/// The strict parser: one valid encoding only. Reserved fields and padding must be zero, announced sizes must be there, the
/// authentication entry must be last and of a known type. (The original truncates short payloads, drops the version and
/// normalises padding away before it checks the code.) At the start of a buffer the padding of entries may hold anything, as
/// it does in containers of the original's older tools: the code covers it. The padding behind the code is zero in any case.
/// </summary>
internal static class ContainerReader
{
    public static Parsed<TpContainer> ReadWhole(ReadOnlyMemory<byte> bytes)
    {
        if (!ReadHeader(bytes.Span).Try(out var header, out var fault))
            return fault;
        int length = TpContainer.HeaderLength + header.Size;
        return length == bytes.Length
            ? ReadEntries(bytes, header.Major, zeroPadding: true)
            : ContainerFaults.Size.Fault($"{bytes.Length - length} bytes follow the container of {length} bytes");
    }

    public static Parsed<TpContainer> ReadPrefix(ReadOnlyMemory<byte> buffer) =>
        ReadHeader(buffer.Span).Try(out var header, out var fault)
            ? ReadEntries(buffer[..(TpContainer.HeaderLength + header.Size)], header.Major, zeroPadding: false)
            : fault;

    private static Parsed<TpContainer> ReadEntries(ReadOnlyMemory<byte> bytes, byte major, bool zeroPadding)
    {
        var entries = new List<TpEntry>();
        TpAuthentication? authentication = null;
        int signedLength = bytes.Length;
        for (int offset = TpContainer.HeaderLength; offset < bytes.Length;)
        {
            if (authentication is not null)
                return ContainerFaults.Authentication.Fault($"an entry at offset {offset} follows the authentication entry");
            if (!ReadEntry(bytes, offset, major, zeroPadding).Try(out var entry, out var fault))
                return fault.In($"entry {entries.Count + 1} at offset {offset}");
            if (entry.Authentication is { } a)
            {
                authentication = a;
                signedLength = offset + TpEntry.HeaderLength;
            }
            else if (entries.Count == ContainerLimits.Entries)
            {
                return ContainerFaults.Entry.Fault($"more than {ContainerLimits.Entries} entries");
            }
            else
            {
                entries.Add(entry.Entry!);
            }

            offset += entry.TotalLength;
        }

        return new TpContainer(bytes, major, entries, authentication, signedLength);
    }

    private static Parsed<Header> ReadHeader(ReadOnlySpan<byte> buffer)
    {
        var reader = new SpanReader(buffer);
        byte patch = reader.U8();
        byte minor = reader.U8();
        byte major = reader.U8();
        byte tag = reader.U8();
        ushort size = reader.U16Le();
        ushort reserved = reader.U16Le();
        if (reader.Overrun)
            return ContainerFaults.Header.Fault($"{buffer.Length} bytes are fewer than a container header");
        if (tag != TpContainer.Tag)
            return ContainerFaults.Header.Fault($"tag {tag:X2} instead of {TpContainer.Tag:X2}");
        if (major is not (1 or 2) || minor != 0 || patch != 0)
            return ContainerFaults.Header.Fault($"version {major}.{minor}.{patch} is not 1.0.0 or 2.0.0");
        if (reserved != 0)
            return ContainerFaults.Header.Fault("the reserved field is not zero");
        if (size > reader.Remaining)
            return ContainerFaults.Size.Fault($"the header announces {size} bytes of entries, {reader.Remaining} are there");
        return new Header(major, size);
    }

    private static Parsed<ReadResult> ReadEntry(ReadOnlyMemory<byte> container, int offset, byte major, bool zeroPadding)
    {
        var reader = new SpanReader(container.Span[offset..]);
        ushort size = reader.U16Le();
        byte reserved = reader.U8();
        byte tag = reader.U8();
        ushort extra = reader.U16Le();
        ushort type = reader.U16Le();
        if (reader.Overrun)
            return ContainerFaults.Size.Fault("the entry header is cut short");
        if (reserved != 0)
            return ContainerFaults.Entry.Fault("the reserved byte is not zero");
        Destination? destination = null;
        if (tag == (byte)EntryTag.Destination)
        {
            if (!ReadDestination(ref reader).Try(out var d, out var fault))
                return fault;
            destination = d;
        }
        else if (tag is not ((byte)EntryTag.Standard or (byte)EntryTag.Authentication))
        {
            return ContainerFaults.Entry.Fault($"unknown entry tag {tag:X2}");
        }

        var payload = container.Slice(offset + reader.Position, Math.Min(size, reader.Remaining));
        reader.Bytes(size);
        var padding = reader.Bytes(Alignment.Up(size, TpEntry.Alignment) - size);
        if (reader.Overrun)
            return ContainerFaults.Size.Fault($"the entry announces {size} bytes, fewer are there");
        if (!Alignment.IsZero(padding) && (zeroPadding || tag == (byte)EntryTag.Authentication))
            return ContainerFaults.Entry.Fault("the padding is not zero");
        if (tag != (byte)EntryTag.Authentication)
            return new ReadResult(new TpEntry((PayloadType)type, extra, destination, payload), null, reader.Position);
        if (!ReadAuthentication(major, extra, type, payload).Try(out var authentication, out var bad))
            return bad;
        return new ReadResult(null, authentication, reader.Position);
    }

    private static Parsed<Destination> ReadDestination(ref SpanReader reader)
    {
        byte kind = reader.U8();
        var zeros = reader.Bytes(3);
        uint value = reader.U32Le();
        if (reader.Overrun)
            return ContainerFaults.Size.Fault("the destination record is cut short");
        if (kind is not ((byte)DestinationKind.Memory or (byte)DestinationKind.Otp) || !Alignment.IsZero(zeros))
            return ContainerFaults.Entry.Fault($"destination type {kind} is unknown or its reserved bytes are not zero");
        return new Destination((DestinationKind)kind, value);
    }

    // Version 1 keeps the authentication type in the payload type field, version 2 in the extra field; the other is zero.
    private static Parsed<TpAuthentication> ReadAuthentication(byte major, ushort extra, ushort type, ReadOnlyMemory<byte> code)
    {
        var (kind, other) = major == 1 ? (type, extra) : (extra, type);
        var authentication = (AuthenticationType)kind;
        if (other != 0 || authentication.CodeLength() == 0)
            return ContainerFaults.Authentication.Fault($"authentication type {kind:X4} is not usable in version {major}");
        if (code.Length != authentication.CodeLength())
            return ContainerFaults.Authentication.Fault($"the code has {code.Length} bytes, not {authentication.CodeLength()}");
        return new TpAuthentication(authentication, code);
    }

    private sealed record Header(byte Major, ushort Size);

    private sealed record ReadResult(TpEntry? Entry, TpAuthentication? Authentication, int TotalLength);
}
