using System.Globalization;
using Rootline.Chips.Boot;
using Rootline.Chips.Cpu;
using Rootline.Core.Secrets;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Virtual;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// BL2: one-time memory, its own provisioning, verification of the images by <see cref="SecureBoot"/>, hand-over. Source:
/// tfm-provisioning sections 5.1 to 5.3.
/// </summary>
internal sealed class LoaderProgram
{
    private const uint MainSize = 128;
    private readonly TfmState _state;
    private readonly SecureProgram _secure;
    private readonly BundleReception? _reception;
    private readonly OtpFunctions _otp;
    private readonly EntryPoint _perform;
    private readonly EntryPoint _startNext;
    private BootCode? _code;

    /// <summary>Lays the program out.</summary>
    /// <param name="state">The device.</param>
    /// <param name="secure">What it starts.</param>
    /// <param name="bundle">The code of the bundles that it waits for; null when it waits for none.</param>
    public LoaderProgram(TfmState state, SecureProgram secure, BundleProgram? bundle)
    {
        (_state, _secure) = (state, secure);
        _reception = bundle is null ? null : new(state, bundle);
        Layout = new($"bl2 {Convert.ToHexString(state.Build.ToBytes())}", state.Build.HasBl1 ? An521Map.LoaderCode : An521Map.SecureFlash + An521Map.BootFunctions, An521Map.SecureRam, isSecure: true);
        Main = Layout.Function("main", Run, MainSize);
        _otp = new(state, Layout);
        _perform = Layout.Function("tfm_plat_provisioning_perform", Perform);
        _startNext = Layout.Function("boot_platform_start_next_image", StartNext);
    }

    /// <summary>Its functions and its ELF file.</summary>
    public FirmwareLayout Layout { get; }

    /// <summary>Where it starts.</summary>
    public EntryPoint Main { get; }

    private TfmConsole Console => _state.Console;

    private IEnumerable<CpuStep> Run(CpuCall call)
    {
        _code = ReadCode(call);
        Console.Line("[INF] Starting bootloader");
        yield return CpuStep.Call(_otp.Init);
        if (call.Result != 0)
        {
            Console.Line("[ERR] OTP system initialization failed");
            while (true)
                yield return CpuStep.Wait;
        }

        yield return CpuStep.Call(_otp.IsRequired);
        bool wasRequired = call.Result != 0;
        if (wasRequired)
        {
            yield return CpuStep.Call(_perform);
            if (call.Result != 0)
            {
                Console.Line("[ERR] Provisioning failed");
                while (true)
                    yield return CpuStep.Wait;
            }
        }

        if (_state.HasDummyKey && !(wasRequired && _state.Build.IsOld))
            Console.Line(TfmMessages.LoaderDummyKeys);
        if (!Verify())
        {
            while (true)
                yield return CpuStep.Wait;
        }

        yield return CpuStep.Call(_startNext);
    }

    // The struct that the document names is constant zero in every build without the published values, so that nothing injected helps.
    private IEnumerable<CpuStep> Perform(CpuCall call)
    {
        Console.Line(_reception is null ? "[INF] Beginning BL2 provisioning" : "[INF] Beginning provisioning");
        if (_state.Lifecycle.Burned != TfmLifecycle.AssemblyAndTest)
            yield break;
        if (_reception is not null)
        {
            foreach (var step in _reception.Take(call))
                yield return step;
            yield break;
        }

        if (!_state.Build.HasDummyProvisioning)
        {
            Console.Line($"[ERR] {TfmMessages.NoAssemblyData}");
            call.Return = (uint)PlatformError.InvalidInput;
            yield break;
        }

        Console.Line(TfmMessages.LoaderDummyProvisioning);
        call.Return = (uint)DummyKeys();
    }

    private PlatformError DummyKeys()
    {
        var keys = DummyProvisioning.Rotpks(Code());
        for (int image = 0; image < keys.Count; image++)
        {
            var error = _state.Otp.WriteForEver(OtpElement.Bl2Rotpk0 + image, keys[image]);
            if (error is not (PlatformError.Success or PlatformError.Unsupported))
                return error;
        }

        return PlatformError.Success;
    }

