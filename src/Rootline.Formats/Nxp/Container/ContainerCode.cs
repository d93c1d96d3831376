using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Core.Crypto;

namespace Rootline.Formats.Nxp.Container;

/// <summary>The symmetric authentication codes of a container.</summary>
internal static class ContainerCode
{
    public static void Compute(AuthenticationType type, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> code)
    {
        switch (type)
        {
            case AuthenticationType.AesCmac:
                AesCmac.Compute(key, data, code);
                break;
            case AuthenticationType.Hmac256:
                HMACSHA256.HashData(key, data, code);
                break;
            case AuthenticationType.Crc32:
                BinaryPrimitives.WriteUInt32LittleEndian(code, Crc.Crc32(data));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "not a symmetric code");
        }
    }
}
