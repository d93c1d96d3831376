using Rootline.Chips.Tfm.Firmware;
using Rootline.Formats.Elf;
using Rootline.Formats.Gdb;
using Rootline.Formats.Tfm;
using Rootline.Links.Gdb;

namespace Rootline.TestSupport.Tfm;

/// <summary>Somebody at a debugger, who does by hand what section 14.2 of the source says.</summary>
/// <param name="host">The debugger.</param>
/// <param name="firmware">The files of the firmware.</param>
/// <param name="console">Tells what the chip printed, for messages.</param>
public sealed class TfmDebugger(GdbHost host, TfmFirmware firmware, Func<string>? console = null)
{
    private const uint Scratch = 0x400;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The debugger.</summary>
    public GdbHost Host => host;

    /// <summary>The loader's symbols.</summary>
    public ElfImage Loader { get; } = ElfImage.Parse(firmware.Loader.Elf).OrThrow();

    /// <summary>The secure image's symbols.</summary>
    public ElfImage Secure { get; } = ElfImage.Parse(firmware.Secure.Elf).OrThrow();

    /// <summary>The non-secure image's symbols.</summary>
    public ElfImage NonSecure { get; } = ElfImage.Parse(firmware.NonSecure.Elf).OrThrow();

    /// <summary>The address of a function.</summary>
    public static uint AddressOf(ElfImage image, string function) => image.Function(function).OrThrow().Address & ~1u;

    /// <summary>Runs to an address.</summary>
    /// <returns>Whether the core came there.</returns>
    public bool RunTo(uint address)
    {
        host.SetBreakpoint(address);
        if (host.Continue(Patience) is null)
            host.Halt();
        host.ClearBreakpoint(address);
        return host.ReadRegister(CoreRegister.Pc) == address;
    }

    /// <summary>Calls a function where the core stands, and puts everything back.</summary>
    /// <param name="address">The function.</param>
    /// <param name="arguments">Its arguments; a fifth goes to the stack.</param>
    /// <returns>What it returned.</returns>
    public uint Call(uint address, params uint[] arguments)
    {
        var saved = host.ReadRegisters();
        uint stop = saved[CoreRegister.Pc];
        uint stack = saved[CoreRegister.Sp] - (2 * Scratch);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i < 4)
                host.WriteRegister((CoreRegister)i, arguments[i]);
            else
                host.WriteMemory(stack + ((uint)(i - 4) * 4), BitConverter.GetBytes(arguments[i]));
        }

        host.WriteRegister(CoreRegister.Sp, stack);
        host.WriteRegister(CoreRegister.Lr, stop | 1);
        host.WriteRegister(CoreRegister.Pc, address);
        if (!RunTo(stop))
            throw new InvalidOperationException("the function does not return");
        uint result = host.ReadRegister(CoreRegister.R0);
        host.WriteRegisters(saved);
        return result;
    }

    /// <summary>Gives BL1 its data, before the core's first instruction.</summary>
    public void GiveBl1(byte[] data) => host.WriteMemory(An521Map.Bl1Data, data);

    /// <summary>Burns a root of trust public key through the loader, which stands at its provisioning.</summary>
    public uint BurnRotpk(int image, byte[] value) => Burn(OtpElement.Bl2Rotpk0 + image, value);

    /// <summary>Burns an element through the loader, which stands at its provisioning.</summary>
    public uint Burn(OtpElement element, byte[] value)
    {
        uint place = host.ReadRegister(CoreRegister.Sp) - Scratch;
        host.WriteMemory(place, value);
        return Call(AddressOf(Loader, "tfm_plat_otp_write"), (uint)element, (uint)value.Length, place);
    }

    /// <summary>Leaves the function out before which the core stands, with success.</summary>
    public void Skip()
    {
        uint back = host.ReadRegister(CoreRegister.Lr) & ~1u;
        host.WriteRegister(CoreRegister.R0, 0);
        host.WriteRegister(CoreRegister.Pc, back);
    }

    /// <summary>Steps 1 and 2: the loader gets its keys, and its own provisioning is left out.</summary>
    public void ProvisionLoader(IReadOnlyList<byte[]> rotpks, byte[]? imageKey = null)
    {
        Demand(RunTo(AddressOf(Loader, "tfm_plat_provisioning_perform")));
        for (int image = 0; image < rotpks.Count; image++)
            Demand(BurnRotpk(image, rotpks[image]) == 0);
        Demand(imageKey is null || Burn(OtpElement.KeyBl2Encryption, imageKey) == 0);
        Skip();
    }

    /// <summary>Steps 3 and 4: both structs into the secure image, which then burns them; the core stands behind its provisioning.</summary>
    /// <returns>What provisioning answered.</returns>
    public uint ProvisionSecure(byte[] assembly, byte[] rot)
    {
        Demand(RunTo(AddressOf(Secure, "tfm_plat_provisioning_perform")));
        host.WriteMemory(Secure.Data(AssemblyAndTestData.Symbol).OrThrow().Address, assembly);
        host.WriteMemory(Secure.Data(PsaRotData.Symbol).OrThrow().Address, rot);
        Demand(RunTo(host.ReadRegister(CoreRegister.Lr) & ~1u));
        uint result = host.ReadRegister(CoreRegister.R0);
        host.WriteMemory(Secure.Data(AssemblyAndTestData.Symbol).OrThrow().Address, new byte[assembly.Length]);
        host.WriteMemory(Secure.Data(PsaRotData.Symbol).OrThrow().Address, new byte[rot.Length]);
        return result;
    }

    /// <summary>Takes a token through the non-secure image, before which the core is run.</summary>
    public byte[] Token(byte[] challenge)
    {
        var main = NonSecure.Function("main").OrThrow();
        if (host.ReadRegister(CoreRegister.Pc) - (main.Address & ~1u) >= main.Size)
            Demand(RunTo(main.Address & ~1u));
        uint place = host.ReadRegister(CoreRegister.Sp) - (8 * Scratch);
        host.WriteMemory(place, challenge);
        uint status = Call(AddressOf(NonSecure, "psa_initial_attest_get_token"), place, (uint)challenge.Length, place + 0x100, 0x400, place + 0x80);
        if (status != 0)
            throw new InvalidOperationException($"no token: {(int)status}");
        return host.ReadMemory(place + 0x100, BitConverter.ToInt32(host.ReadMemory(place + 0x80, 4)));
    }

    private void Demand(bool holds)
    {
        if (!holds)
            throw new InvalidOperationException($"the device did something else than it should; it stands at 0x{host.ReadRegister(CoreRegister.Pc):x8} and printed: {console?.Invoke()}");
    }
}
