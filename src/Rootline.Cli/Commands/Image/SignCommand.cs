using System.CommandLine;
using Rootline.Cli.Commands.Image.Sign;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Mcuboot.Making;
using Rootline.Oem.Images;

namespace Rootline.Cli.Commands.Image;

/// <summary><c>rootline image sign</c>, also called <c>create</c>: makes an image of a binary, signed or not.</summary>
internal sealed class SignCommand : CliCommand
{
    private readonly Argument<string> _input = new("INFILE") { Description = "the binary, or Intel HEX when its name ends with .hex" };
    private readonly Argument<string> _output = new("OUTFILE") { Description = "the image, or Intel HEX when its name ends with .hex" };
    private readonly HeaderOptions _header = new();
    private readonly RoomOptions _room = new();
    private readonly LayoutOptions _layout = new();
    private readonly SignatureOptions _signature = new();
    private readonly KeyPassword _password = new();
    private readonly TlvOptions _tlvs = new();
    private readonly EncryptionOptions _encryption = new();
    private readonly Option<string?> _address = SignText.Option(["--hex-addr", "-x"], "ADDRESS", "address of the image in an Intel HEX output");
    private readonly Option<string?> _signatureOut = SignText.Option(["--sig-out"], "FILE", "write the signature to a file too, in Base64");
    private readonly Option<string?> _vector = SignText.Choice(["--vector-to-sign"], "write what a signature from elsewhere has to be over, and no image", "payload", "digest");

    /// <summary>Makes the command.</summary>
    /// <param name="name">Its word on the command line.</param>
    /// <param name="context">What it works with.</param>
    public SignCommand(string name, CommandContext context)
        : base(
            name,
            context,
            $"image {name} -k signing.pem -v 1.2.3 -H 0x200 -S 0x20000 --pad-header app.bin app.signed.bin",
            $"image {name} -k signing.pem -v 1.2.3 -H 0x400 --align 8 --layout signing_layout_s.o -s auto --measured-boot-record --pad-header tfm_s.bin tfm_s_signed.bin")
    {
        Add(_input);
        Add(_output);
        foreach (var option in (IEnumerable<Option>)[.. _signature.All, .. _password.All, .. _header.All, .. _room.All, .. _tlvs.All, .. _encryption.All, .. _layout.All, _address, _signatureOut, _vector])
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        var keys = new ImageKeys(Context, _password.Source(parse));
        var recipe = _signature.Read(keys, parse, _tlvs.Read(Context, parse, Slot(parse, out string? keyLength)), _layout.IsNamed(parse));
        var order = new ImageOrder(Context.FullPath(parse.GetRequiredValue(_input)), Context.FullPath(parse.GetRequiredValue(_output)))
        {
            HexAddress = parse.Number(_address),
            SignatureOutput = parse.GetValue(_signatureOut) is { } path ? Context.FullPath(path) : null,
        };
        recipe = _encryption.Read(keys, parse, recipe, keyLength);
        using var recipient = recipe.Encryption?.Recipient;
        recipe = recipe with { Signers = _signature.Signers(keys, parse) };
        try
        {
            Make(recipe, order, parse.GetValue(_vector));
            return ExitCode.Done;
        }
        finally
        {
            foreach (var signing in recipe.Signers)
                signing.Signer.Dispose();
        }
    }

    // Header and slot: of the command line, or of a TF-M layout, where -L has another meaning.
    private ImageRecipe Slot(ParseResult parse, out string? keyLength)
    {
        keyLength = null;
        if (!_layout.IsNamed(parse))
        {
            _layout.DemandNone(parse);
            return _header.Read(parse, layout: false) with { Slot = _room.Read(parse) };
        }

        var (load, rom, isShort) = _header.Addresses(parse);
        if (_room.SaysSize(parse) || rom is not null || (load is not null && !isShort))
            throw ImageOptionFaults.Contradiction.Exception("slot size, load address and ROM address come from the layout file", "leave -S, --load-addr and -F out, or --layout");
        if (load is not (null or "128" or "256"))
            throw ImageOptionFaults.Contradiction.Exception($"with --layout, -L is the length of the content key, 128 or 256, not {load}", "give -L 128 or -L 256");
        keyLength = load;
        var (recipe, size) = _layout.Read(Context, parse, _header.Read(parse, layout: true));
        return recipe with { Slot = size == 0 ? null : _room.OfLayout(parse, size, strict: Context.Dialect == Dialect.House) };
    }

    private void Make(ImageRecipe recipe, ImageOrder order, string? vector)
    {
        var report = new SignReport(Context, recipe, order);
        var desk = new ImageDesk(Context.Disk, Context.Entropy, report.Watch);
        if (vector is null)
            report.Tell(desk.Make(recipe, order));
        else
            report.TellToSign(vector, desk.WriteToSign(recipe, order, vector == "digest"));
    }
}
