using System.Runtime.Versioning;
using System.Security.Cryptography;
using Rootline.Core.Crypto;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Oem.Custody;
using Rootline.TestSupport;
using Rootline.TestSupport.Nxp;
using Xunit;

namespace Rootline.Peers.Oem;

/// <summary>A real SoftHSM: keys that never leave it sign what the product signs.</summary>
[SupportedOSPlatform("linux")]
public sealed class TokenTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ProgramFact("softhsm2-util", "pkcs11-tool")]
    public void Keys_of_every_kind_sign_and_their_signatures_verify()
    {
        using var hsm = new SoftHsm();
        (string Type, bool Pkcs1, SignatureKind Kind)[] keys =
        [
            ("EC:prime256v1", false, SignatureKind.EcdsaP256),
            ("EC:secp384r1", false, SignatureKind.EcdsaP384),
            ("EC:edwards25519", false, SignatureKind.Ed25519),
            ("rsa:2048", false, SignatureKind.Rsa2048Pss),
            ("rsa:2048", true, SignatureKind.Rsa2048Pkcs1),
            ("rsa:3072", false, SignatureKind.Rsa3072Pss),
        ];
        foreach (var (index, (type, pkcs1, kind)) in keys.Index())
        {
            hsm.Generate(type, $"0{index + 1}", $"key{index}");
            using var signer = Desk().OpenSigner(hsm.Key($"key{index}"), new() { Pkcs1 = pkcs1 });
            Assert.Equal(kind, signer.Kind);
            Sign(signer, HashAlgorithmName.SHA256, SHA256.HashData("image"u8));
            if (!pkcs1)
            {
                Sign(signer, HashAlgorithmName.SHA384, SHA384.HashData("image"u8));
                Sign(signer, HashAlgorithmName.SHA512, SHA512.HashData("image"u8));
            }

            if (kind == SignatureKind.Ed25519)
                Assert.True(SignatureCheck.IsGoodOfMessage(signer.SubjectPublicKeyInfo, new byte[100_000], signer.SignMessage(new byte[100_000])));
            Assert.Equal(signer.SubjectPublicKeyInfo.ToArray(), Desk().ReadPublic(hsm.Key($"key{index}")).Spki.ToArray());
        }
    }

    [ProgramFact("softhsm2-util", "pkcs11-tool")]
    public void Every_way_of_going_wrong_has_its_fault()
    {
        using var hsm = new SoftHsm();
        hsm.Generate("EC:prime256v1", "01", "signer");
        hsm.Generate("EC:prime256v1", "02", "twin");
        hsm.Generate("EC:prime256v1", "03", "twin");
        hsm.Generate("EC:secp521r1", "04", "strange");
        hsm.Generate("EC:prime256v1", "05", "half");
        hsm.DeletePublic("half");
        File.WriteAllText(_folder.PathOf("wrong.txt"), "000000");
        string tail = $"?module-path={SoftHsm.Module}&pin-source={hsm.PinFile}";

        Fault("token-module", "pkcs11:object=signer?module-path=/nowhere/module.so");
        Fault("token-module", "pkcs11:object=signer?module-path=libc.so.6");
        Fault("token-missing", "pkcs11:token=other;object=signer" + tail);
        Fault("token-key-missing", "pkcs11:token=release%20token;object=nobody" + tail);
        Fault("token-key-ambiguous", "pkcs11:token=release%20token;object=twin" + tail);
        Fault("token-key-kind", "pkcs11:token=release%20token;object=strange" + tail);
        Fault("token-key-kind", "pkcs11:token=release%20token;object=half" + tail);
        Fault("custody-no-secret", $"pkcs11:token=release%20token;object=signer?module-path={SoftHsm.Module}");
        Fault("file-missing", $"pkcs11:token=release%20token;object=signer?module-path={SoftHsm.Module}&pin-source=nowhere.txt");
        var pin = Fault("token-pin", $"pkcs11:token=release%20token;object=signer?module-path={SoftHsm.Module}&pin-source={_folder.PathOf("wrong.txt")}");
        Assert.Equal("CKR_PIN_INCORRECT", pin.VendorCode);
        using (var unique = Desk().OpenSigner("pkcs11:token=release%20token;object=twin;id=%03" + tail))
            Sign(unique, HashAlgorithmName.SHA256, new byte[32]);
        hsm.InitialiseToken(SoftHsm.Label);
        Assert.Equal("token-ambiguous", Assert.Throws<FaultException>(() => Desk().OpenSigner(hsm.Key("signer"))).Fault.Code.Id);
    }

    [ProgramFact("softhsm2-util", "pkcs11-tool")]
    public void Sessions_side_by_side_sign_and_the_last_one_does_not_close_the_door_on_the_next()
    {
        using var hsm = new SoftHsm();
        hsm.Generate("EC:prime256v1", "01", "signer");
        for (int round = 0; round < 3; round++)
        {
            using var one = Desk().OpenSigner(hsm.Key("signer"));
            using (var other = Desk().OpenSigner(hsm.Key("signer")))
                Sign(other, HashAlgorithmName.SHA256, new byte[32]);
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => Sign(one, HashAlgorithmName.SHA256, new byte[32]))).ToList();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
        }
    }

    [ProgramFact("softhsm2-util", "pkcs11-tool")]
    public void A_log_is_sealed_by_a_key_that_never_left_the_token_and_a_shortened_one_is_found_out()
    {
        using var hsm = new SoftHsm();
        hsm.Generate("EC:secp384r1", "01", "handover");
        using var card = new LogSample();
        var records = card.Records(8);
        LogSample.Write(_folder.PathOf("log.db"), records);
        LogSample.Write(_folder.PathOf("short.db"), records.Take(7));
        LogSample.Write(_folder.PathOf("longer.db"), [.. records, card.Next(records[^1])]);
        File.WriteAllBytes(_folder.PathOf("key.pem"), KeyFile.WritePublic(card.PublicKey));

        Demand(0, "key", "show", hsm.Key("handover"), "--try", "-o", "handover.pem");
        Demand(0, "log", "seal", "-l", "log.db", "--by", "anna", "--key", hsm.Key("handover"), "-o", "log.seal");

        string[] verify = ["-k", "key.pem", "--seal", "log.seal", "--seal-key", "handover.pem"];
        Assert.Contains("sealed: card 20260001: 8 records, counters 1 to 8, by anna", Demand(0, ["log", "verify", "-l", "log.db", .. verify]).Output, StringComparison.Ordinal);
        Demand(0, ["log", "verify", "-l", "longer.db", .. verify]);
        Demand(0, ["log", "verify", "-l", "log.db", "-k", "key.pem", "--seal", "log.seal", "--seal-key", hsm.Key("handover")]);
        Assert.Contains("log-seal-broken", Demand(3, ["log", "verify", "-l", "short.db", .. verify]).Error, StringComparison.Ordinal);
        Assert.Contains("log-seal-signature", Demand(3, "log", "verify", "-l", "log.db", "-k", "key.pem", "--seal", "log.seal", "--seal-key", "key.pem").Error, StringComparison.Ordinal);
    }

    [ProgramFact("softhsm2-util", "pkcs11-tool")]
    public void An_image_is_signed_by_a_key_that_never_left_the_token_and_its_loader_would_boot_it()
    {
        using var hsm = new SoftHsm();
        File.WriteAllBytes(_folder.PathOf("plain.bin"), RandomNumberGenerator.GetBytes(5000));
        foreach (var (index, type) in ((string[])["EC:prime256v1", "EC:secp384r1", "rsa:3072", "EC:edwards25519"]).Index())
        {
            hsm.Generate(type, $"0{index + 1}", $"image{index}");
            Demand(0, "key", "show", hsm.Key($"image{index}"), "-o", $"pub{index}.pem");
            Demand(0, "image", "sign", "-k", hsm.Key($"image{index}"), "-v", "1.2.3", "-H", "0x200", "-S", "0x20000", "--pad-header", "plain.bin", "app.bin");

            Demand(0, "image", "verify", "-k", $"pub{index}.pem", "app.bin");

            byte[] altered = File.ReadAllBytes(_folder.PathOf("app.bin"));
            altered[0x300] ^= 1;
            File.WriteAllBytes(_folder.PathOf("altered.bin"), altered);
            Demand(3, "image", "verify", "-k", $"pub{index}.pem", "altered.bin");
        }
    }

    [ProgramFact("softhsm2-util", "pkcs11-tool")]
    public void A_waiver_is_signed_in_the_token_and_a_card_is_not_given_its_key()
    {
        using var hsm = new SoftHsm();
        hsm.Generate("EC:prime256v1", "01", "oem");
        using var card = new LogSample();
        var records = card.Records(8);
        LogSample.Write(_folder.PathOf("gap.db"), records.Take(3).Concat(records.Skip(6)));
        File.WriteAllBytes(_folder.PathOf("key.pem"), KeyFile.WritePublic(card.PublicKey));

        Demand(0, "key", "show", hsm.Key("oem"), "-o", "oem.pem");
        Demand(0, "log", "waive", "-l", "gap.db", "--first", "4", "--last", "6", "--reason", "power cut", "--by", "anna", "--key", hsm.Key("oem"), "-o", "gap.json");
        Demand(0, "log", "verify", "-l", "gap.db", "-k", "key.pem", "--waiver", "gap.json", "--waiver-key", "oem.pem");
        Assert.Equal("custody-key-stays", Assert.Throws<FaultException>(() => Desk().ReadPrivate(hsm.Key("oem"))).Fault.Code.Id);
    }

    private static void Sign(ISigner signer, HashAlgorithmName algorithm, byte[] digest) =>
        Assert.True(SignatureCheck.IsGood(signer.Kind, signer.SubjectPublicKeyInfo, algorithm, digest, signer.SignDigest(algorithm, digest)));

    private static Fault Fault(string code, string reference)
    {
        var fault = Assert.Throws<FaultException>(() => Desk().OpenSigner(reference)).Fault;
        Assert.Equal(code, fault.Code.Id);
        return fault;
    }

    private static KeyDesk Desk() => new(new(new OsDisk(), p => p.StartsWith("lib", StringComparison.Ordinal) ? p : Path.GetFullPath(p, "/"), new Nobody(), new SystemEntropy(), TimeProvider.System));

    private CliRun Demand(int exit, params string[] args)
    {
        var run = CliRun.Of(_folder.Folder, args);
        Assert.True(run.Exit == exit, $"{run.Exit}: {run.Output}{run.Error}");
        return run;
    }

    private sealed class Nobody : ISecretAsker
    {
        public bool IsAttended => false;

        public Secret? Ask(string prompt) => null;

        public Secret? Environment(string name) => null;
    }
}
