using Rootline.Core.Power;

namespace Rootline.Core.Media;

/// <summary>
/// NOR flash with a power switch. Torn outcomes of a program operation: the first byte only; every prefix of whole program
/// units; all but the last byte. Of an erase: half of the sector erased; the sector's content unknown. With ECC the word in
/// which the power went is unreadable. A store keeps bytes exclusive-or the erased value, so that a new store of zeros is an
/// erased flash and stays sparse.
/// </summary>
public sealed class FlashMedium
{
    private readonly IByteStore _store;
    private readonly PowerDomain _power;
    private readonly string _name;

    /// <summary>Opens a flash over a store.</summary>
    /// <param name="name">The medium's name in traces.</param>
    /// <param name="geometry">The shape.</param>
    /// <param name="store">The content, of <see cref="FlashGeometry.StoreLength"/> bytes.</param>
    /// <param name="power">The domain it belongs to.</param>
    public FlashMedium(string name, FlashGeometry geometry, IByteStore store, PowerDomain power)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(store.Length, geometry.StoreLength);
        (_name, Geometry, _store, _power) = (name, geometry, store, power);
    }

    /// <summary>The shape.</summary>
    public FlashGeometry Geometry { get; }

    /// <summary>Reads.</summary>
    /// <param name="address">Offset in bytes.</param>
    /// <param name="destination">Filled completely when the result is true.</param>
    /// <returns>False when an ECC word in the range is unreadable.</returns>
    public bool TryRead(int address, Span<byte> destination)
    {
        _power.Demand();
        CheckRange(address, destination.Length);
        if (Geometry.EccWord > 0 && destination.Length > 0)
        {
            int first = address / Geometry.EccWord;
            int last = (address + destination.Length - 1) / Geometry.EccWord;
            Span<byte> marks = new byte[last - first + 1];
            _store.Read(Geometry.Size + first, marks);
            if (marks.ContainsAnyExcept((byte)0))
                return false;
        }

        _store.Read(address, destination);
        Flip(destination);
        return true;
    }

    /// <summary>Programs whole units; nothing to program is no operation.</summary>
    /// <param name="address">A multiple of the program unit.</param>
    /// <param name="data">A multiple of the program unit.</param>
    public void Program(int address, ReadOnlySpan<byte> data)
    {
        CheckRange(address, data.Length);
        if (address % Geometry.ProgramUnit != 0 || data.Length % Geometry.ProgramUnit != 0)
            throw new ArgumentException("program address and length must be multiples of the program unit");
        if (data.IsEmpty)
        {
            _power.Demand();
            return;
        }

        int units = data.Length / Geometry.ProgramUnit;
        int torn = _power.Begin(_name, OperationKind.Program, units + 1);
        int written = torn switch
        {
            -1 => data.Length,
            0 => 1,
            _ when torn == units => data.Length - 1,
            _ => torn * Geometry.ProgramUnit,
        };
        Store(address, data[..written]);
        Mark(address, written, unreadable: false);
        if (torn >= 0)
            Mark(address + Math.Min(written, data.Length - 1), 1, unreadable: true);
        _power.End();
    }

    /// <summary>Erases one sector.</summary>
    /// <param name="address">The sector's first byte.</param>
    public void EraseSector(int address)
    {
        CheckRange(address, Geometry.SectorSize);
        if (address % Geometry.SectorSize != 0)
            throw new ArgumentException("not the first byte of a sector");
        int torn = _power.Begin(_name, OperationKind.Erase, 2);
        int erased = torn == 0 ? Geometry.SectorSize / 2 : Geometry.SectorSize;
        var fill = new byte[erased];
        fill.AsSpan().Fill(torn == 1 ? (byte)~Geometry.ErasedValue : Geometry.ErasedValue);
        Store(address, fill);
        Mark(address, erased, unreadable: torn == 1);
        if (torn == 0)
            Mark(address + erased, 1, unreadable: true);
        _power.End();
    }

    private void Store(int address, ReadOnlySpan<byte> content)
    {
        byte[] flipped = content.ToArray();
        Flip(flipped);
        _store.Write(address, flipped);
    }

    private void Flip(Span<byte> content)
    {
        if (Geometry.ErasedValue == 0)
            return;
        foreach (ref byte b in content)
            b ^= Geometry.ErasedValue;
    }

    private void Mark(int address, int length, bool unreadable)
    {
        if (Geometry.EccWord == 0 || length == 0)
            return;
        int first = address / Geometry.EccWord;
        int last = (address + length - 1) / Geometry.EccWord;
        var marks = new byte[last - first + 1];
        marks.AsSpan().Fill(unreadable ? (byte)1 : (byte)0);
        _store.Write(Geometry.Size + first, marks);
    }

    private void CheckRange(int address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(address);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)address + length, Geometry.Size);
    }
}
