using Rootline.Core.Bytes;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Chips.Lpc55;

/// <summary>What the provisioning firmware must remember between proving itself and receiving the wrapped data.</summary>
public sealed class Session : IDisposable
{
    /// <summary>The challenge that was answered, 16 bytes.</summary>
    public required ReadOnlyMemory<byte> Challenge { get; init; }

    /// <summary>The key flags that came with it.</summary>
    public required ushort KeyFlags { get; init; }

    /// <summary>The ephemeral ECDH key, 32 bytes.</summary>
    public required Secret AgreementKey { get; init; }

    /// <summary>The OEM private keys that were generated.</summary>
    public required IReadOnlyList<(byte Id, Secret Key)> OemKeys { get; init; }

    /// <summary>The response that was given.</summary>
    public required ReadOnlyMemory<byte> Response { get; init; }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        AgreementKey.Dispose();
        foreach (var (_, key) in OemKeys)
            key.Dispose();
    }
}

/// <summary>
/// The session in flash, so that a chip that lost power after it proved itself can still take the card's answer and no unit
/// is lost. It is erased when provisioning ends. This is the virtual firmware's own addition; the sheet's model keeps the
/// session in memory, and the line works with both.
/// </summary>
/// <param name="flash">The chip's flash.</param>
/// <param name="address">The first page.</param>
public sealed class SessionStore(ChipFlash flash, int address)
{
    /// <summary>Length of the session in bytes.</summary>
    public const int Length = Pages * ChipProfile.PageLength;

    private const int Pages = 3;
    private const int MaxOemKeys = OemKeyId.MaxRegular + 2;

    private static ReadOnlySpan<byte> Magic => "RLSESS01"u8;

    /// <summary>Reads the session, or null when there is none, or only a torn one.</summary>
    public Session? Read()
    {
        if (flash.Read(address, Length) is not { } bytes || !bytes.AsSpan().StartsWith(Magic))
            return null;
        var reader = new SpanReader(bytes);
        reader.Bytes(Magic.Length);
        byte[] challenge = reader.Bytes(TpChallenge.RandomLength).ToArray();
        ushort flags = reader.U16Le();
        var agreement = Secret.CopyOf(reader.Bytes(P256.ScalarLength));
        var keys = OemKeyList.Read(ref reader, MaxOemKeys);
        var response = reader.Bytes(reader.U16Le());
        var session = new Session { Challenge = challenge, KeyFlags = flags, AgreementKey = agreement, OemKeys = keys, Response = response.ToArray() };
        if (!reader.Overrun)
            return session;
        session.Dispose();
        return null;
    }

    /// <summary>
    /// Burns a session. The first page, with the magic, is programmed last: what was begun and not finished is no session.
    /// </summary>
    /// <param name="session">The session.</param>
    public void Burn(Session session)
    {
        using var bytes = new Secret(Length);
        var writer = new SpanWriter(bytes.Span);
        writer.Bytes(Magic);
        writer.Bytes(session.Challenge.Span);
        writer.U16Le(session.KeyFlags);
        writer.Bytes(session.AgreementKey.Span);
        OemKeyList.Write(ref writer, session.OemKeys);
        writer.U16Le((ushort)session.Response.Length);
        writer.Bytes(session.Response.Span);
        flash.Erase(address, Length);
        flash.Program(address + ChipProfile.PageLength, bytes.Span[ChipProfile.PageLength..]);
        flash.Program(address, bytes.Span[..ChipProfile.PageLength]);
    }

    /// <summary>Erases the session.</summary>
    public void Erase() => flash.Erase(address, Length);

    /// <summary>Erases what a power cut left of a session that was to be erased.</summary>
    public void EraseRemains()
    {
        if (!flash.IsErased(address, Length))
            Erase();
    }
}
