using Rootline.Core.Faults;

namespace Rootline.Formats.Nxp.Mboot;

/// <summary>Command 19: hands a message that lies in memory to the secure enclave. The packet begins with a word 0.</summary>
/// <param name="CommandAddress">Where the message lies.</param>
/// <param name="CommandWords">Its length in words.</param>
/// <param name="ResponseAddress">Where the answer goes.</param>
/// <param name="ResponseWords">How many words it may have.</param>
public sealed record EleMessageCommand(uint CommandAddress, uint CommandWords, uint ResponseAddress, uint ResponseWords)
{
    /// <summary>The packet, 24 bytes.</summary>
    public CommandPacket ToPacket() => new(CommandTag.EleMessage, false, 0, CommandAddress, CommandWords, ResponseAddress, ResponseWords);

    /// <summary>Reads the fields of a packet.</summary>
    /// <param name="packet">A packet of any command.</param>
    /// <returns>The command, or <see cref="MbootFaults.PacketMalformed"/>.</returns>
    public static Parsed<EleMessageCommand> Parse(CommandPacket packet) =>
        packet is { Tag: CommandTag.EleMessage, HasDataPhase: false, Parameters: [0, var command, var words, var response, var room] }
            ? new EleMessageCommand(command, words, response, room)
            : packet.Misfit();
}
