using System.Globalization;
using System.Text;
using Rootline.Core.Secrets;
using Rootline.Formats.Files;
using Rootline.Formats.Files.Keys;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Encryption;
using Rootline.Formats.Mcuboot.Making;
using Rootline.TestSupport;

namespace Rootline.Tests.Formats.Mcuboot;

/// <summary>The arguments of a row of the shared set as a recipe and an input.</summary>
internal sealed class RowArguments
{
    private readonly Dictionary<string, List<string[]>> _options = [];
    private readonly List<string> _files = [];

    private RowArguments(IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments.SkipWhile(a => a == "sign"));
        while (rest.TryDequeue(out var name))
        {
            int count = name switch
            {
                "--custom-tlv" or "--custom-tlv-file" or "--extra-tlv" => 2,
                "--pad-header" or "--pure" or "--pad" or "--test" or "--confirm" or "--overwrite-only" or "--clear" or "--save-enctlv" or "--pad-sig" or "--non-bootable" => 0,
                _ => 1,
            };
            if (!name.StartsWith('-'))
                _files.Add(name);
            else if (_options.TryGetValue(name, out var more))
                more.Add([.. Enumerable.Range(0, count).Select(_ => rest.Dequeue())]);
            else
                _options[name] = [[.. Enumerable.Range(0, count).Select(_ => rest.Dequeue())]];
        }
    }

    /// <summary>Reads a row.</summary>
    public static RowArguments Of(ImageVector vector) => new(vector.Arguments);

    /// <summary>The input's name.</summary>
    public string Input => _files[0];

    /// <summary><c>payload</c> or <c>digest</c> when only the bytes to sign are wanted.</summary>
    public string? VectorToSign => One("--vector-to-sign");

    /// <summary>Where the signature goes.</summary>
    public string? SignatureOut => One("--sig-out");

    /// <summary>The files of the signing keys.</summary>
    public IEnumerable<string> KeyFiles => All("-k").Select(v => v[0]);

    /// <summary>The file of the encryption key.</summary>
    public string? EncryptionKey => One("-E");

    private bool IsHexInput => Input.EndsWith(".hex", StringComparison.Ordinal);

    /// <summary>The recipe; its signers are the caller's.</summary>
    public ImageRecipe Recipe(bool keyIdReplacesKey)
    {
        var version = ImageVersion.Parse(One("-v")!).OrThrow();
        var vendor = One("--vid") is { } vid ? ImageUuid.Vendor(vid).OrThrow() : null;
        var ids = All("--psa-key-id").Concat(All("--psa-key-ids")).Select(v => (uint?)Number(v[0])).ToList();
        return new()
        {
            Version = version,
            HeaderSize = (int)Number(One("-H")!),
            PadHeader = Has("--pad-header"),
            ErasedValue = (byte)Number(One("-R") ?? "0xff"),
            Order = One("-e") == "big" ? ImageByteOrder.Big : ImageByteOrder.Little,
            LoadAddress = Number(One("-L") ?? "0"),
            RomAddress = Number(One("-F") ?? "0"),
            NonBootable = Has("--non-bootable"),
            SecurityCounter = One("-s") is { } counter ? SecurityCounter.Parse(counter, version).OrThrow() : null,
            BootRecordType = One("--boot-record"),
            Dependencies = One("-d") is { } list ? ImageDependency.ParseList(list).OrThrow() : [],
            VendorId = vendor,
            ClassId = One("--cid") is { } cid ? ImageUuid.Class(cid, vendor).OrThrow() : null,
            CustomTlvs = [.. All("--custom-tlv").Select(Tlv), .. All("--custom-tlv-file").Select(v => new TlvEntry((TlvType)Number(v[0]), ImageVector.Read(v[1])))],
            ExtraTlvs = [.. All("--extra-tlv").Select(Tlv)],
            Digest = One("--sha") switch { "256" => ImageDigest.Sha256, "384" => ImageDigest.Sha384, "512" => ImageDigest.Sha512, _ => null },
            Signers = [.. All("-k").Select((v, i) => new ImageSigning(MemorySigner.Of(ImageVector.Read(v[0])), ids.ElementAtOrDefault(i)))],
            FixedSignature = One("--fix-sig") is { } fix ? Fixed(fix) : null,
            KeyForm = keyIdReplacesKey && ids.Count > 0 ? PublicKeyForm.IdOnly : One("--public-key-format") == "full" ? PublicKeyForm.Full : PublicKeyForm.Hash,
            Pure = Has("--pure"),
            PadSignature = Has("--pad-sig"),
            Encryption = One("-E") is { } key ? new(Recipient(key)) { KeyLength = One("--encrypt-keylen") == "256" ? 32 : 16, Clear = Has("--clear"), SaveTlv = Has("--save-enctlv") } : null,
            Compression = One("--compression") switch { "lzma2" => ImageCompression.Lzma2, "lzma2armthumb" => ImageCompression.Lzma2ArmThumb, _ => ImageCompression.None },
            Slot = Slot(),
        };
    }

    /// <summary>The input.</summary>
    public ImagePayload Payload() => IsHexInput ? HexImage.Payload(Hex()) : ImagePayload.Of(ImageVector.Read(Input));

    /// <summary>The address of the output.</summary>
    public uint BaseAddress(ImageRecipe recipe) => One("-x") is { } address ? Number(address) : HexImage.BaseAddress(Hex(), recipe).OrThrow();

    private IntelHexFile Hex() => IntelHexFile.Open(new MemoryStream(ImageVector.Read(Input)));

    private ImageSlot Slot() => new(Number(One("-S")!))
    {
        Align = (int)Number(One("--align") ?? "1"),
        MaxAlign = One("--max-align") is { } max ? (int)Number(max) : null,
        MaxSectors = (int)Number(One("-M") ?? "128"),
        OverwriteOnly = Has("--overwrite-only"),
        Padding = Has("--confirm") ? SlotPadding.Confirm : Has("--test") ? SlotPadding.Test : Has("--pad") ? SlotPadding.Pad : SlotPadding.None,
    };

    private FixedSignature Fixed(string file)
    {
        byte[] signature = Convert.FromBase64String(Encoding.ASCII.GetString(ImageVector.Read(file)));
        var key = PublicKeyFile.Read(ImageVector.Read(One("--fix-sig-pubkey")!), null).OrThrow();
        return new(PublicKeyBytes.FromSpki(key.Spki).OrThrow(), signature);
    }

    private ContentKeyRecipient Recipient(string file)
    {
        if (file.EndsWith(".b64", StringComparison.Ordinal))
            return ContentKeyRecipient.OfKeyWrap(Secret.CopyOf(ImageVector.Read(file.Replace(".b64", ".bin", StringComparison.Ordinal)))).OrThrow();
        var key = PublicKeyFile.Read(ImageVector.Read(file), null).OrThrow();
        var digest = One("--hmac-sha") == "512" ? ImageDigest.Sha512 : ImageDigest.Sha256;
        return ImageKeys.Recipient(key, digest);
    }

    private static TlvEntry Tlv(string[] values) => new(
        (TlvType)Number(values[0]),
        values[1].StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(values[1][2..]) : Encoding.UTF8.GetBytes(values[1]));

    private static uint Number(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? uint.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : uint.Parse(text, CultureInfo.InvariantCulture);

    private bool Has(string name) => _options.ContainsKey(name);

    private string? One(string name) => _options.TryGetValue(name, out var values) ? values[0][0] : null;

    private IEnumerable<string[]> All(string name) => _options.TryGetValue(name, out var values) ? values : [];
}
