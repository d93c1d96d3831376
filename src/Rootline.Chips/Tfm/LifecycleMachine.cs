using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm;

/// <summary>
/// The life cycle of a TF-M platform. What is burned only goes up, one step of TF-M's own code at a time (0 to 1, 1 to 3) and to its
/// end (3 to 7); the debug states stand in RAM, are entered from SECURED alone and end with a reset. Source: tfm-provisioning
/// sections 1.1 and 1.2. Who may open debug is the platform's to ask.
/// </summary>
/// <param name="otp">One-time memory.</param>
public sealed class LifecycleMachine(OtpHal otp)
{
    // What is no secret any more once a device is out of use.
    private static readonly OtpElement[] Keys = [OtpElement.Huk, OtpElement.Iak, OtpElement.EntropySeed];
    private TfmLifecycle? _debug;

    /// <summary>The state that the platform reports: a debug state while it is open, else the burned one.</summary>
    public TfmLifecycle Current => Burned is TfmLifecycle.Secured && _debug is { } open ? open : Burned;

    /// <summary>The state that one-time memory holds; unknown when it cannot be read.</summary>
    public TfmLifecycle Burned
    {
        get
        {
            Span<byte> word = stackalloc byte[sizeof(uint)];
            return otp.Read(OtpElement.Lcs, word) == PlatformError.Success
                ? TfmLifecycles.FromOtpWord(BinaryPrimitives.ReadUInt32LittleEndian(word))
                : TfmLifecycle.Unknown;
        }
    }

    /// <summary>Whether the keys of the PSA root of trust may be used: not while it is open to a debugger, not at the end.</summary>
    public bool MayUseKeys => Current is not (TfmLifecycle.RecoverablePsaRotDebug or TfmLifecycle.Decommissioned or TfmLifecycle.Unknown);

    /// <summary>The step that follows a burned state; null at the end.</summary>
    /// <param name="state">The state.</param>
    public static TfmLifecycle? Next(TfmLifecycle state) => state switch
    {
        TfmLifecycle.AssemblyAndTest => TfmLifecycle.PsaRotProvisioning,
        TfmLifecycle.PsaRotProvisioning => TfmLifecycle.Secured,
        TfmLifecycle.Secured => TfmLifecycle.Decommissioned,
        _ => null,
    };

    /// <summary>Burns the next state. The state that is burned already changes nothing.</summary>
    /// <param name="next">The state.</param>
    /// <returns>Success, <see cref="PlatformError.InvalidInput"/> for a step that is not the next, or what one-time memory says.</returns>
    public PlatformError AdvanceForEver(TfmLifecycle next)
    {
        if (next == Burned && next != TfmLifecycle.Unknown)
            return PlatformError.Success;
        return Next(Burned) == next ? BurnForEver(next) : PlatformError.InvalidInput;
    }

    /// <summary>
    /// Takes a secured device out of use. The word is burned first; then, where asked for, every bit of the keys is set, which is the
    /// only way to lose a key in memory whose bits cannot be cleared. After a power cut the same call goes on.
    /// </summary>
    /// <param name="destroysKeys">Whether the keys are overwritten; TF-M itself does not.</param>
    public PlatformError DecommissionForEver(bool destroysKeys)
    {
        if (AdvanceForEver(TfmLifecycle.Decommissioned) is not PlatformError.Success and var error)
            return error;
        _debug = null;
        foreach (var key in destroysKeys ? Keys : [])
        {
            if (otp.LengthOf(key, out int length) != PlatformError.Success)
                continue;
            var set = new byte[length];
            set.AsSpan().Fill(0xFF);
            if (otp.WriteForEver(key, set) is not PlatformError.Success and var failed)
                return failed;
        }

        return PlatformError.Success;
    }

    /// <summary>Enters or changes a debug state.</summary>
    /// <param name="state">One of the two debug states.</param>
    /// <returns>Success; <see cref="PlatformError.InvalidInput"/> for another state; <see cref="PlatformError.NotPermitted"/> unless secured.</returns>
    public PlatformError OpenDebug(TfmLifecycle state)
    {
        if (state is not (TfmLifecycle.NonPsaRotDebug or TfmLifecycle.RecoverablePsaRotDebug))
            return PlatformError.InvalidInput;
        if (Burned != TfmLifecycle.Secured)
            return PlatformError.NotPermitted;
        _debug = state;
        return PlatformError.Success;
    }

    /// <summary>Whether a public key is the one that secure debug was provisioned for: its SHA-256 is burned and not blank.</summary>
    /// <param name="publicKey">The key in the platform's own form.</param>
    public bool IsDebugAuthority(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> burned = stackalloc byte[SHA256.HashSizeInBytes];
        return otp.Read(OtpElement.SecureDebugKey, burned) == PlatformError.Success
            && burned.ContainsAnyExcept((byte)0)
            && CryptographicOperations.FixedTimeEquals(burned, SHA256.HashData(publicKey));
    }

    /// <summary>Leaves a debug state; so does every reset.</summary>
    public void CloseDebug() => _debug = null;

    private PlatformError BurnForEver(TfmLifecycle state)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, state.ToOtpWord()!.Value);
        return otp.WriteForEver(OtpElement.Lcs, word);
    }
}
