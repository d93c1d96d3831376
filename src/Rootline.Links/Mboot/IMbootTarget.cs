using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Links.Mboot;

/// <summary>
/// What a boot loader does with commands; <see cref="MbootDevice"/> does the framing around it. Called on the thread of
/// whoever holds the other end of the line, one call at a time.
/// </summary>
public interface IMbootTarget
{
    /// <summary>Longest data frame in bytes, in both directions: 32 to 65,535. Also the answer to property 0B, if that is asked.</summary>
    int MaxPacketSize { get; }

    /// <summary>Executes a command.</summary>
    /// <param name="command">The command; its tag may be unknown and its parameters may be nonsense.</param>
    /// <returns>What to answer; <see cref="MbootReply.Expect"/> to be given the data that follow.</returns>
    MbootReply Execute(CommandPacket command);

    /// <summary>Takes a piece of the data that the last command announced.</summary>
    /// <param name="data">1 byte to <see cref="MaxPacketSize"/>; all pieces together never exceed what was expected.</param>
    /// <returns>Whether to go on.</returns>
    DataProgress TakeData(ReadOnlySpan<byte> data);

    /// <summary>All expected data have come.</summary>
    /// <returns>The final status.</returns>
    uint EndData();

    /// <summary>The host broke off the data phase; what was taken of it is to be forgotten.</summary>
    void AbandonData();

    /// <summary>
    /// The last response of a command has been acknowledged, or for a reset has left: now the target may reset or start
    /// firmware.
    /// </summary>
    /// <param name="command">The command.</param>
    void Answered(CommandPacket command);
}
