using System.Globalization;
using System.Security.Cryptography;
using Rootline.Chips.Cpu;
using Rootline.Core.Crypto;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// BL1_2, out of one-time memory: it opens BL2's image from the first slot or the second, compares its hash (1.7) or verifies its
/// signature, compares the security counter, and starts BL2 in RAM. Source: bl1/bl1_2 of TF-M 1.7.0 and 2.2.2.
/// </summary>
internal sealed class Bl12Program
{
    private const uint MainSize = 128;
    private readonly TfmState _state;
    private readonly LoaderProgram _loader;
    private readonly EntryPoint _startNext;

    /// <summary>Lays the program out.</summary>
    /// <param name="state">The device.</param>
    /// <param name="loader">What it starts.</param>
    public Bl12Program(TfmState state, LoaderProgram loader)
    {
        (_state, _loader) = (state, loader);
        Layout = new($"bl1_2 {Convert.ToHexString(state.Build.ToBytes())}", An521Map.Bl12Code, An521Map.SecureRam, isSecure: true);
        Main = Layout.Function("main", Run, MainSize);
        _startNext = Layout.Function("boot_platform_start_next_image", StartNext);
    }

    /// <summary>Its functions and its ELF file.</summary>
    public FirmwareLayout Layout { get; }

    /// <summary>Where it starts.</summary>
    public EntryPoint Main { get; }

    private TfmConsole Console => _state.Console;

    private IEnumerable<CpuStep> Run(CpuCall call)
    {
        Console.Line(_state.Build.IsOld ? "[INF] starting TF-M bl1_2" : "[INF] Starting TF-M BL1_2");
        int slot = 0;
        int slots = _state.Machine.Layout.LoaderImages.Count;
        while (slot < slots && !Load(call, slot))
            slot++;
        while (slot == slots)
            yield return CpuStep.Wait;
        Console.Line("[INF] Jumping to BL2");
        yield return CpuStep.Call(_startNext);
    }

    private IEnumerable<CpuStep> StartNext(CpuCall call)
    {
        _loader.Layout.DemandIn(call);
        yield return CpuStep.Start(_loader.Main, An521Map.SecureStack);
    }

    // What is refused leaves nothing of itself in RAM.
    private bool Load(CpuCall call, int slot)
    {
        Console.Line(string.Create(CultureInfo.InvariantCulture, $"[INF] Attempting to boot image {slot}"));
        if (Open(slot) is not { } image)
        {
            Console.Line("[ERR] BL2 image failed to decrypt");
            return false;
        }

        Console.Line("[INF] BL2 image decrypted successfully");
        if (Refuse(image) is { } reason)
        {
            Console.Line($"[ERR] {reason}");
            Console.Line("[ERR] BL2 image failed to validate");
            return false;
        }

        call.Write(An521Map.LoaderCode, image.Data.Span);
        Console.Line("[INF] BL2 image validated successfully");
        return true;
    }

    private LoaderImage? Open(int slot)
    {
        var layout = _state.Build.LoaderImage;
        var bytes = new byte[layout.Length];
        using var key = new Secret(TfmBuild.ImageKeyLength);
        return _state.Machine.Region(_state.Machine.Layout.LoaderImages[slot]).TryRead(0, bytes)
            && _state.Otp.Read(OtpElement.KeyBl2Encryption, key.Span) == PlatformError.Success
            && LoaderImage.Open(bytes, layout, key).Try(out var image, out _) ? image : null;
    }

    private string? Refuse(LoaderImage image)
    {
        if (!IsGenuine(image))
            return "BL2 image signature failed to validate";
        if (_state.Counters.Read(NvCounterId.Bl10, out uint counter) != PlatformError.Success || counter > image.SecurityCounter)
            return "BL2 image security_counter failed to validate";
        // 1.7 raises the counter here; later releases leave that to their platform, and this one does not.
        bool isRaised = !_state.Build.IsOld || _state.Counters.RaiseForEver(NvCounterId.Bl10, image.SecurityCounter) == PlatformError.Success;
        return isRaised ? null : "NV counter update failed";
    }

    private bool IsGenuine(LoaderImage image)
    {
        var expected = new byte[_state.Build.IsOld ? SHA256.HashSizeInBytes : LmsPublicKey.Length];
        if (_state.Otp.Read(_state.Build.IsOld ? OtpElement.Bl2ImageHash : OtpElement.Bl1Rotpk0, expected) != PlatformError.Success)
            return false;
        return _state.Build.IsOld
            ? CryptographicOperations.FixedTimeEquals(SHA256.HashData(image.Protected.Span), expected)
            : LmsPublicKey.Parse(expected)?.Verify(image.Protected.Span, image.Signature.Span) == true;
    }
}
