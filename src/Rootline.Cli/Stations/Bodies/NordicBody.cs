using System.Security.Cryptography;
using Rootline.Chips.Nordic;
using Rootline.Cli.Control;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Secrets;
using Rootline.Formats.Nordic;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>A Nordic part of a file: a debug server and a console for each core.</summary>
internal sealed class NordicBody : IChipBody
{
    /// <summary>The debug server on the application core.</summary>
    public const string Debug = "debug";

    /// <summary>The application core's console.</summary>
    public const string Console = "console";

    /// <summary>The debug server on the network core.</summary>
    public const string DebugNetwork = "debug-network";

    /// <summary>The network core's console.</summary>
    public const string ConsoleNetwork = "console-network";

    private readonly ChipLock _lock;
    private readonly NordicMedia _media;
    private readonly IDurableFile _file;
    private readonly ChipWorld _world;

    private NordicBody(string path, ChipLock held, (NordicMedia Media, IDurableFile File) opened, ChipWorld world) =>
        (Path, _lock, _media, _file, _world) = (path, held, opened.Media, opened.File, world);

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public string Name => Convert.ToHexStringLower(_media.DeviceId.Span);

    /// <inheritdoc/>
    public string Family => _media.Part.Name;

    /// <inheritdoc/>
    public bool IsSeeded => false;

    /// <summary>The part.</summary>
    public NordicPart Part => _media.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => Part.NetworkCore is null ? [Debug, Console] : [Debug, Console, DebugNetwork, ConsoleNetwork];

    /// <inheritdoc/>
    public bool HasFrames => false;

    /// <inheritdoc/>
    public string Life
    {
        get
        {
            // The words lie where the firmware in flash was built to look for them.
            var look = Look();
            var storage = look.Application.Firmware() is { } firmware && Part.TakesProvisionArea(firmware.ProvisionAddress, firmware.Layout)
                ? look.Storage(firmware.ProvisionAddress, firmware.Layout)
                : look.Storage(Part.DefaultProvisionAddress);
            return storage.Lifecycle.State?.ToString().ToLowerInvariant() ?? "unreadable";
        }
    }

    private IEnumerable<IByteStore> Stores => ((IByteStore?[])[_media.Flash, _media.Uicr, _media.NetworkFlash, _media.NetworkUicr]).OfType<IByteStore>();

    /// <summary>Takes a file.</summary>
    /// <param name="world">Disk, clock, entropy.</param>
    /// <param name="path">The file.</param>
    public static NordicBody Open(ChipWorld world, string path)
    {
        ChipKinds.Demand(world.Disk, path, ChipKind.Nordic);
        var held = ChipLock.Take(world.Disk, path);
        try
        {
            return new(path, held, NordicFile.Open(world.Disk, path), world);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILiveChip PowerOn(PowerDomain power, EntropySource entropy) =>
        new NordicLive(new NordicChip(_media, power, entropy) { Tokens = new PlatformTokens(entropy) }, _world.Clock);

    /// <inheritdoc/>
    public byte[] Content() => [.. Stores.SelectMany(Bytes)];

    /// <inheritdoc/>
    public void Rewrite(ReadOnlySpan<byte> content)
    {
        foreach (var store in Stores)
        {
            store.Write(0, content[..(int)store.Length]);
            content = content[(int)store.Length..];
        }
    }

    /// <summary>A part draws its keys itself: that a slot has one is compared, not what it is.</summary>
    public ChipContentMark Mark()
    {
        byte[] content = Content();
        int values = (int)(_media.Flash.Length + UicrMap.KeySlotValue);
        for (int slot = 0; slot < KmuSlot.Count; slot++)
        {
            // A store keeps words exclusive-or FF: what is not zero is written.
            var value = content.AsSpan(values + (slot * KmuSlot.KeyLength), KmuSlot.KeyLength);
            value.Fill(value.ContainsAnyExcept((byte)0) ? (byte)1 : (byte)0);
        }

        return new(Convert.ToHexStringLower(SHA256.HashData(content)), 0);
    }

    /// <inheritdoc/>
    public byte[] Read(uint address, int length, bool reveals)
    {
        foreach (var (start, store, isUicr) in Places())
        {
            long offset = address - (long)start;
            if (offset < 0 || offset + length > store.Length)
                continue;
            if (isUicr && !reveals && offset + length > UicrMap.KeySlotConfig)
                throw ControlFaults.Secret.Exception($"{length} bytes at 0x{address:X8} reach into the key slots");
            var bytes = new byte[length];
            store.Read(offset, bytes);
            return [.. bytes.Select(b => (byte)~b)];
        }

        throw ControlFaults.Outside(address, length);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Secret Key)>? Keys()
    {
        var look = Look();
        (string Name, Secret? Key)[] all =
        [
            ("mkek", look.Keys.Push(KeySlots.Mkek, Part.HukSlots)), ("mext", look.Keys.Push(KeySlots.Mext, Part.HukSlots)), ("identity", look.IdentityKeys.Read()),
        ];
        var there = all.Where(k => k.Key is not null).Select(k => (k.Name, k.Key!)).ToList();
        return there.Count == 0 ? null : there;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Sync();
        _file.Dispose();
        _lock.Dispose();
    }

    private static byte[] Bytes(IByteStore store)
    {
        var bytes = new byte[store.Length];
        store.Read(0, bytes);
        return bytes;
    }

    private IEnumerable<(uint Start, IByteStore Store, bool IsUicr)> Places()
    {
        yield return (Part.Memory.Start, _media.Flash, false);
        yield return (Part.Uicr.Base, _media.Uicr, true);
        if (Part.NetworkCore is not { } network)
            yield break;
        yield return (network.Memory.Start, _media.NetworkFlash!, false);
        yield return (network.UicrBase, _media.NetworkUicr!, true);
    }

    // In a domain of its own: looking is no operation.
    private NordicChip Look() => new(_media, new PowerDomain("inspection"), _world.Entropy);
}
