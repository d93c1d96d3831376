using Rootline.Chips.Nordic;
using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Formats.Consoles;
using Rootline.Formats.Nordic;
using Rootline.Formats.Nordic.Console;
using Rootline.Formats.Nordic.Lifecycle;
using Rootline.Formats.Nordic.Virtual;

namespace Rootline.TestSupport.Nordic;

/// <summary>A virtual Nordic part on the bench: its media, its power, and somebody who programs it through its port.</summary>
public sealed class NordicBench
{
    private const int ImageLength = 6000;
    private const ulong Seed = 12;
    private readonly EntropySource _entropy;

    /// <summary>Powers a blank part on.</summary>
    public NordicBench(string part = "nrf5340")
        : this(NordicMedia.Blank(NordicParts.Find(part)!, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }), null, 0)
    {
    }

    private NordicBench(NordicMedia media, Cut? cut, int life)
    {
        (Media, Life) = (media, life);
        Power = new("part") { Records = true };
        if (cut is not null)
            Power.Arm(cut);
        _entropy = new SeededEntropy(Seed).Fork($"life {life}");
        Chip = new(media, Power, _entropy) { Tokens = new PlainTokens() };
    }

    /// <summary>What the part holds.</summary>
    public NordicMedia Media { get; }

    /// <summary>Its power.</summary>
    public PowerDomain Power { get; }

    /// <summary>The part.</summary>
    public NordicChip Chip { get; }

    /// <summary>How often it was powered on.</summary>
    public int Life { get; }

    /// <summary>PM_PROVISION_ADDRESS.</summary>
    public uint ProvisionAddress => Chip.Part.DefaultProvisionAddress;

    /// <summary>The lifecycle; null where the words are of no state.</summary>
    public NordicLifecycle? State => StateIn(ProvisionLayout.Ncs2);

    /// <summary>The lifecycle in another order of the provision area; null where the words are of no state.</summary>
    public NordicLifecycle? StateIn(ProvisionLayout layout) => Chip.Storage(ProvisionAddress, layout).Lifecycle.State;

    /// <summary>A part with the same content and a power of its own.</summary>
    public NordicBench Twin(Cut? cut = null) => new(Media.Snapshot(), cut, Life);

    /// <summary>The next power-on.</summary>
    public NordicBench PowerCycled() => new(Media, null, Life + 1);

    /// <summary>A firmware for this part.</summary>
    public NordicFirmware Firmware(NordicFirmwareKind kind, NordicFirmwareTraits traits = 0) =>
        new(kind, traits, kind is NordicFirmwareKind.Provisioning or NordicFirmwareKind.Tfm ? ProvisionAddress : 0, ProvisionArea.DefaultImplementationId());

    /// <summary>Erases the pages of a firmware and programs it.</summary>
    public void Load(NordicFirmwareKind kind, NordicFirmwareTraits traits = 0)
    {
        var core = CoreOf(kind);
        Unload(kind);
        core.Flash.Program(0, Firmware(kind, traits).ToImage(core.Memory.Start, ImageLength));
    }

    /// <summary>Erases the pages of a firmware.</summary>
    public void Unload(NordicFirmwareKind kind)
    {
        var core = CoreOf(kind);
        for (int at = 0; at < ImageLength; at += core.Memory.PageSize)
            core.ErasePage(core.Memory.Start + (uint)at);
    }

    /// <summary>Closes both access ports from the next reset on.</summary>
    public void Protect()
    {
        Chip.Application.Uicr.BurnWord(UicrMap.ApProtect, UicrMap.Protected);
        Chip.Application.Uicr.BurnWord(Chip.Part.Uicr.SecureApProtect, UicrMap.Protected);
    }

    /// <summary>Resets, and gives what the application core said.</summary>
    public IReadOnlyList<string> Reset()
    {
        Chip.Reset();
        return Said(Chip.Application);
    }

    /// <summary>What a core said since it was asked last: texts without the log's prefix.</summary>
    public static IReadOnlyList<string> Said(NordicCore core)
    {
        var bytes = new byte[core.Uart.Waiting];
        core.Uart.Give(bytes);
        return [.. new ConsoleText().Take(bytes).Select(l => ZephyrLine.Of(l).Text)];
    }

    /// <summary>The whole provisioning by hand: images, keys, protections, TF-M.</summary>
    public void Provision()
    {
        if (Chip.Network is not null)
            Load(NordicFirmwareKind.NetworkLoader);
        Load(NordicFirmwareKind.Provisioning);
        Chip.Reset();
        Unload(NordicFirmwareKind.Provisioning);
        Load(NordicFirmwareKind.Tfm);
        Protect();
        Chip.Reset();
    }

    private NordicCore CoreOf(NordicFirmwareKind kind) => kind is NordicFirmwareKind.Provisioning or NordicFirmwareKind.Tfm ? Chip.Application : Chip.Network!;
}
