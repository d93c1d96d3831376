using Rootline.Core.Bytes;

namespace Rootline.Formats.Nordic.Lifecycle;

/// <summary>
/// The lifecycle words: u16 little-endian each, in the order of the parameters. FFFF = not entered, 0000 = entered, anything else
/// cannot be read as a state. Source: tfm-provisioning section 12.3.
/// </summary>
/// <param name="Provisioning">Provisioning was entered.</param>
/// <param name="Secure">Secured was entered.</param>
/// <param name="Reserved">Not used.</param>
/// <param name="Decommissioned">Decommissioned was entered.</param>
public readonly record struct LifecycleWords(ushort Provisioning, ushort Secure, ushort Reserved, ushort Decommissioned)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 8;

    /// <summary>A state that was entered.</summary>
    public const ushort Entered = 0x0000;

    /// <summary>A state that was not entered.</summary>
    public const ushort NotEntered = 0xFFFF;

    /// <summary>The words of an erased part.</summary>
    public static readonly LifecycleWords Erased = new(NotEntered, NotEntered, NotEntered, NotEntered);

    /// <summary>The state, or null where the words are of no state.</summary>
    public NordicLifecycle? State => (Provisioning, Secure, Decommissioned) switch
    {
        (NotEntered, NotEntered, NotEntered) => NordicLifecycle.Assembly,
        (Entered, NotEntered, NotEntered) => NordicLifecycle.Provisioning,
        (Entered, Entered, NotEntered) => NordicLifecycle.Secured,
        (Entered, Entered, Entered) => NordicLifecycle.Decommissioned,
        _ => null,
    };

    /// <summary>Reads the words.</summary>
    /// <param name="bytes">8 bytes or more.</param>
    public static LifecycleWords Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        return new(reader.U16Le(), reader.U16Le(), reader.U16Le(), reader.U16Le());
    }

    /// <summary>Writes the words.</summary>
    /// <param name="destination">8 bytes.</param>
    public void Write(Span<byte> destination)
    {
        var writer = new SpanWriter(destination);
        writer.U16Le(Provisioning);
        writer.U16Le(Secure);
        writer.U16Le(Reserved);
        writer.U16Le(Decommissioned);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Provisioning:x4} {Secure:x4} {Reserved:x4} {Decommissioned:x4}";
}
