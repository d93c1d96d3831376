using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;

namespace Rootline.Formats.Nxp.Container;

/// <summary>Collects entries and writes them as one container, with or without an authentication entry.</summary>
/// <param name="major">Version: 1 (what cards and targets speak) or 2.</param>
public sealed class ContainerWriter(byte major = 1)
{
    private readonly List<TpEntry> _entries = [];

    /// <summary>Adds a standard entry.</summary>
    /// <param name="type">What it carries.</param>
    /// <param name="payload">At most 65,535 bytes.</param>
    /// <param name="extra">The extra field.</param>
    public ContainerWriter Add(PayloadType type, ReadOnlyMemory<byte> payload, ushort extra = 0)
    {
        _entries.Add(new(type, extra, null, payload));
        return this;
    }

    /// <summary>Adds a destination entry.</summary>
    /// <param name="type">What it carries.</param>
    /// <param name="destination">Where the payload goes.</param>
    /// <param name="payload">At most 65,535 bytes.</param>
    /// <param name="extra">The extra field.</param>
    public ContainerWriter Add(PayloadType type, Destination destination, ReadOnlyMemory<byte> payload, ushort extra = 0)
    {
        _entries.Add(new(type, extra, destination, payload));
        return this;
    }

    /// <summary>The container without an authentication entry.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[LengthOf(AuthenticationType.None)];
        Write(bytes, AuthenticationType.None);
        return bytes;
    }

    /// <summary>The container without an authentication entry, for content that is secret.</summary>
    public Secret ToSecret()
    {
        var secret = new Secret(LengthOf(AuthenticationType.None));
        Write(secret.Span, AuthenticationType.None);
        return secret;
    }

    /// <summary>The container with an ECDSA signature.</summary>
    /// <param name="key">The signer's key.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public byte[] Sign(P256PrivateKey key, EntropySource entropy)
    {
        var bytes = new byte[LengthOf(AuthenticationType.Ecdsa256)];
        int codeAt = Write(bytes, AuthenticationType.Ecdsa256);
        key.Sign(bytes.AsSpan(0, codeAt), entropy).CopyTo(bytes.AsSpan(codeAt));
        return bytes;
    }

    /// <summary>The container with a symmetric code.</summary>
    /// <param name="type">CMAC, HMAC or CRC.</param>
    /// <param name="key">AES key for CMAC, any key for HMAC, not used for CRC.</param>
    public byte[] Protect(AuthenticationType type, ReadOnlySpan<byte> key)
    {
        var bytes = new byte[LengthOf(type)];
        int codeAt = Write(bytes, type);
        ContainerCode.Compute(type, key, bytes.AsSpan(0, codeAt), bytes.AsSpan(codeAt, type.CodeLength()));
        return bytes;
    }

    private int LengthOf(AuthenticationType type) => TpContainer.HeaderLength + SizeField(type);

    private int SizeField(AuthenticationType type) =>
        _entries.Sum(e => e.TotalLength) + (type == AuthenticationType.None ? 0 : TpEntry.HeaderLength + Alignment.Up(type.CodeLength(), TpEntry.Alignment));

    // Returns where the authentication code begins.
    private int Write(Span<byte> destination, AuthenticationType type)
    {
        var writer = new SpanWriter(destination);
        writer.U8(0);
        writer.U8(0);
        writer.U8(major);
        writer.U8(TpContainer.Tag);
        writer.U16Le(checked((ushort)SizeField(type)));
        writer.U16Le(0);
        foreach (var entry in _entries)
            WriteEntry(ref writer, entry);
        if (type != AuthenticationType.None)
        {
            var (extra, payloadType) = major == 1 ? ((ushort)0, (ushort)type) : ((ushort)type, (ushort)0);
            WriteHeader(ref writer, type.CodeLength(), EntryTag.Authentication, extra, payloadType);
        }

        return writer.Position;
    }

    private static void WriteEntry(ref SpanWriter writer, TpEntry entry)
    {
        var tag = entry.Destination is null ? EntryTag.Standard : EntryTag.Destination;
        WriteHeader(ref writer, entry.Payload.Length, tag, entry.Extra, (ushort)entry.Type);
        if (entry.Destination is { } destination)
        {
            writer.U8((byte)destination.Kind);
            writer.Zeros(3);
            writer.U32Le(destination.Value);
        }

        writer.Bytes(entry.Payload.Span);
        writer.Zeros(Alignment.Up(entry.Payload.Length, TpEntry.Alignment) - entry.Payload.Length);
    }

    private static void WriteHeader(ref SpanWriter writer, int size, EntryTag tag, ushort extra, ushort type)
    {
        writer.U16Le(checked((ushort)size));
        writer.U8(0);
        writer.U8((byte)tag);
        writer.U16Le(extra);
        writer.U16Le(type);
    }
}
