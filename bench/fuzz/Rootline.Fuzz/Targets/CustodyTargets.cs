using System.Text;
using Rootline.Oem.Custody.Programs;
using Rootline.Oem.Custody.References;

namespace Rootline.Fuzz.Targets;

/// <summary>References to keys, and answers of programs that sign.</summary>
internal static class CustodyTargets
{
    private static readonly string[] References =
    [
        "key.pem",
        "file:key.pem?password-source=env:KEY_PASSWORD",
        "program:./sign?arg=--slot&arg=3%264&public-key=pub.pem&seconds=5",
        "pkcs11:token=T;serial=12;object=signer;id=%01%FF;type=private?module-path=/lib/m.so&pin-source=/run/pin",
    ];

    public static IEnumerable<FuzzTarget> All =>
    [
        new("key-reference", i => KeyReference.Parse(Encoding.UTF8.GetString(i)).Ok, () => References.Select(Encoding.UTF8.GetBytes), 256),
        new("sign-answer", i => SignAnswer.Read(i).Ok, () => ["{\"rootline-sign\":1,\"signature\":\"AAEC\"}\n"u8.ToArray()], 256),
    ];
}
