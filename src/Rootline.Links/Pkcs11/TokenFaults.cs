using Rootline.Core.Faults;

namespace Rootline.Links.Pkcs11;

/// <summary>Faults of PKCS #11 tokens and their modules.</summary>
public static class TokenFaults
{
    /// <summary>The module cannot be loaded.</summary>
    public static readonly FaultCode Module = new(
        "token-module", Party.Operator, "a PKCS #11 module cannot be loaded", "check module-path: it is the library of the token's maker, for this kind of processor");

    /// <summary>No token fits.</summary>
    public static readonly FaultCode Missing = new(
        "token-missing", Party.Operator, "no token of the module is the one that is named", "insert the token, or check its label; pkcs11-tool --list-slots --module FILE shows what the module sees");

    /// <summary>Several tokens fit.</summary>
    public static readonly FaultCode Ambiguous = new(
        "token-ambiguous", Party.Operator, "several tokens fit what is named", "add serial=NUMBER to the reference");

    /// <summary>The PIN is wrong.</summary>
    public static readonly FaultCode Pin = new(
        "token-pin", Party.Operator, "the token refuses the PIN", "check the PIN before the next try: a token locks itself after a few wrong ones");

    /// <summary>The PIN is locked, or one try is left.</summary>
    public static readonly FaultCode PinLocked = new(
        "token-pin-locked", Party.Operator, "the token's PIN is locked, expired or not set, or one try is left and nobody is here to take it", "see what the token's maker offers to reset the PIN; with one try left give the PIN on a terminal, or with the maker's own tool");

    /// <summary>No key fits.</summary>
    public static readonly FaultCode KeyMissing = new(
        "token-key-missing", Party.Operator, "the token has no private key of the name or id", "check object and id; pkcs11-tool --list-objects --login --module FILE shows what the token holds");

    /// <summary>Several keys fit.</summary>
    public static readonly FaultCode KeyAmbiguous = new(
        "token-key-ambiguous", Party.Operator, "several private keys of the token have the name or id", "give both object=NAME and id=%01");

    /// <summary>The key is of no supported kind, or its public half cannot be read.</summary>
    public static readonly FaultCode KeyKind = new(
        "token-key-kind", Party.Operator, "a key of the token is of a kind that is not supported, or its public half is not in the token", "use RSA-2048, RSA-3072, P-256, P-384 or Ed25519; load the public key or the certificate into the token with the same id");

    /// <summary>The token is gone.</summary>
    public static readonly FaultCode Removed = new(
        "token-removed", Party.Peer, "the token was removed, or lost its session", "insert it again and run the same command again");

    /// <summary>The module answers nothing.</summary>
    public static readonly FaultCode Silent = new(
        "token-silent", Party.Peer, "the module does not answer", "check the token and its connection, then run the same command again");

    /// <summary>The module reports another failure.</summary>
    public static readonly FaultCode Failed = new(
        "token-failed", Party.Peer, "the module reports a failure", "look the code up in the manual of the token's maker");
}
