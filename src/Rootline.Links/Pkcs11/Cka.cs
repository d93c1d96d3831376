namespace Rootline.Links.Pkcs11;

/// <summary>Numbers of PKCS #11 2.40 and 3.0 (pkcs11t.h) that are used here.</summary>
internal static class Cka
{
    public const nuint Class = 0x000;
    public const nuint Label = 0x003;
    public const nuint Value = 0x011;
    public const nuint KeyType = 0x100;
    public const nuint Id = 0x102;
    public const nuint Modulus = 0x120;
    public const nuint PublicExponent = 0x122;
    public const nuint EcParameters = 0x180;
    public const nuint EcPoint = 0x181;
    public const nuint AlwaysAuthenticate = 0x202;

    public const nuint CertificateClass = 1;
    public const nuint PublicKeyClass = 2;
    public const nuint PrivateKeyClass = 3;

    public const nuint RsaKey = 0x00;
    public const nuint EcKey = 0x03;
    public const nuint EdwardsKey = 0x40;

    public const nuint RsaPkcs = 0x0001;
    public const nuint RsaPss = 0x000D;
    public const nuint Ecdsa = 0x1041;
    public const nuint Eddsa = 0x1057;
    public const nuint Sha256 = 0x250;
    public const nuint Sha384 = 0x260;
    public const nuint Sha512 = 0x270;
    public const nuint Mgf1Sha256 = 2;
    public const nuint Mgf1Sha384 = 3;
    public const nuint Mgf1Sha512 = 4;

    public const nuint SerialSession = 4;
    public const nuint User = 1;
    public const nuint ContextSpecific = 2;
}