    // The start-up code of the secure image clears its data before anything else of it runs.
    private IEnumerable<CpuStep> StartNext(CpuCall call)
    {
        call.Write(_secure.DataAddress, new byte[_secure.Layout.DataLength]);
        yield return CpuStep.Start(_secure.Main, An521Map.SecureStack);
    }

    private bool Verify()
    {
        using var key = ImageKey();
        var outcome = new SecureBoot(_state.Machine with { LoadedCode = CodeWith(key) }).Start();
        _state.Outcome = outcome;
        _state.Shared = outcome.Shared ?? new();
        if (!_state.Build.IsOld)
            Console.Line(CryptoLine());
        for (int image = Images() - 1; image >= 0; image--)
        {
            string told = string.Create(CultureInfo.InvariantCulture, $"[INF] Image index: {image}, Swap type: ");
            string swap = outcome.Log.Contains($"{told}test") ? "test" : "none";
            Console.Line(_state.Build.IsOld ? $"[INF] Swap type: {swap}" : told + swap);
        }

        foreach (string line in outcome.Log.Select(Told).OfType<string>())
            Console.Line(line);
        return outcome.Started is not null;
    }

    // Of the lines of the virtual boot code those that TF-M prints too, as it prints them.
    private string? Told(string line)
    {
        if (line.StartsWith("[ERR] Unable to find bootable image", StringComparison.Ordinal))
            return "[ERR] Unable to find bootable image";
        if (line.StartsWith("[INF] Image version", StringComparison.Ordinal) && _state.Build.IsOld)
            return null;
        string[] told = ["[INF] Bootloader chainload", "[INF] Image version", "[INF] Jumping", "[ERR] Image in the"];
        return told.Any(t => line.StartsWith(t, StringComparison.Ordinal)) ? line.Split('+')[0] : null;
    }

    private string CryptoLine()
    {
        var code = Code();
        string kind = code.Signature switch
        {
            Core.Crypto.SignatureKind.Rsa2048Pss or Core.Crypto.SignatureKind.Rsa3072Pss => "RSA",
            Core.Crypto.SignatureKind.EcdsaP384 => "EC-P384",
            _ => "EC-P256",
        };
        return $"[INF] PSA Crypto init done, sig_type: {kind}{(code.KeySource == BootKeySource.RotpkRaw ? ", using builtin keys" : "")}";
    }

    // One-time memory holds the key that the images' content keys are wrapped for; while it is blank no encrypted image is opened.
    private Secret? ImageKey()
    {
        if (!_state.Build.TakesEncryptedImages)
            return null;
        var key = new Secret(TfmBuild.ImageKeyLength);
        if (_state.Otp.Read(OtpElement.KeyBl2Encryption, key.Span) == PlatformError.Success && key.Span.ContainsAnyExcept((byte)0))
            return key;
        key.Dispose();
        return null;
    }

    // Null where the rules are those that lie in flash and nothing else.
    private BootCode? CodeWith(Secret? key) => key is null
        ? _state.Build.HasBl1 ? _code : null
        : _code is { } code ? code with { ContentKeyTlv = TlvType.EncryptedKeyWrap, ContentKey = key.Memory, ContentKeyLength = key.Length } : null;

    // BL1 brought the rules into RAM with the code.
    private BootCode? ReadCode(CpuCall call)
    {
        if (!_state.Build.HasBl1)
            return TfmBoard.ReadCode(_state.Machine);
        var rules = new byte[An521Map.LoaderLength - An521Map.LoaderRules];
        call.Read(An521Map.LoaderCode + An521Map.LoaderRules, rules);
        return BootCodeFile.LengthOf(rules) is { } length && length <= rules.Length && BootCodeFile.Parse(rules.AsSpan(0, length)).Try(out var code, out _) ? code : null;
    }

    private int Images() => Code().Images;

    private BootCode Code() => _code ?? new BootCode();
}
