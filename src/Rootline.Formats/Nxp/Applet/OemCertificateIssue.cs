using System.Buffers.Binary;
using System.Text;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Applet;

/// <summary>
/// How the card turns a template into a chip's certificate: overwrite key and name, sign, and put the new signature behind
/// the signed part. Source: nxp-trust-provisioning 4.6 step 5.
/// </summary>
public static class OemCertificateIssue
{
    /// <summary>Length of the UUID in the common name, in bytes.</summary>
    public const int UuidLength = 16;

    private const int OuterHeaderLength = 4;

    /// <summary>Issues a certificate.</summary>
    /// <param name="template">The template's blob.</param>
    /// <param name="subject">Whose key is certified.</param>
    /// <param name="signer">The OEM ID key.</param>
    /// <param name="entropy">Decides how the nonce is made.</param>
    public static Parsed<byte[]> Issue(CertificateBlob template, OemSubject subject, P256PrivateKey signer, EntropySource entropy)
    {
        var der = template.Der.ToArray();
        var offsets = template.Offsets;
        if (der is not [0x30, 0x82, ..] || offsets.Tbs != OuterHeaderLength)
            return AppletFaults.Blob.Fault("the template's outer form is not a sequence with a length of two bytes");
        int bodyEnd = offsets.Signature - CertificateBlob.SignatureHeaderLength;
        if (der.AsSpan(bodyEnd) is not [0x03, var bits, 0x00, ..] || bits != offsets.SignatureLength + 1)
            return AppletFaults.Blob.Fault("the template's signature is not a bit string with a length of one byte");
        subject.Key.Span.CopyTo(der.AsSpan(offsets.X));
        Encoding.ASCII.GetBytes(subject.CommonNameTail, der.AsSpan(offsets.CommonNameTail));
        byte[] signature = signer.SignDer(der.AsSpan(offsets.Tbs, offsets.TbsLength), entropy);
        var body = der.AsSpan(offsets.Tbs..bodyEnd);
        byte[] issued = [0x30, 0x82, 0, 0, .. body, 0x03, (byte)(signature.Length + 1), 0x00, .. signature];
        BinaryPrimitives.WriteUInt16BigEndian(issued.AsSpan(2), checked((ushort)(issued.Length - OuterHeaderLength)));
        return issued;
    }
}

/// <summary>Whose key an OEM certificate certifies.</summary>
/// <param name="Key">X‖Y, 64 bytes.</param>
/// <param name="Uuid">16 random bytes, one a target.</param>
/// <param name="KeyId">The OEM key's id.</param>
public sealed record OemSubject(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Uuid, byte KeyId)
{
    /// <summary>What goes to the end of the common name: 32 hexadecimal digits, a hyphen, 2 hexadecimal digits.</summary>
    public string CommonNameTail => $"{Convert.ToHexStringLower(Uuid.Span)}-{KeyId:x2}";
}
