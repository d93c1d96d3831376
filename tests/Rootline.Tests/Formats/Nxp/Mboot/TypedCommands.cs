using Rootline.Core.Faults;
using Rootline.Formats.Nxp.Mboot;

namespace Rootline.Tests.Formats.Nxp.Mboot;

/// <summary>Every typed command: a packet goes in, and each command that takes it as its own gives it back.</summary>
internal static class TypedCommands
{
    /// <summary>Name, sample as hexadecimal packet. The bytes are made by hand from the reference.</summary>
    public static IReadOnlyList<(string Name, string Hex)> Samples { get; } =
    [
        ("FlashEraseAll", "0100000100000000"),
        ("FlashEraseRegion", "02000003000004000002000000000000"),
        ("ReadMemory", "0300000300DE09000002000000000000"),
        ("WriteMemory", "0401000300DE09000002000000000000"),
        ("FillMemory", "05000003008000200001000044332211"),
        ("FlashSecurityDisable", "060000020403020108070605"),
        ("GetProperty", "070000020B00000000000000"),
        ("ReceiveSbFile", "0801000180230000"),
        ("Execute", "09000003000000200100000000800120"),
        ("Call", "0A0000020100002002000000"),
        ("Reset", "0B000000"),
        ("SetProperty", "0C0000020A00000001000000"),
        ("FlashEraseAllUnsecure", "0D000000"),
        ("FlashProgramOnce", "0E00000402000000080000004433221188776655"),
        ("FlashReadOnce", "0F0000020200000004000000"),
        ("FlashReadResource", "10000003000000000800000001000000"),
        ("ConfigureMemory", "110000021001000000F00020"),
        ("ReliableUpdate", "1200000100000400"),
        ("GenerateKeyBlob send", "13010003020000001000000000000000"),
        ("GenerateKeyBlob read", "13000003020000004800000001000000"),
        ("FuseProgram", "14010003100000000400000000000000"),
        ("KeyEnroll", "1500000100000000"),
        ("SetUserKey", "15010003010000000300000020000000"),
        ("SetIntrinsicKey", "15000003020000000700000010000000"),
        ("WriteNonVolatile", "150000020300000000000000"),
        ("ReadNonVolatile", "150000020400000000000000"),
        ("WriteKeyStore", "150100030500000000000000A6060000"),
        ("ReadKeyStore", "1500000106000000"),
        ("ProveGenuinity", "16000004F4030017000000000080002000100000"),
        ("SetWrappedData", "16000004F00300174B0100000000000000800020"),
        ("ClassicTrust", "160000030600000011000000FF000000"),
        ("FuseRead", "17000003100000000400000000000000"),
        ("UpdateLifeCycle", "1800000107000000"),
        ("EleMessage", "1900000500000000000000200300000000010020" + "04000000"),
        ("EdgeLock2Go version", "2000000101000000"),
        ("EdgeLock2Go close", "20000003020000000000002001000000"),
        ("ConfigureI2c", "C10000020100000064000000"),
        ("ConfigureSpi", "C20000020100000064000000"),
        ("ConfigureCan", "C30000020100000064000000"),
    ];

