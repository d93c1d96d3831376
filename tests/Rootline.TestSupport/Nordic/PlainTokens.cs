using Rootline.Chips.Nordic;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic.Lifecycle;

namespace Rootline.TestSupport.Nordic;

/// <summary>Tokens that say the lifecycle and nothing else: for tests that judge no token.</summary>
public sealed class PlainTokens : ITokenSource
{
    /// <summary>The token of a part in SECURED.</summary>
    public static byte[] Secured => [.. "lifecycle "u8, (byte)NordicLifecycle.Secured];

    /// <inheritdoc/>
    public byte[] Make(Secret identityKey, TokenFacts facts) => [.. "lifecycle "u8, (byte)facts.State];
}
