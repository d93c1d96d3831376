using System.Buffers.Binary;
using Rootline.Chips.Cpu;
using Rootline.Chips.Tfm;
using Rootline.Core.Crypto;
using Rootline.Core.Entropy;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Tfm;
using Rootline.Line.Tfm;

namespace Rootline.TestSupport.Tfm;

/// <summary>The three images of a <see cref="TfmBench"/>.</summary>
internal sealed class TfmBenchFirmware
{
    private const uint SecureRam = 0x38000000;
    private const uint RamLength = 0x10000;
    private const uint NonSecureRam = 0x28100000;
    private readonly TfmBenchOptions _options;
    private readonly OtpHal _hal;
    private readonly uint _assembly;
    private readonly uint _rot;

    public TfmBenchFirmware(TfmBenchOptions options, OtpHal hal)
    {
        (_options, _hal) = (options, hal);
        var application = new FirmwareLayout(options.Build + " ns", 0x00100000, NonSecureRam, isSecure: false);
        var ns = application.Function("main", NonSecureMain);
        application.Function(TfmFirmware.GetToken, CpuBodies.Of(GetToken));
        var secure = new FirmwareLayout(options.Build + " s", 0x10080400, SecureRam + 0x1000, isSecure: true);
        _assembly = secure.Data(AssemblyAndTestData.Symbol, AssemblyAndTestData.Length);
        _rot = secure.Data(PsaRotData.Symbol, (uint)options.Layout.Length);
        var s = Image(secure, Provision, Boot(ns, NonSecureRam + RamLength - 64, clears: true));
        var loader = new FirmwareLayout(options.Build + " bl2", 0x10000000, SecureRam, isSecure: true);
        var bl2 = Image(loader, _ => (uint)PlatformError.SystemError, Boot(s, SecureRam + RamLength - 64, clears: false));
        var memory = new CpuMemory();
        memory.Add(loader.ToRegion());
        memory.Add(secure.ToRegion());
        memory.Add(application.ToRegion());
        memory.Add(new RamRegion(SecureRam, RamLength, isSecure: true));
        memory.Add(new RamRegion(NonSecureRam, RamLength, isSecure: false));
        Cpu = new VirtualCpu(memory, () => new(bl2, SecureRam + RamLength - 64));
        Cpu.Load([.. loader.Functions, .. secure.Functions, .. application.Functions]);
        (Loader, Secure, NonSecure) = (loader.ToElf(bl2), secure.ToElf(s), application.ToElf(ns));
    }

    public VirtualCpu Cpu { get; }

    public byte[] Loader { get; }

    public byte[] Secure { get; }

    public byte[] NonSecure { get; }

    public Dictionary<OtpElement, int> Burned { get; } = [];

    private EntryPoint Image(FirmwareLayout layout, Func<CpuCall, uint> perform, Func<EntryPoint, EntryPoint, CpuBody> boot)
    {
        layout.Function(TfmFirmware.OtpRead, CpuBodies.Of(OtpRead));
        layout.Function(TfmFirmware.OtpWrite, CpuBodies.Of(OtpWrite));
        var required = layout.Function(TfmFirmware.IsRequired, CpuBodies.Of(_ => Lifecycle().NeedsProvisioning() ? 1u : 0));
        var performing = layout.Function(TfmFirmware.Perform, CpuBodies.Of(perform));
        return layout.Function("main", boot(required, performing));
    }

    private Func<EntryPoint, EntryPoint, CpuBody> Boot(EntryPoint next, uint stack, bool clears) => (required, perform) => call => Steps(call, (required, perform, next), stack, clears);

    private IEnumerable<CpuStep> Steps(CpuCall call, (EntryPoint Required, EntryPoint Perform, EntryPoint Next) functions, uint stack, bool clears)
    {
        if (_options.Hangs || _hal.Open() != PlatformError.Success)
            yield return CpuStep.Wait;
        if (clears)
        {
            call.Write(_assembly, new byte[AssemblyAndTestData.Length]);
            call.Write(_rot, new byte[_options.Layout.Length]);
        }

        yield return CpuStep.Call(functions.Required);
        if (call.Result != 0)
        {
            // In its second life cycle the boot loader has nothing to do.
            yield return CpuStep.Call(functions.Perform);
            if (call.Result != 0 && (clears || Lifecycle() == TfmLifecycle.AssemblyAndTest))
                yield return clears ? CpuStep.Reset : CpuStep.Wait;
        }

        yield return CpuStep.Start(functions.Next, stack);
    }

    private static IEnumerable<CpuStep> NonSecureMain(CpuCall call)
    {
        while (true)
            yield return CpuStep.Wait;
    }

    private TfmLifecycle Lifecycle()
    {
        var word = new byte[sizeof(uint)];
        _hal.Read(OtpElement.Lcs, word);
        return TfmLifecycles.FromOtpWord(BinaryPrimitives.ReadUInt32LittleEndian(word));
    }

