using Rootline.Formats.Nxp.Mboot;
using Rootline.Links.Mboot;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>What a part of the ROM makes of a command: what to answer, and what to do with the data that follow.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Finish">Takes all data of the data phase and gives the final status; null without a data phase to the chip.</param>
internal sealed record RomAnswer(MbootReply Reply, Func<byte[], uint>? Finish = null)
{
    /// <summary>A status alone.</summary>
    public static RomAnswer Status(CommandPacket command, uint status) => new(MbootReply.Status(command, status));

    /// <summary>Parameters that do not fit the command.</summary>
    public static RomAnswer Misfit(CommandPacket command) => Status(command, MbootStatus.InvalidArgument);

    /// <summary>Data to the host, or the status of the refusal.</summary>
    public static RomAnswer Data(CommandPacket command, uint status, ResponseTag tag, byte[] data) =>
        status == MbootStatus.Success ? new(MbootReply.Data(tag, data)) : Status(command, status);

    /// <summary>Data from the host, or the status of the refusal. Data of no length are no data.</summary>
    public static RomAnswer Expect(CommandPacket command, uint status, uint length, Func<byte[], uint> finish) => status switch
    {
        not MbootStatus.Success => Status(command, status),
        _ when length == 0 => Misfit(command),
        _ => new(MbootReply.Expect(command, length), finish),
    };
}
