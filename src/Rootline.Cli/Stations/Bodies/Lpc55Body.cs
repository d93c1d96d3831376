using System.Security.Cryptography;
using Rootline.Chips.Lpc55;
using Rootline.Cli.Control;
using Rootline.Core.Entropy;
using Rootline.Core.Power;
using Rootline.Core.Secrets;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>An LPC55 or MCXN of a chip file.</summary>
/// <param name="held">The file; disposed with this.</param>
/// <param name="world">Clock and entropy.</param>
/// <param name="anyFirmware">Whether it takes any structurally sound SB2.1 file as provisioning firmware.</param>
internal sealed class Lpc55Body(HeldChip held, ChipWorld world, bool anyFirmware) : IChipBody
{
    /// <inheritdoc/>
    public string Path => held.Path;

    /// <inheritdoc/>
    public string Name => held.Uuid;

    /// <inheritdoc/>
    public string Family => held.Birth.Family;

    /// <inheritdoc/>
    public bool IsSeeded => held.Birth.IsSeeded;

    /// <summary>Whether it takes any sound SB2.1 file as provisioning firmware.</summary>
    public bool TakesAnyFirmware => anyFirmware;

    /// <summary>Whether it is provisioned.</summary>
    public bool IsClosed => Look().Pfr.Life == ChipLife.Closed;

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; } = ["port"];

    /// <inheritdoc/>
    public bool HasFrames => true;

    /// <inheritdoc/>
    public string Life => Look().Pfr.Life.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public ILiveChip PowerOn(PowerDomain power, EntropySource entropy)
    {
        var birth = held.CopyOfBirth();
        try
        {
            return new Lpc55Live(new VirtualChip(birth, held.Store, new(power, entropy) { AnyProvisioningFirmware = anyFirmware }, world.Clock));
        }
        catch (PowerLostException)
        {
            birth.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public byte[] Content()
    {
        var content = new byte[held.Store.Length];
        held.Store.Read(0, content);
        return content;
    }

    /// <inheritdoc/>
    public void Rewrite(ReadOnlySpan<byte> content) => held.Store.Write(0, content);

    /// <inheritdoc/>
    public ChipContentMark Mark()
    {
        byte[] content = Content();
        var words = content.AsSpan(ChipProfiles.Of(Family).Flash.Size);
        return new(Convert.ToHexStringLower(SHA256.HashData(content)), words.Length - words.Count((byte)0));
    }

    /// <inheritdoc/>
    public byte[] Read(uint address, int length, bool reveals)
    {
        var core = Look();
        int offset = core.FlashOffset(address);
        if (offset < 0 || (long)offset + length > core.Profile.Flash.Size)
            throw ControlFaults.Outside(address, length);
        if (!reveals && (Overlaps(offset, length, core.Profile.KeyStore, ChipProfile.PageLength) || Overlaps(offset, length, core.Profile.Session, SessionStore.Length)))
            throw ControlFaults.Secret.Exception($"{length} bytes at 0x{address:X8} reach into the key store or the session");
        return core.Flash.Read(offset, length) ?? throw ControlFaults.Unreadable.Exception($"a word in {length} bytes at 0x{address:X8} is unreadable");
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Secret Key)>? Keys()
    {
        using var keys = Look().Keys.Read();
        return keys is null
            ? null
            : [("sb-kek", Copy(keys.SbKek)), ("user-kek", Copy(keys.UserKek)), .. keys.OemKeys.Select(k => ($"oem-key-{k.Id}", Copy(k.Key)))];
    }

    /// <summary>The chip over its flash, in a power domain of its own: looking is no operation.</summary>
    public ChipCore Look() => new(ChipProfiles.Of(Family), held.Birth, held.Store, new ChipEnvironment(new PowerDomain("inspection"), world.Entropy));

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private static Secret Copy(Secret key) => Secret.CopyOf(key.Span);

    private static bool Overlaps(int offset, int length, int start, int extent) => offset < start + extent && start < offset + length;
}
