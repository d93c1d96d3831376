using Rootline.Chips.Boot;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;

namespace Rootline.Chips.Tfm.Firmware;

/// <summary>The programs of a TF-M device as files: an ELF file for a debugger, and the code that goes into flash.</summary>
public sealed class TfmFirmware
{
    /// <summary>Lays the programs out; the same build gives the same files.</summary>
    /// <param name="build">What they are built to be.</param>
    public TfmFirmware(TfmBuild build)
    {
        // Only what the programs look like is wanted: the board beneath them is never powered.
        var profile = TfmBoard.ProfileOf(build);
        var board = BootChip.Board(profile, new MemoryStore(profile.StoreLength), new PowerDomain("no board"));
        var programs = new TfmPrograms(new(build, board.Machine, new SeededEntropy(0)));
        Loader = Of("bl2", programs.Loader.Layout, programs.Loader.Main);
        Secure = Of("tfm_s", programs.Secure.Layout, programs.Secure.Main);
        NonSecure = Of("tfm_ns", programs.NonSecure.Layout, programs.NonSecure.Main);
        Bl11 = programs.Bl11 is { } first ? Of("bl1_1", first.Layout, first.Main) : null;
        Bl12 = programs.Bl12 is { } second ? Of("bl1_2", second.Layout, second.Main) : null;
        Bundle = programs.Bundle is { } bundle ? Of("bundle", bundle.Layout, bundle.Main) : null;
    }

    /// <summary>The boot loader.</summary>
    public FirmwareFile Loader { get; }

    /// <summary>The secure image; its code is what the owner signs as image 0.</summary>
    public FirmwareFile Secure { get; }

    /// <summary>The non-secure image; its code is what the owner signs as image 1.</summary>
    public FirmwareFile NonSecure { get; }

    /// <summary>The code that a provisioning bundle brings along, zeros behind it; null for a build that waits for none.</summary>
    public FirmwareFile? Bundle { get; }

    /// <summary>BL1_1; null for a build without BL1.</summary>
    public FirmwareFile? Bl11 { get; }

    /// <summary>BL1_2; null for a build without BL1.</summary>
    public FirmwareFile? Bl12 { get; }

    /// <summary>All files.</summary>
    public IReadOnlyList<FirmwareFile> All => [.. ((FirmwareFile?[])[Bl11, Bl12, Loader, Secure, NonSecure, Bundle]).OfType<FirmwareFile>()];

    private static FirmwareFile Of(string name, Cpu.FirmwareLayout layout, Cpu.EntryPoint main)
    {
        var region = layout.ToRegion();
        var code = new byte[region.Length];
        region.Read(0, code);
        return new(name, code, layout.ToElf(main));
    }
}

/// <summary>A program of a virtual device.</summary>
/// <param name="Name">Its name, such as <c>tfm_s</c>.</param>
/// <param name="Code">The bytes of its code.</param>
/// <param name="Elf">The ELF file that a debugger takes for it.</param>
public sealed record FirmwareFile(string Name, ReadOnlyMemory<byte> Code, ReadOnlyMemory<byte> Elf);
