using Rootline.Core.Faults;

namespace Rootline.Line.Nordic.Debug;

/// <summary>
/// A debugger on one core of a part. Any fault ends it; whoever goes on opens another and looks at the part's state first. Flash is
/// written through the debug server, never by plain memory writes.
/// </summary>
public interface INordicDebugger : IDisposable
{
    /// <summary>Names it in messages.</summary>
    string Name { get; }

    /// <summary>Reads memory of the core, which stands.</summary>
    /// <param name="address">First address.</param>
    /// <param name="destination">Filled completely when the result is true.</param>
    /// <returns>False where the port is closed.</returns>
    bool TryRead(uint address, Span<byte> destination);

    /// <summary>Writes a register of a peripheral: no flash, no user information word.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="value">The word.</param>
    void WriteRegister(uint address, uint value);

    /// <summary>Erases pages of flash. Cannot be undone.</summary>
    /// <param name="address">First address of a page.</param>
    /// <param name="length">Whole pages, in bytes.</param>
    void Erase(uint address, uint length);

    /// <summary>Writes erased flash.</summary>
    /// <param name="address">A multiple of 4.</param>
    /// <param name="content">A multiple of 4 bytes.</param>
    void Program(uint address, ReadOnlySpan<byte> content);

    /// <summary>Writes a user information word for ever: only ERASEALL brings its ones back.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="value">The word.</param>
    void BurnWord(uint address, uint value);

    /// <summary>Erases everything through CTRL-AP: flash, user information words, keys, lifecycle. Cannot be undone.</summary>
    /// <exception cref="FaultException">The part or the server refused.</exception>
    void EraseAll();

    /// <summary>Resets the part and lets it run.</summary>
    void Reset();
}
