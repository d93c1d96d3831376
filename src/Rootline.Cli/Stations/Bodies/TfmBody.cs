using System.Security.Cryptography;
using Rootline.Chips;
using Rootline.Chips.Boot;
using Rootline.Chips.Tfm;
using Rootline.Chips.Tfm.Firmware;
using Rootline.Cli.Control;
using Rootline.Core.Entropy;
using Rootline.Core.Media;
using Rootline.Core.Power;
using Rootline.Core.Secrets;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Stations.Bodies;

/// <summary>A TF-M chip of a board file. What counts of its one-time memory are the elements, not their copies and the count of writes.</summary>
internal sealed class TfmBody : IChipBody
{
    /// <summary>The name of its one line: a debug server.</summary>
    public const string Debug = "debug";

    private readonly ChipLock _lock;
    private readonly IByteStore _store;
    private readonly TimeProvider _clock;
    private readonly BootProfile _profile;

    private TfmBody(string path, ChipLock held, BootProfile profile, IByteStore store, TimeProvider clock) =>
        (Path, _lock, _profile, _store, _clock) = (path, held, profile, store, clock);

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public string? Name => null;

    /// <inheritdoc/>
    public string Family => _profile.Name;

    /// <inheritdoc/>
    public bool IsSeeded => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; } = [Debug];

    /// <inheritdoc/>
    public bool HasFrames => false;

    /// <summary>What its firmware was built to be.</summary>
    public TfmBuild Build => TfmBoard.ReadBuild(Look().Machine)!;

    /// <summary>Whether the core stands before its first instruction at each power-on, until a debugger lets it run.</summary>
    public bool IsHalted { get; init; }

    /// <summary>Where its UART goes.</summary>
    public Stream Console { get; init; } = Stream.Null;

    /// <inheritdoc/>
    public string Life
    {
        get
        {
            // Of a CryptoCell-312 what its hardware makes of the fuses at the next power-on.
            if (Look().Machine.CryptoCell is { } fuses)
                return new LifecycleMachine(new OtpHal(fuses)).Burned.ToText();
            using var memory = OneTimeMemory();
            var life = memory.State switch
            {
                OtpImageState.Blank => TfmLifecycle.AssemblyAndTest,
                OtpImageState.Broken => TfmLifecycle.Unknown,
                _ => memory.Valid.Lifecycle,
            };
            return life.ToText();
        }
    }

    /// <summary>Takes a file.</summary>
    /// <param name="world">Disk and clock.</param>
    /// <param name="path">The file.</param>
    /// <param name="isHalted">Whether the core stands at each power-on.</param>
    /// <param name="console">Where its UART goes; null for nowhere. Stays the caller's.</param>
    /// <exception cref="Core.Faults.FaultException">It is another kind of chip, has no firmware, or its debug port was closed for ever.</exception>
    public static TfmBody Open(ChipWorld world, string path, bool isHalted = false, Stream? console = null)
    {
        var kind = ChipKinds.Of(world.Disk, path);
        if (kind == ChipKind.Board)
            throw ChipFaults.NoFirmware.Exception($"{path} has no core that a debugger could halt: it is a board with boot code alone");
        ChipKinds.Demand(world.Disk, path, ChipKind.Tfm);
        var held = ChipLock.Take(world.Disk, path);
        IByteStore? store = null;
        try
        {
            (var profile, store) = BoardFile.Open(world.Disk, path);
            var body = new TfmBody(path, held, profile, store, world.Clock) { IsHalted = isHalted, Console = console ?? Stream.Null };
            var machine = body.Look().Machine;
            if (TfmBoard.ReadBuild(machine) is null)
                throw ChipFaults.NoFirmware.Exception($"{path} holds no TF-M firmware");
            return machine.Protections.Read().Debug != ProtectionWords.Closed ? body : throw ChipFaults.DebugClosed.Exception($"{path}: the debug port was closed for ever");
        }
        catch
        {
            store?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILiveChip PowerOn(PowerDomain power, EntropySource entropy) => new TfmLive(new TfmChip(_store, power, entropy), _clock, Console, IsHalted);

    /// <inheritdoc/>
    public byte[] Content()
    {
        var content = new byte[_store.Length];
        _store.Read(0, content);
        return content;
    }

    /// <inheritdoc/>
    public void Rewrite(ReadOnlySpan<byte> content) => _store.Write(0, content);

    /// <inheritdoc/>
    public ChipContentMark Mark()
    {
        byte[] content = Content();
        if (_profile.FuseLength > 0)
            return new(Convert.ToHexStringLower(SHA256.HashData(content)), 0);
        var layout = _profile.Layout;
        content.AsSpan(layout.Otp.Start, layout.OtpBackup.End - layout.Otp.Start).Clear();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(content);
        using var memory = OneTimeMemory();
        foreach (var element in memory.Layout.Fields.Keys.Order())
            digest.AppendData(memory.State is OtpImageState.Blank ? new byte[memory.Layout.Find(element)!.Length] : memory.Valid.Read(element));
        return new(Convert.ToHexStringLower(digest.GetHashAndReset()), 0);
    }

    /// <inheritdoc/>
    public byte[] Read(uint address, int length, bool reveals)
    {
        long offset = address - (long)(address >= An521Map.SecureFlash ? An521Map.SecureFlash : An521Map.NonSecureFlash);
        var board = Look();
        if (offset + length > board.Profile.Flash.Size)
            throw ControlFaults.Outside(address, length);
        var layout = board.Profile.Layout;
        if (!reveals && ((FlashRange?[])[layout.Otp, layout.OtpBackup, layout.Fuses]).OfType<FlashRange>().Any(r => offset < r.End && r.Start < offset + length))
            throw ControlFaults.Secret.Exception($"{length} bytes at 0x{address:X8} reach into one-time memory");
        var bytes = new byte[length];
        return board.Machine.Flash.TryRead((int)offset, bytes) ? bytes : throw ControlFaults.Unreadable.Exception($"{length} bytes at 0x{address:X8} are unreadable");
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Secret Key)>? Keys()
    {
        var machine = Look().Machine;
        List<(OtpElement Element, Secret Key)> keys = [];
        if (machine.CryptoCell is { } cell)
        {
            Collect(keys, Cc312Layout.Elements.Select(e => (e, Cc312Layout.Find(e)!.Length)), new OtpHal(cell).Read);
        }
        else
        {
            using var memory = OneTimeMemory();
            var copy = memory.Valid;
            if (copy.IsWhole)
                Collect(keys, memory.Layout.Fields.Select(f => (f.Key, f.Value.Length)), (element, destination) => Copy(copy, element, destination));
            if (machine.Layout.Fuses is { } fuses)
                Collect(keys, Build.Fuses, new FuseRegionBacking(machine.Region(fuses), Build.Fuses).Read);
        }

        return keys.Count == 0 ? null : [.. keys.OrderBy(k => k.Element).Select(k => (k.Element.ToText(), k.Key))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _lock.Dispose();
    }

    private static PlatformError Copy(OtpCopy copy, OtpElement element, Span<byte> destination)
    {
        copy.Read(element).CopyTo(destination);
        return PlatformError.Success;
    }

    // What is not burned holds zeros.
    private static void Collect(List<(OtpElement Element, Secret Key)> keys, IEnumerable<(OtpElement Element, int Length)> elements, ReadElement read)
    {
        foreach (var (element, length) in elements.Where(e => e.Element.IsSecret()))
        {
            var key = new Secret(length);
            if (read(element, key.Span) == PlatformError.Success && key.Span.ContainsAnyExcept((byte)0))
                keys.Add((element, key));
            else
                key.Dispose();
        }
    }

    // In a domain of its own: looking is no operation.
    private BootChip Look() => BootChip.Board(_profile, _store, new PowerDomain("inspection"));

    private OtpImage OneTimeMemory()
    {
        var machine = Look().Machine;
        var area = machine.Layout.Otp;
        using var bytes = new Secret(2 * area.Length);
        machine.Flash.TryRead(area.Start, bytes.Span);
        return OtpImage.Parse(bytes.Span, machine.OtpForm).OrThrow();
    }

    private delegate PlatformError ReadElement(OtpElement element, Span<byte> destination);
}
