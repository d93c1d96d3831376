using Rootline.Core.Faults;
using Rootline.Formats.Elf;
using Rootline.Formats.Tfm;

namespace Rootline.Line.Tfm;

/// <summary>
/// The firmware of a device as its ELF files tell it: addresses of the functions and structs that provisioning needs. Names are looked up
/// in each file by themselves, because both images have functions of the same names. Source: tfm-provisioning sections 11 and 14.3.
/// </summary>
public sealed class TfmFirmware
{
    /// <summary>TF-M's function that provisions; in both secure images.</summary>
    public const string Perform = "tfm_plat_provisioning_perform";

    /// <summary>TF-M's function that says whether it must; in both secure images.</summary>
    public const string IsRequired = "tfm_plat_provisioning_is_required";

    /// <summary>Burns an element: element, length, address; in both secure images.</summary>
    public const string OtpWrite = "tfm_plat_otp_write";

    /// <summary>Reads an element: element, length, address; in both secure images.</summary>
    public const string OtpRead = "tfm_plat_otp_read";

    /// <summary>Gives a token: challenge, its length, buffer, its length, where the token's length goes; in the non-secure image.</summary>
    public const string GetToken = "psa_initial_attest_get_token";

    /// <summary>Where the non-secure image is stopped unless another function is named.</summary>
    public const string DefaultStop = "main";

    private TfmFirmware(TfmImage bl2, TfmImage secure, TfmImage? nonSecure) => (Bl2, Secure, NonSecure) = (bl2, secure, nonSecure);

    /// <summary>The boot loader.</summary>
    public TfmImage Bl2 { get; }

    /// <summary>The secure image.</summary>
    public TfmImage Secure { get; }

    /// <summary>The non-secure image; null where no token is taken.</summary>
    public TfmImage? NonSecure { get; }

    /// <summary>Layout of the struct with the data of the PSA root of trust: told by its size.</summary>
    public required PsaRotLayout Layout { get; init; }

    /// <summary>Address of the struct with the hardware unique key.</summary>
    public required uint AssemblyAddress { get; init; }

    /// <summary>Address of the struct with the data of the PSA root of trust.</summary>
    public required uint RotAddress { get; init; }

    /// <summary>The function at which the non-secure image is stopped.</summary>
    public required string StopAt { get; init; }

    /// <summary>The images in the order of booting.</summary>
    public IEnumerable<TfmImage> Images => NonSecure is null ? [Bl2, Secure] : [Bl2, Secure, NonSecure];

    /// <summary>Looks everything up, and refuses firmware that carries dummy data.</summary>
    /// <param name="bl2">The boot loader (bl2.axf).</param>
    /// <param name="secure">The secure image (tfm_s.axf).</param>
    /// <param name="nonSecure">The non-secure image (tfm_ns.axf), or null.</param>
    /// <param name="stopAt">A function at which the non-secure image can ask for a token.</param>
    /// <returns>The firmware; or a fault of <see cref="ElfFaults"/>, <see cref="ProvisioningFaults.Size"/>, <see cref="TfmLineFaults"/>.</returns>
    public static Parsed<TfmFirmware> Of(ElfImage bl2, ElfImage secure, ElfImage? nonSecure, string stopAt = DefaultStop)
    {
        if (!TfmImage.Of("the boot loader", bl2, [IsRequired, Perform, OtpRead, OtpWrite]).Try(out var loader, out var fault)
            || !TfmImage.Of("the secure image", secure, [IsRequired, Perform, OtpRead]).Try(out var trusted, out fault))
            return fault;
        TfmImage? application = null;
        if (nonSecure is not null && !TfmImage.Of("the non-secure image", nonSecure, [stopAt, GetToken]).Try(out application, out fault))
            return fault;
        if (!secure.Data(AssemblyAndTestData.Symbol).Try(out var assembly, out fault) || !secure.Data(PsaRotData.Symbol).Try(out var rot, out fault))
            return fault.In("the secure image");
        if (assembly.Size != AssemblyAndTestData.Length)
            return ProvisioningFaults.Size.Fault($"{AssemblyAndTestData.Symbol} has {assembly.Size} bytes instead of {AssemblyAndTestData.Length}");
        if (!PsaRotLayout.OfLength((int)Math.Min(rot.Size, int.MaxValue)).Try(out var layout, out fault))
            return fault;
        if ((Place(secure, assembly) ?? Place(secure, rot)) is { } place)
            return place;
        return bl2.Data("bl2_assembly_and_test_prov_data").Try(out var dummy, out _) && HasContent(bl2, dummy)
            ? TfmLineFaults.DummyFirmware.Fault("the boot loader holds provisioning data")
            : new TfmFirmware(loader, trusted, application) { Layout = layout, AssemblyAddress = assembly.Address, RotAddress = rot.Address, StopAt = stopAt };
    }

    // A struct with content is a build with dummy data; one in a section that is not written to cannot be filled.
    private static Fault? Place(ElfImage image, ElfSymbol data)
    {
        if (HasContent(image, data))
            return TfmLineFaults.DummyFirmware.Fault($"{data.Name} in the secure image is filled");
        return image.Sections.Any(s => (s.Flags & ElfSection.Writable) != 0 && s.Holds(data.Address, data.Size))
            ? null
            : TfmLineFaults.StructPlace.Fault($"{data.Name} at 0x{data.Address:x8} lies in no section that is written to");
    }

    private static bool HasContent(ElfImage image, ElfSymbol data) => image.BytesOf(data).Span.ContainsAnyExcept((byte)0);
}
