using Rootline.Core.Secrets;
using Rootline.Formats.Tfm.Bundles;
using Rootline.Oem.Tfm;

namespace Rootline.Fuzz.Targets;

/// <summary>Bundles of TF-M devices, what is sealed in them, and the register of them.</summary>
internal static class BundleTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("tfm-bundle", Bundle, () => [BundleFileJson.Encode(Made())], 4096),
        new("tfm-bundle-secrets", Sealed, () => [Samples.Bytes("sealed", BundleSecrets.BaseLength - 1).Append((byte)0).ToArray()], 256),
        new("tfm-register", Register, () => [Registered()], 1024),
    ];

    private static bool Bundle(byte[] input) =>
        BundleFileJson.Decode(input).Try(out var file, out _) && Canonical.Demand(input, BundleFileJson.Encode(file)) && BundleRules.JudgeOpen(file.Header).Count >= 0;

    private static bool Sealed(byte[] input)
    {
        using var bytes = Secret.CopyOf(input);
        if (!BundleSecrets.Parse(bytes).Try(out var secrets, out _))
            return false;
        using (secrets)
            return Canonical.Demand(input, Samples.Take(secrets.ToBytes()));
    }

    private static bool Register(byte[] input) =>
        BundleRegister.Parse(input).Try(out var register, out _) && Canonical.Demand(input, register.ToBytes());

    private static byte[] Registered()
    {
        var register = BundleRegister.Empty();
        register.Add(Made().Header);
        return register.ToBytes();
    }

    private static BundleFile Made()
    {
        using var station = Samples.Key("station");
        var order = new BundleOrder { ImplementationId = Samples.Bytes("implementation", 32), ProfileDefinition = "PSA_IOT_PROFILE_1", Rotpks = [Samples.Bytes("rotpk", 32)] };
        return new BundleDesk(Samples.Entropy).Make(order, new(), station.PublicKey);
    }
}
