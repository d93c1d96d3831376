using Rootline.Chips.Nordic;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Psa;

namespace Rootline.TestSupport.Nordic;

/// <summary>Tokens that say the lifecycle and nothing else: for tests that judge no token.</summary>
public sealed class PlainTokens : ITokenSource
{
    /// <summary>The token of a part in SECURED.</summary>
    public static byte[] Secured => [.. "lifecycle "u8, (byte)NordicLifecycle.Secured];

    /// <summary>Judges a token of this source.</summary>
    public static Parsed<SecurityLifecycle> Judge(ReadOnlyMemory<byte> token) => (NordicLifecycle)token.Span[^1] switch
    {
        NordicLifecycle.Secured => SecurityLifecycle.Secured,
        NordicLifecycle.Decommissioned => SecurityLifecycle.Decommissioned,
        _ => SecurityLifecycle.AssemblyAndTest,
    };

    /// <inheritdoc/>
    public byte[] Make(Secret identityKey, TokenFacts facts) => [.. "lifecycle "u8, (byte)facts.State];
}
