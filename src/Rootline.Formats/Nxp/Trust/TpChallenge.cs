using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Container;

namespace Rootline.Formats.Nxp.Trust;

/// <summary>The card's challenge to the target: 32 bytes, one entry 0x2000. Source: nxp-trust-provisioning section 3.</summary>
/// <param name="Random">16 random bytes.</param>
/// <param name="KeyFlags">OEM key flags in the extra field.</param>
public sealed record TpChallenge(ReadOnlyMemory<byte> Random, ushort KeyFlags)
{
    /// <summary>Length of the random part in bytes.</summary>
    public const int RandomLength = 16;

    /// <summary>Length of the message in bytes.</summary>
    public const int Length = 32;

    /// <summary>Reads a challenge.</summary>
    /// <param name="bytes">The message, nothing after it.</param>
    public static Parsed<TpChallenge> Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!TpContainer.Parse(bytes).Try(out var container, out var fault))
            return fault;
        return FromContainer(container);
    }

    /// <summary>Reads a challenge at the start of a target's buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    public static Parsed<TpChallenge> ParsePrefix(ReadOnlyMemory<byte> buffer)
    {
        if (!TpContainer.ParsePrefix(buffer).Try(out var container, out var fault))
            return fault;
        return FromContainer(container);
    }

    /// <summary>The message.</summary>
    public byte[] ToBytes() => new ContainerWriter().Add(PayloadType.Challenge, Random, KeyFlags).ToBytes();

    private static Parsed<TpChallenge> FromContainer(TpContainer container)
    {
        if (container is not { Entries: [{ Type: PayloadType.Challenge, Destination: null } entry], Authentication: null } || entry.Payload.Length != RandomLength)
            return TrustFaults.Form.Fault("the container is not a challenge of one entry of 16 bytes");
        return new TpChallenge(entry.Payload, entry.Extra);
    }
}