    private uint OtpRead(CpuCall call)
    {
        if (_hal.ElementOf((int)call.Argument(0)) is not { } element)
            return (uint)PlatformError.Unsupported;
        var bytes = new byte[call.Argument(1)];
        call.Read(call.Argument(2), bytes);
        var result = _hal.Read(element, bytes);
        call.Write(call.Argument(2), bytes);
        return (uint)result;
    }

    private uint OtpWrite(CpuCall call)
    {
        if (_hal.ElementOf((int)call.Argument(0)) is not { } element)
            return (uint)PlatformError.Unsupported;
        var bytes = new byte[call.Argument(1)];
        call.Read(call.Argument(2), bytes);
        return (uint)Burn(element, bytes);
    }

    private PlatformError Burn(OtpElement element, ReadOnlySpan<byte> value)
    {
        Burned[element] = Burned.GetValueOrDefault(element) + 1;
        return _hal.WriteForEver(element, value);
    }

    // As the secure image does: the hardware key and the next life cycle, then everything else and SECURED, in one call.
    private uint Provision(CpuCall call)
    {
        if (_options.Fails is { } failure)
            return (uint)failure;
        var lifecycle = Lifecycle();
        if (lifecycle == TfmLifecycle.AssemblyAndTest)
        {
            var bytes = new byte[AssemblyAndTestData.Length];
            call.Read(_assembly, bytes);
            if (!AssemblyAndTestData.Parse(bytes).Try(out var assembly, out _) || Burn(OtpElement.Huk, assembly.Huk.Span) != PlatformError.Success)
                return (uint)PlatformError.SystemError;
            Burn(OtpElement.Lcs, [1, 0, 0, 0]);
        }

        var rotBytes = new byte[_options.Layout.Length];
        call.Read(_rot, rotBytes);
        return PsaRotData.Parse(rotBytes).Try(out var rot, out _) ? (uint)BurnRot(rot, rotBytes) : (uint)PlatformError.SystemError;
    }

    private PlatformError BurnRot(PsaRotData rot, byte[] bytes)
    {
        var layout = _options.Layout;
        int texts = 44 + (layout.HasIakId ? 32 : 0) + 64;
        (OtpElement Element, byte[] Value)[] values =
        [
            (OtpElement.Iak, rot.Iak.Span.ToArray()),
            (OtpElement.IakLength, bytes[36..40]),
            (OtpElement.IakType, bytes[40..44]),
            .. layout.HasIakId ? [(OtpElement.IakId, bytes[44..76])] : Array.Empty<(OtpElement, byte[])>(),
            (OtpElement.BootSeed, rot.BootSeed.ToArray()),
            (OtpElement.ImplementationId, rot.ImplementationId.ToArray()),
            (OtpElement.CertificationReference, bytes[texts..(texts + layout.ReferenceLength)]),
            (OtpElement.VerificationServiceUrl, bytes[(texts + layout.ReferenceLength)..(texts + layout.ReferenceLength + 32)]),
            (OtpElement.ProfileDefinition, bytes[(texts + layout.ReferenceLength + 32)..(texts + layout.ReferenceLength + 32 + layout.ProfileLength)]),
            (OtpElement.EntropySeed, rot.EntropySeed.Span.ToArray()),
            (OtpElement.Lcs, [3, 0, 0, 0]),
        ];
        foreach (var (element, value) in values)
        {
            if (Burn(element, value) is not PlatformError.Success and var error)
                return error;
        }

        return PlatformError.Success;
    }

    private uint GetToken(CpuCall call)
    {
        var challenge = new byte[call.Argument(1)];
        call.Read(call.Argument(0), challenge);
        var (iak, implementation, type) = (Element(OtpElement.Iak, 32), Element(OtpElement.ImplementationId, 32), Element(OtpElement.IakType, 1)[0]);
        using var key = type == (byte)IakType.SecpR1 ? P256PrivateKey.FromScalar(iak) : null;
        var claims = new TokenClaims
        {
            Nonce = challenge,
            BootSeed = Element(OtpElement.BootSeed, 32),
            InstanceId = key is null ? InstanceId.OfSymmetric(iak) : _options.Profile == PsaProfile.Rfc9783 ? InstanceId.OfCoseKey(key.PublicKey.Raw) : InstanceId.OfPoint(key.PublicKey.Raw),
            ImplementationId = implementation,
            ClientId = -1,
            Lifecycle = Lifecycle().ToClaim(),
            NoSoftwareMeasurements = 1,
            Profile = _options.Profile.Id(),
        };
        byte[] payload = ClaimSetWriter.Write(_options.Profile, claims);
        byte[] token = _options.Token(key is null
            ? CoseMac0.Authenticate(CoseAlgorithm.Hmac256, null, payload, iak)
            : CoseSign1.Sign(CoseAlgorithm.Es256, null, payload, m => key.Sign(m, new SeededEntropy(1))));
        call.Write(call.Argument(2), token);
        call.WriteWord(call.Argument(4), (uint)token.Length);
        return 0;
    }

    private byte[] Element(OtpElement element, int length)
    {
        var bytes = new byte[length];
        _hal.Read(element, bytes);
        return bytes;
    }
}
