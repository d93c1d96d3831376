using Rootline.Core.Crypto;
using Rootline.Formats.Nxp.Applet;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cards.Tp;

/// <summary>
/// Whether a response is one of a genuine chip and asks for what the card gives. Unlike the original's model, the whole chain
/// is checked: NXP_PROD by NXP_GLOB, the DIE certificate by NXP_PROD, the response by the DIE key of the card's rule.
/// </summary>
internal static class ResponseCheck
{
    /// <summary>9000, 6300 for the chain or the signature, 6A80 for keys that do not fit.</summary>
    public static ushort Judge(TpResponse response, CardConfiguration configuration)
    {
        var prod = configuration.ProdCertificate;
        if (!configuration.NxpGlob.VerifyDer(prod.Tbs, prod.Signature) || !response.Die.IsSignedBy(configuration.NxpProd))
            return StatusWord.KeyNotVerified;
        using var dieKey = P256PublicKey.FromPoint(response.Die.ResponseKey(configuration.State.ResponseKeyRule).Span);
        if (dieKey is null || !response.IsSignedBy(dieKey))
            return StatusWord.KeyNotVerified;
        bool fits = response.Die.Version == configuration.TpFlags.DieCertificateVersion
            && response.Statement.OemKeys.Select(k => k.Id).SequenceEqual(configuration.KeyFlags.KeyIds)
            && response.Statement.OemKeys.All(k => IsPoint(k.Key))
            && IsPoint(response.Statement.AgreementKey);
        return fits ? StatusWord.Success : StatusWord.WrongData;
    }

    private static bool IsPoint(ReadOnlyMemory<byte> point)
    {
        using var key = P256PublicKey.FromPoint(point.Span);
        return key is not null;
    }
}
