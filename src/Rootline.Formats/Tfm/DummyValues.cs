using System.Text;
using Rootline.Core.Bytes;
using Rootline.Formats.Mcuboot;

namespace Rootline.Formats.Tfm;

/// <summary>
/// The values that TF-M burns when it is built with dummy provisioning, which is its default. They are published: whoever finds one
/// on a device knows its keys. A factory writes none of them, and looks for them afterwards. Source: tfm-provisioning section 5.4.
/// </summary>
public static class DummyValues
{
    private const int KeyStart = 8; // as many bytes as the devices compare
    private static readonly (string Name, byte[] Bytes, bool IsStart)[] Known =
    [
        Whole("hardware unique key", "000102030405060708090A0B0C0D0E0F000102030405060708090A0B0C0D0E0F"),
        Start("attestation key", "A9B454B26D6F90A4"),
        Start("group unique key", "0001020304050607"),
        Whole("boot seed", "A0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBF"),
        Whole("implementation id", "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"),
        Start("entropy seed", "121323340A058978"),
        Start("secure debug key", "F40C8FBF12DB782A"),
        Text("name of the attestation key", "kid@trustedfirmware.example"),
        Text("certification reference", "0604565272829-10010"),
        Text("hardware version", "0604565272829100"),
        Text("address of the verification service", "www.trustedfirmware.org"),
        Whole("RSA-3072 key of image 0", "BFE6D86F8826F4FF97FB96C4E6FBC4993E4619FC565DA26ADF34C329489ADC38"),
        Whole("RSA-3072 key of image 1", "B360CAF5C98C6B942A4882FA9D4823EFB166A9EF6A6E4AA37C1919ED1FCCC049"),
        Whole("RSA-2048 key of image 0", "FC5701DC6135E1323847BDC40F04D2E5BEE5833B23C29F93593D00018CFA9994"),
        Whole("RSA-2048 key of image 1", "E18015993D6D2760B499274BAEF264B83AF229E9A785F3D5BF00B9D32C1F0396"),
        Whole("P-256 key of image 0", "E30466F6B8470C1F29070B17F1E2D3E94D445E3F608087FDC711E4382BB538B6"),
        Whole("P-256 key of image 1", "82A5B443594853D4BF0FDD89A914A5DC16F867548207D7077E74D80C063EFDA9"),
        Whole("P-384 key of image 0", "6BCD1E16D80E5FE13A5307E6F1DE8344C7E50E537D9962CE35EF6DB5E642FAE8"),
        Whole("P-384 key of image 1", "4EC3FB3193234E2ED4456E84507BA591BBE2456EA38D1CD80287CFDEC268AB6F"),
        Whole("P-384 key of image 0", "85B7BD5F5DFF9A03A99927ADAF6CA6FEBDE822C1A480928324A8E60323715C5779461C496A95AEE8C4F90B99779F848A"),
        Whole("P-384 key of image 1", "AE13B71DAE49A7B89D4D8EE5095CB8D45A32BD9C7D501CD3B8F86CBC8B41439B1B225CC36A5BA8081DF071E0CBBC6192"),
    ];

    /// <summary>Which dummy value this is, whatever element it is for; null for every other value.</summary>
    /// <param name="value">A value of one-time memory: bytes, a text with or without the zeros behind it, the hash of a public key or the raw key.</param>
    public static string? NameOf(ReadOnlySpan<byte> value)
    {
        foreach (var (name, bytes, isStart) in Known)
        {
            if (isStart ? value.StartsWith(bytes) : value.StartsWith(bytes) && Alignment.IsZero(value[bytes.Length..]))
                return $"the dummy {name}";
        }

        return Rotpk.ReadRaw(value) is { } key ? NameOf(key.Hash(ImageDigest.Sha256)) : null;
    }

    private static (string, byte[], bool) Whole(string name, string hex) => (name, Convert.FromHexString(hex), false);

    private static (string, byte[], bool) Start(string name, string hex) => (name, Convert.FromHexString(hex)[..KeyStart], true);

    private static (string, byte[], bool) Text(string name, string text) => (name, Encoding.ASCII.GetBytes(text), false);
}
