using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image sign-list</c>: the signatures of an image. It judges nothing.</summary>
internal sealed class SignListCommand : CliCommand
{
    private const int ShownKey = 10;
    private const int ShownSignature = 20;

    private readonly Argument<string> _image = new("IMAGE") { Description = "the image (binary)" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public SignListCommand(CommandContext context)
        : base("sign-list", context, "image sign-list app.signed.bin") => Add(_image);

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_image));
        using var file = Context.Disk.OpenRead(path);
        var image = Formats.Mcuboot.ImageFile.Open(file).OrThrow(path);
        var units = SignatureUnit.In(image.Tlvs.Unprotected, image.Order);
        if (Context.Json)
            PrintJson(units);
        else
            Print(units);
        return ExitCode.Done;
    }

    private static string Hex(TlvEntry entry) => Convert.ToHexStringLower(entry.Value.Span);

    private static string Head(TlvEntry entry, int digits) => Hex(entry) is var hex && hex.Length > digits ? hex[..digits] : hex;

    private void Print(IReadOnlyList<SignatureUnit> units)
    {
        if (units.Count == 0)
            Context.Output.WriteLine("No signatures found.");
        foreach (var (unit, i) in units.Select((u, i) => (u, i)))
        {
            string id = unit.KeyId is { } number ? $"{number}" : "None";
            string key = unit.Key is null ? "" : $", {(unit.Key.Type == TlvType.PublicKey ? "pub_key" : "key_hash")}={Head(unit.Key, ShownKey)}...";
            Context.Output.WriteLine($"[{i}] type={unit.Signature.Type.Name()}, len={unit.Signature.Value.Length}, key_id={id}{key}, signature={Head(unit.Signature, ShownSignature)}...");
        }
    }

    private void PrintJson(IReadOnlyList<SignatureUnit> units) => Context.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("signatures");
        foreach (var unit in units)
        {
            json.WriteStartObject();
            json.WriteString("type", unit.Signature.Type.Name());
            if (unit.KeyId is { } id)
                json.WriteNumber("keyId", id);
            else
                json.WriteNull("keyId");
            if (unit.Key is not null)
                json.WriteString(unit.Key.Type == TlvType.PublicKey ? "publicKey" : "keyHash", Hex(unit.Key));
            json.WriteString("signature", Hex(unit.Signature));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
