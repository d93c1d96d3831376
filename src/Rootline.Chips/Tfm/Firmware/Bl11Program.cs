using System.Buffers.Binary;
using System.Security.Cryptography;
using Rootline.Chips.Cpu;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>
/// BL1_1, the first code of a device with BL1: it burns its provisioning data, takes BL1_2 out of one-time memory, compares its hash
/// and starts it. Source: tfm-provisioning sections 4.4, 5.1 and 5.2, bl1/bl1_1 of TF-M 1.7.0 and 2.2.2.
/// </summary>
internal sealed class Bl11Program
{
    private const uint MainSize = 128;
    private const ulong DummyGukStart = 0x0706050403020100;
    private readonly TfmState _state;
    private readonly Bl12Program _next;
    private readonly OtpFunctions _otp;
    private readonly EntryPoint _perform;
    private readonly EntryPoint _startNext;

    /// <summary>Lays the program out.</summary>
    /// <param name="state">The device.</param>
    /// <param name="next">What it starts.</param>
    public Bl11Program(TfmState state, Bl12Program next)
    {
        (_state, _next) = (state, next);
        Layout = new($"bl1_1 {Convert.ToHexString(state.Build.ToBytes())}", An521Map.SecureFlash + An521Map.BootFunctions, An521Map.SecureRam, isSecure: true);
        Main = Layout.Function("main", Run, MainSize);
        _otp = new(state, Layout);
        _perform = Layout.Function("tfm_plat_provisioning_perform", CpuBodies.Of(call => (uint)Perform(call)));
        _startNext = Layout.Function("boot_platform_start_next_image", StartNext);
    }

    /// <summary>Its functions and its ELF file.</summary>
    public FirmwareLayout Layout { get; }

    /// <summary>Where it starts.</summary>
    public EntryPoint Main { get; }

    private IEnumerable<CpuStep> Run(CpuCall call)
    {
        _state.Console.Line("[INF] Starting TF-M BL1_1");
        yield return CpuStep.Call(_otp.Init);
        bool goesOn = call.Result == 0;
        if (goesOn)
        {
            yield return CpuStep.Call(_otp.IsRequired);
            bool isRequired = call.Result != 0;
            if (isRequired)
                yield return CpuStep.Call(_perform);
            goesOn = !isRequired || call.Result == 0;
            if (!goesOn)
                _state.Console.Line(_state.Build.IsOld ? "[ERR] BL1_2 provisioning failed" : "[ERR] BL1 provisioning failed");
        }

        if (goesOn && HasDummyKey())
            _state.Console.Line(_state.Build.IsOld ? TfmMessages.Bl1DummyKeysOf17 : TfmMessages.LoaderDummyKeys);
        if (goesOn && !Load(call))
        {
            goesOn = false;
            _state.Console.Line("[ERR] BL1_2 image failed to validate");
        }

        while (!goesOn)
            yield return CpuStep.Wait;
        _state.Console.Line("[INF] Jumping to BL1_2");
        yield return CpuStep.Call(_startNext);
    }

    private IEnumerable<CpuStep> StartNext(CpuCall call)
    {
        _next.Layout.DemandIn(call);
        yield return CpuStep.Start(_next.Main, An521Map.SecureStack);
    }

    private bool Load(CpuCall call)
    {
        var image = new byte[An521Map.Bl12Length];
        var hash = new byte[SHA256.HashSizeInBytes];
        if (_state.Otp.Read(OtpElement.Bl12Image, image) != PlatformError.Success || _state.Otp.Read(OtpElement.Bl12ImageHash, hash) != PlatformError.Success)
            return false;
        call.Write(An521Map.Bl12Code, image);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(image), hash);
    }

    private bool HasDummyKey()
    {
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        return _state.Otp.Read(OtpElement.Guk, start) == PlatformError.Success && BinaryPrimitives.ReadUInt64LittleEndian(start) == DummyGukStart;
    }

    private PlatformError Perform(CpuCall call)
    {
        _state.Console.Line("[INF] Beginning BL1 provisioning");
        if (_state.Lifecycle.Burned != TfmLifecycle.AssemblyAndTest)
            return PlatformError.Success;
        var form = _state.Build.Bl1Form;
        using var bytes = new Secret(Bl1Data.FixedLength(form) + An521Map.Bl12Length);
        call.Read(An521Map.Bl1Data, bytes.Span);
        if (!Bl1Data.Parse(bytes.Span, form).Try(out var data, out _))
        {
            _state.Console.Line($"[ERR] {TfmMessages.NoAssemblyData}");
            return PlatformError.InvalidInput;
        }

        using (data)
            return BurnForEver(data);
    }

    private PlatformError BurnForEver(Bl1Data data)
    {
        foreach (var (element, value) in (IEnumerable<(OtpElement, ReadOnlyMemory<byte>)>)
        [
            (OtpElement.KeyBl2Encryption, data.EncryptionKey.Memory), (OtpElement.Guk, data.Guk!.Memory), (OtpElement.Bl12ImageHash, data.Bl12ImageHash),
            (OtpElement.Bl2ImageHash, data.Bl2ImageHash), (OtpElement.Bl12Image, data.Bl12Image), (OtpElement.Bl1Rotpk0, data.Bl1Rotpk),
        ])
        {
            if (!value.IsEmpty && _state.Otp.WriteForEver(element, value.Span) is not (PlatformError.Success or PlatformError.Unsupported) and var error)
                return error;
        }

        return PlatformError.Success;
    }
}