    private static readonly (string Name, Func<CommandPacket, CommandPacket?> Again)[] Readers =
    [
        ("FlashEraseAll", p => Of(FlashEraseAllCommand.Parse(p), c => c.ToPacket())),
        ("FlashEraseRegion", p => Of(FlashEraseRegionCommand.Parse(p), c => c.ToPacket())),
        ("ReadMemory", p => Of(ReadMemoryCommand.Parse(p), c => c.ToPacket())),
        ("WriteMemory", p => Of(WriteMemoryCommand.Parse(p), c => c.ToPacket())),
        ("FillMemory", p => Of(FillMemoryCommand.Parse(p), c => c.ToPacket())),
        ("FlashSecurityDisable", p => Of(FlashSecurityDisableCommand.Parse(p), c => c.ToPacket())),
        ("GetProperty", p => Of(GetPropertyCommand.Parse(p), c => c.ToPacket())),
        ("ReceiveSbFile", p => Of(ReceiveSbFileCommand.Parse(p), c => c.ToPacket())),
        ("Execute", p => Of(ExecuteCodeCommand.Parse(p), c => c.ToPacket())),
        ("Call", p => Of(CallCodeCommand.Parse(p), c => c.ToPacket())),
        ("Reset", p => ResetCommand.Is(p) ? ResetCommand.Packet : null),
        ("SetProperty", p => Of(SetPropertyCommand.Parse(p), c => c.ToPacket())),
        ("FlashEraseAllUnsecure", p => FlashEraseAllUnsecureCommand.Is(p) ? FlashEraseAllUnsecureCommand.Packet : null),
        ("FlashProgramOnce", p => Of(FlashProgramOnceCommand.Parse(p), c => c.ToPacket())),
        ("FlashReadOnce", p => Of(FlashReadOnceCommand.Parse(p), c => c.ToPacket())),
        ("FlashReadResource", p => Of(FlashReadResourceCommand.Parse(p), c => c.ToPacket())),
        ("ConfigureMemory", p => Of(ConfigureMemoryCommand.Parse(p), c => c.ToPacket())),
        ("ReliableUpdate", p => Of(ReliableUpdateCommand.Parse(p), c => c.ToPacket())),
        ("GenerateKeyBlob", p => Of(GenerateKeyBlobCommand.Parse(p), c => c.ToPacket())),
        ("FuseProgram", p => Of(FuseProgramCommand.Parse(p), c => c.ToPacket())),
        ("KeyEnroll", p => KeyEnrollCommand.Is(p) ? KeyEnrollCommand.Packet : null),
        ("SetUserKey", p => Of(SetUserKeyCommand.Parse(p), c => c.ToPacket())),
        ("SetIntrinsicKey", p => Of(SetIntrinsicKeyCommand.Parse(p), c => c.ToPacket())),
        ("WriteNonVolatile", p => Of(WriteNonVolatileCommand.Parse(p), c => c.ToPacket())),
        ("ReadNonVolatile", p => Of(ReadNonVolatileCommand.Parse(p), c => c.ToPacket())),
        ("WriteKeyStore", p => Of(WriteKeyStoreCommand.Parse(p), c => c.ToPacket())),
        ("ReadKeyStore", p => ReadKeyStoreCommand.Is(p) ? ReadKeyStoreCommand.Packet : null),
        ("ProveGenuinity", p => Of(ProveGenuinityCommand.Parse(p), c => c.ToPacket())),
        ("SetWrappedData", p => Of(SetWrappedDataCommand.Parse(p), c => c.ToPacket())),
        ("ClassicTrust", p => Of(ClassicTrustCommand.Parse(p), c => c.ToPacket())),
        ("FuseRead", p => Of(FuseReadCommand.Parse(p), c => c.ToPacket())),
        ("UpdateLifeCycle", p => Of(UpdateLifeCycleCommand.Parse(p), c => c.ToPacket())),
        ("EleMessage", p => Of(EleMessageCommand.Parse(p), c => c.ToPacket())),
        ("EdgeLock2Go", p => Of(EdgeLock2GoCommand.Parse(p), c => c.ToPacket())),
        ("Configure", p => Of(ConfigureBridgeCommand.Parse(p), c => c.ToPacket())),
    ];

    /// <summary>The commands that take a packet as theirs, each with what it makes of it.</summary>
    public static List<(string Name, CommandPacket Again)> Read(CommandPacket packet) =>
        [.. from reader in Readers let again = reader.Again(packet) where again is not null select (reader.Name, again)];

    private static CommandPacket? Of<T>(Parsed<T> parsed, Func<T, CommandPacket> write)
        where T : notnull => parsed.Try(out var command, out _) ? write(command) : null;
}
