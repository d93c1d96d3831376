using System.Reflection;
using Rootline.Core.Faults;
using Rootline.Core.Secrets;
using Rootline.Fuzz;
using Xunit;

namespace Rootline.Tests.House;

/// <summary>
/// Whatever is read from bytes of unknown origin is fed by the fuzzer: every static function that is given bytes or a text
/// and returns a value or a fault.
/// </summary>
public sealed class ParserFeedTests
{
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["Rootline.Formats.Nxp.Families.Find"] = "looks a name up in a list",
        ["Rootline.Formats.Nxp.Trust.ResponseKeyRules.Find"] = "looks a name up in a list",
        ["Rootline.Formats.Files.Keys.KeyEncryption.Open"] = "fed through PrivateKeyFile.Read",
        ["Rootline.Formats.Files.Keys.DekInfo.Open"] = "fed through PrivateKeyFile.Read",
        ["Rootline.Oem.Custody.References.UriText.Split"] = "fed through KeyReference.Parse",
        ["Rootline.Oem.Custody.References.UriText.Attributes"] = "fed through KeyReference.Parse",
        ["Rootline.Oem.Custody.References.SecretSource.Parse"] = "fed through KeyReference.Parse",
        ["Rootline.Oem.Custody.References.FileReference.Read"] = "fed through KeyReference.Parse",
        ["Rootline.Oem.Custody.References.ProgramReference.Read"] = "fed through KeyReference.Parse",
        ["Rootline.Oem.Custody.References.TokenReference.Read"] = "fed through KeyReference.Parse",
        ["Rootline.Formats.Tfm.OtpLayoutGuess.Of"] = "fed through OtpImage.Parse",
        ["Rootline.Formats.Tfm.FixedText.Read"] = "fed through PsaRotData.Parse",
        ["Rootline.Formats.Nxp.Container.ContainerReader.ReadWhole"] = "fed through TpContainer.Parse",
        ["Rootline.Formats.Nxp.Container.ContainerReader.ReadPrefix"] = "fed through TpContainer.ParsePrefix",
        ["Rootline.Formats.Nxp.Sb2.Sb2CommandHeader.Parse"] = "fed through Sb2CommandIntake",
        ["Rootline.Formats.Nxp.Sb2.Sb2CommandReader.ReadOne"] = "fed through Sb2CommandIntake",
        ["Rootline.Formats.Nxp.Sb2.Sb2CommandReader.LengthOf"] = "fed through Sb2CommandIntake",
        ["Rootline.Formats.Nxp.Sb2.Sb2Preamble.Parse"] = "fed through Sb2Structure.Walk",
        ["Rootline.Formats.Nxp.Sb2.Sb2File.OpenFor"] = "fed through Sb2File.Open",
        ["Rootline.Formats.Nxp.Sb2.Sb2Keys.Unwrap"] = "fed through Sb2File.Open",
        ["Rootline.Formats.Nxp.Log.LogWaiverReader.Read"] = "fed through LogWaiverJson.Decode",
        ["Rootline.Line.Tfm.TfmFirmware.Of"] = "is given what ElfImage.Parse read, and the name of a symbol",
        ["Rootline.Line.Tfm.TfmImage.Of"] = "is given what ElfImage.Parse read, and names of symbols",
        ["Rootline.Line.Tfm.TokenCheck.Judge"] = "fed through CoseMessage.Parse and ClaimSet.Parse",
        ["Rootline.Formats.Tfm.Bundles.BundleFileReader.Read"] = "fed through BundleFileJson.Decode",
        ["Rootline.Formats.Records.DeviceRecordReader.Read"] = "fed through DeviceRecordJson.Decode",
        ["Rootline.Formats.Psa.Cose.CoseHeader.Read"] = "fed through CoseMessage.Parse",
        ["Rootline.Formats.Elf.ElfReader.Read"] = "fed through ElfImage.Parse",
        ["Rootline.Formats.Elf.ElfHeader.Parse"] = "fed through ElfImage.Parse",
        ["Rootline.Line.Nordic.FirstToken.Enroll"] = "fed through CoseMessage.Parse and ClaimSet.Parse",
        ["Rootline.Line.Nordic.Retire.KnownToken.Judge"] = "fed through CoseMessage.Parse and ClaimSet.Parse",
        ["Rootline.Formats.Nordic.BootArea.Parse"] = "fed through ProvisionArea.Parse",
        ["Rootline.Formats.Psa.Cose.TokenKey.FromSpki"] = "fed through TokenKeyFile.Read",
        ["Rootline.Formats.Psa.Cose.TokenKey.FromSymmetric"] = "fed through TokenKeyFile.Read",
        ["Rootline.Formats.Psa.Store.LineFile.Read"] = "fed through KnownDevices.Decode and IssuedNonces.Decode",
        ["Rootline.Formats.Psa.Rules.ProfileRuleSets.For"] = "fed through JudgedClaims.Of",
        ["Rootline.Cli.Config.Nodes.JsonTree.Parse"] = "fed through ConfigDocument.Parse",
        ["Rootline.Cli.Config.Nodes.YamlTree.Parse"] = "fed through ConfigDocument.Parse",
    };

    private static readonly HashSet<string> Parsers = [.. Rooms.All.SelectMany(r => Rooms.AssemblyOf(r).GetTypes())
        .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(IsParser).Select(m => $"{t.FullName}.{m.Name}"))];

    private static readonly HashSet<string> Fed = [.. IrreversibleCall.In(typeof(FuzzTargets).Assembly.Location, Parsers).Select(c => c.Called)];

    [Fact]
    public void Every_parser_is_fed_by_the_fuzzer_or_exempt_with_a_reason()
    {
        Assert.NotEmpty(Parsers);
        Assert.Empty(Parsers.Except(Fed).Except(Exempt.Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_exemption_is_still_needed() =>
        Assert.Empty(Exempt.Where(e => e.Value.Length == 0 || !Parsers.Contains(e.Key) || Fed.Contains(e.Key)).Select(e => e.Key));

    // A private function reads what a public one was given; lambdas and local functions belong to the function around them.
    private static bool IsParser(MethodInfo method) => !method.IsPrivate
        && !method.Name.Contains('<', StringComparison.Ordinal)
        && !method.Name.StartsWith("op_", StringComparison.Ordinal)
        && method.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Parsed<>)
        && method.GetParameters().Any(p => IsRaw(p.ParameterType));

    private static bool IsRaw(Type type) => type == typeof(ReadOnlySpan<byte>) || type == typeof(ReadOnlyMemory<byte>)
        || type == typeof(byte[]) || type == typeof(Secret) || type == typeof(string)
        || (type.Namespace == "Rootline.Formats.Nxp.Mboot" && type.Name is "Frame" or "CommandPacket");
}
