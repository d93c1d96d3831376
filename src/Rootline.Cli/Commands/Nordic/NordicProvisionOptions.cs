using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Formats.Nordic;
using Rootline.Line.Nordic;
using Rootline.Line.Nordic.Debug;
using Rootline.Line.Sockets;

namespace Rootline.Cli.Commands.Nordic;

/// <summary>The options of <c>rootline nordic provision</c>, and what they mean.</summary>
internal sealed class NordicProvisionOptions
{
    private readonly Option<string> _part = NordicOptions.Part();
    private readonly NordicSocketOptions _socket = new();
    private readonly Option<string> _image = new("--image") { Description = "the provisioning image: Intel HEX, or binary with @ADDRESS", Required = true, HelpName = "FILE" };
    private readonly Option<string> _firmware = new("--firmware") { Description = "TF-M with its application", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _networkImage = new("--network-image") { Description = "the network core's provisioning image", HelpName = "FILE" };
    private readonly Option<string?> _networkFirmware = new("--network-firmware") { Description = "the network core's firmware", HelpName = "FILE" };
    private readonly Option<string?> _address = NordicOptions.ProvisionAddress();
    private readonly Option<string> _layout = NordicOptions.Layout();
    private readonly Option<string?> _implementation = new("--implementation-id") { Description = "what the image writes, 64 digits; none for an image that writes no implementation id; the image's usual one unless it is given", HelpName = "HEX|none" };
    private readonly Option<string?> _device = new("--device") { Description = "the device id of a part whose debug port this station closed", HelpName = "HEX" };
    private readonly Option<bool> _half = new("--erase-half-provisioned") { Description = "erase a part that entered PROVISIONING and lacks keys, and begin anew" };
    private readonly Option<bool> _closed = new("--erase-closed-part") { Description = "erase a part whose debug port is closed, whatever it holds: a new nRF5340 or nRF91x1 is closed" };
    private readonly Option<bool> _provisioned = new("--erase-provisioned-part") { Description = "erase a part that is provisioned: its identity is lost for ever" };
    private readonly Option<bool> _protect = new("--protect-from-erase-for-ever") { Description = "set ERASEPROTECT behind the closed ports: nobody can erase the part any more, also when its firmware does not come up" };
    private readonly Option<bool> _dummy = new("--take-the-dummy-identity-key-that-everybody-knows") { Description = "go on with an image whose identity key protects nothing: for rehearsals" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All =>
    [
        _part, .. _socket.All, _image, _firmware, _networkImage, _networkFirmware, _address, _layout, _implementation, _device,
        _half, _closed, _provisioned, _protect, _dummy,
    ];

    /// <summary>The plan that the options make.</summary>
    /// <param name="context">Disk, clock, cancellation.</param>
    /// <param name="parse">Their values.</param>
    /// <param name="observer">Told what happens.</param>
    public NordicPlan Plan(CommandContext context, ParseResult parse, Action<LineEvent> observer)
    {
        var part = NordicOptions.PartOf(parse.GetRequiredValue(_part));
        var layout = NordicOptions.LayoutOf(parse.GetRequiredValue(_layout));
        return new()
        {
            Part = part,
            ProvisionAddress = NordicOptions.AddressOf(parse.GetValue(_address), part, layout),
            Layout = layout,
            ProvisioningImage = NordicImageFile.Read(context, parse.GetRequiredValue(_image), part.Memory),
            Firmware = NordicImageFile.Read(context, parse.GetRequiredValue(_firmware), part.Memory),
            NetworkProvisioningImage = Network(context, part, parse.GetValue(_networkImage)),
            NetworkFirmware = Network(context, part, parse.GetValue(_networkFirmware)),
            ImplementationId = Implementation(parse.GetValue(_implementation)),
            Device = parse.GetValue(_device) is { } device ? NordicSocketOptions.Device(device) : null,
            Patience = _socket.Patience(parse),
            ErasesHalf = parse.GetValue(_half),
            ErasesClosed = parse.GetValue(_closed),
            ErasesProvisioned = parse.GetValue(_provisioned),
            ProtectsFromErase = parse.GetValue(_protect),
            TakesDummyIdentity = parse.GetValue(_dummy),
            Enroll = token => FirstToken.Enroll(token, parse.GetValue(_dummy)),
            Terms = new() { Timeout = TimeSpan.Zero, Observer = observer, Cancellation = context.Cancellation },
        };
    }

    /// <summary>The socket that the options name.</summary>
    /// <param name="context">Clock, cancellation.</param>
    /// <param name="parse">Their values.</param>
    /// <param name="part">The part.</param>
    public INordicSocket Socket(CommandContext context, ParseResult parse, NordicPart part) => _socket.Socket(context, parse, part);

    private static FlashImage? Network(CommandContext context, NordicPart part, string? file) => file is null
        ? null
        : NordicImageFile.Read(context, file, (part.NetworkCore ?? throw FrameFaults.Usage.Exception($"an {part.Name} has no network core")).Memory);

    private static ReadOnlyMemory<byte>? Implementation(string? text)
    {
        if (text is null)
            return ProvisionArea.DefaultImplementationId();
        if (text == "none")
            return null;
        return text.Length == 2 * ProvisionArea.ImplementationIdLength && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw FrameFaults.Usage.Exception($"--implementation-id {text} is not {2 * ProvisionArea.ImplementationIdLength} hexadecimal digits");
    }
}
