using System.Buffers.Binary;
using Rootline.Chips.Cpu;

namespace Rootline.TestSupport.Debug;

/// <summary>
/// A small virtual chip for tests of the debugger's side: a boot loader that wants two root keys, a secure image that wants the two structs of
/// TF-M, a non-secure loop. Its one-time memory is a dictionary.
/// </summary>
public sealed class ProvisionedChip
{
    /// <summary>Where the secure image keeps its stack.</summary>
    public const uint SecureStack = 0x38010000;

    private const uint HukLength = 36;
    private const uint PsaRotLength = 268;
    private const uint InvalidInput = 0xA3C5;
    private const uint MaxElement = 100;
    private readonly FirmwareLayout _bl2 = new("bl2 test", 0x10000000, 0x38040000, isSecure: true);
    private readonly FirmwareLayout _secure = new("s test", 0x10080400, 0x38000000, isSecure: true);
    private readonly FirmwareLayout _nonSecure = new("ns test", 0x00100000, 0x28100000, isSecure: false);
    private readonly EntryPoint _otpWrite;
    private readonly EntryPoint _bl2Perform;
    private readonly EntryPoint _bl2Main;
    private readonly EntryPoint _securePerform;
    private readonly EntryPoint _secureMain;
    private readonly EntryPoint _nsMain;
    private readonly uint _huk;
    private readonly uint _psaRot;

    /// <summary>Makes a chip whose one-time memory is blank, standing before its first instruction.</summary>
    public ProvisionedChip()
    {
        _otpWrite = _bl2.Function("tfm_plat_otp_write", CpuBodies.Of(WriteOtp));
        _bl2Perform = _bl2.Function("tfm_plat_provisioning_perform", CpuBodies.Of(_ => Say("no data for the loader", InvalidInput)));
        _bl2Main = _bl2.Function("main", RunBl2);
        _huk = _secure.Data("assembly_and_test_prov_data", HukLength);
        _psaRot = _secure.Data("psa_rot_prov_data", PsaRotLength);
        _securePerform = _secure.Function("tfm_plat_provisioning_perform", CpuBodies.Of(TakeStructs));
        _secureMain = _secure.Function("main", RunSecure);
        _nsMain = _nonSecure.Function("ns_main", RunNonSecure);
        var memory = new CpuMemory();
        memory.Add(_bl2.ToRegion());
        memory.Add(_secure.ToRegion());
        memory.Add(_nonSecure.ToRegion());
        memory.Add(new RamRegion(0x38000000, 0x50000, isSecure: true));
        memory.Add(new RamRegion(0x28100000, 0x10000, isSecure: false));
        Cpu = new(memory, () => new(_bl2Main, 0x38050000));
        foreach (var image in (FirmwareLayout[])[_bl2, _secure, _nonSecure])
            Cpu.Load(image.Functions);
        Cpu.Reset();
    }

    /// <summary>The core.</summary>
    public VirtualCpu Cpu { get; }

    /// <summary>What was burned, by element id.</summary>
    public Dictionary<uint, byte[]> Otp { get; } = [];

    /// <summary>What the images said.</summary>
    public List<string> Console { get; } = [];

    /// <summary>The ELF file of the boot loader.</summary>
    public byte[] Bl2Elf => _bl2.ToElf(_bl2Main);

    /// <summary>The ELF file of the secure image.</summary>
    public byte[] SecureElf => _secure.ToElf(_secureMain);

    /// <summary>The ELF file of the non-secure image.</summary>
    public byte[] NonSecureElf => _nonSecure.ToElf(_nsMain);

    private IEnumerable<CpuStep> RunBl2(CpuCall call)
    {
        if (!Otp.ContainsKey(0))
        {
            yield return CpuStep.Call(_bl2Perform);
            if (call.Result != 0 || !Otp.ContainsKey(12) || !Otp.ContainsKey(13))
            {
                Say("the loader stops", 0);
                while (true)
                    yield return CpuStep.Wait;
            }
        }

        call.Write(_huk, new byte[HukLength]);
        call.Write(_psaRot, new byte[PsaRotLength]);
        yield return CpuStep.Start(_secureMain, SecureStack);
    }

    private IEnumerable<CpuStep> RunSecure(CpuCall call)
    {
        if (!Otp.ContainsKey(0))
        {
            yield return CpuStep.Call(_securePerform);
            if (call.Result != 0)
            {
                Say("the secure image resets", 0);
                yield return CpuStep.Reset;
            }
        }

        Say("secured", 0);
        yield return CpuStep.Call(_nsMain);
    }

    private IEnumerable<CpuStep> RunNonSecure(CpuCall call)
    {
        while (true)
            yield return CpuStep.Wait;
    }

    private uint WriteOtp(CpuCall call)
    {
        if (call.Argument(1) > MaxElement)
            return InvalidInput;
        var bytes = new byte[call.Argument(1)];
        call.Read(call.Argument(2), bytes);
        Otp[call.Argument(0)] = bytes;
        return 0;
    }

    private uint TakeStructs(CpuCall call)
    {
        var psaRot = new byte[PsaRotLength];
        var huk = new byte[HukLength];
        call.Read(_psaRot, psaRot);
        call.Read(_huk, huk);
        if (BinaryPrimitives.ReadUInt32LittleEndian(huk) != 0xC0DEFEED || BinaryPrimitives.ReadUInt32LittleEndian(psaRot) != 0xBEEFFEED)
            return Say("no data for the secure image", InvalidInput);
        (Otp[0], Otp[2]) = (huk[4..], psaRot[4..36]);
        return 0;
    }

    private uint Say(string what, uint result)
    {
        Console.Add(what);
        return result;
    }
}
