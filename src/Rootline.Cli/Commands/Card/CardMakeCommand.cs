using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using Rootline.Cards.Tp;
using Rootline.Cli.Frame;
using Rootline.Cli.Stations;
using Rootline.Core.Entropy;
using Rootline.Core.Faults;

namespace Rootline.Cli.Commands.Card;

/// <summary><c>rootline card make</c>: a blank virtual card, as it leaves its vendor; founds the vendor where there is none.</summary>
internal sealed class CardMakeCommand : CliCommand
{
    // As long as the serial numbers of the vendor's own cards.
    private const int SerialBits = 56;

    private readonly Option<string> _file = new("--file") { Description = "the card file; nothing may be there", Required = true, HelpName = "FILE" };
    private readonly Option<string> _keys = new("--keys") { Description = "the folder for what opens the card file; keep it apart from the file", Required = true, HelpName = "FOLDER" };
    private readonly Option<string> _vendor = CommandOptions.Vendor("the virtual vendor's folder; a vendor is founded where there is none");
    private readonly Option<string?> _family = CommandOptions.Family("the vendor's family; lpc55s69 for one that is founded");
    private readonly Option<string?> _rule = CommandOptions.ResponseKeyRule("the vendor's; attestation for one that is founded");
    private readonly Option<ulong?> _serial = new("--serial") { Description = "the card's serial number; a random one where it is not given", HelpName = "N" };
    private readonly Option<bool> _once = new("--answers-once") { Description = "as the original's card: it never repeats an answer, so a unit can be lost between card and disk" };
    private readonly Option<ulong?> _seed = CommandOptions.Seed();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public CardMakeCommand(CommandContext context)
        : base("make", context, "card make --file card.bin --keys keys --vendor vendor", "card make --file card.bin --keys keys --vendor vendor --family mcxn947")
    {
        Add(_file);
        Add(_keys);
        Add(_vendor);
        Add(_family);
        Add(_rule);
        Add(_serial);
        Add(_once);
        Add(_seed);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string file = Context.FullPath(parse.GetRequiredValue(_file));
        string keys = Context.FullPath(parse.GetRequiredValue(_keys));
        string folder = Context.FullPath(parse.GetRequiredValue(_vendor));
        var desk = new VendorDesk(Context, folder, parse.GetValue(_seed));
        using var vendor = desk.OpenOrFound(parse.GetValue(_family), parse.GetValue(_rule), out bool founded);
        ulong serial = parse.GetValue(_serial) ?? DrawSerial(desk.Entropy);
        using var birth = vendor.MakeCard(serial, desk.Entropy.IsSeeded);
        Context.Disk.CreateFolder(Path.GetDirectoryName(file)!);
        var entropy = desk.Entropy.Fork($"card {serial}");
        if (parse.GetValue(_once))
            VirtualCard.MakeAnsweringOnce(Context.Disk, file, keys, birth, entropy).Dispose();
        else
            VirtualCard.Make(Context.Disk, file, keys, birth, entropy).Dispose();
        if (birth.IsSeeded)
            Context.Warn("the card's keys come from a seed: they protect nothing");
        Print(new(file, keys, folder, founded, serial.ToString(CultureInfo.InvariantCulture), vendor.Family.Names[0], birth.IsSeeded));
        return ExitCode.Done;
    }

    private static ulong DrawSerial(EntropySource entropy) =>
        (BinaryPrimitives.ReadUInt64BigEndian(entropy.Fork("card serial").Bytes(8)) >> (64 - SerialBits)) | 1UL << (SerialBits - 1);

    private void Print(Made made)
    {
        if (!Context.Json)
        {
            if (made.Founded)
                Context.Output.WriteLine($"founded a virtual vendor in {made.Vendor}");
            Context.Output.WriteLine($"made card {made.Serial} for {made.Family}: {made.File} (keys in {made.Keys})");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("card", made.Serial);
            json.WriteString("family", made.Family);
            json.WriteString("file", made.File);
            json.WriteString("keys", made.Keys);
            json.WriteString("vendor", made.Vendor);
            json.WriteBoolean("vendorFounded", made.Founded);
            json.WriteBoolean("seeded", made.IsSeeded);
            json.WriteEndObject();
        });
    }

    private sealed record Made(string File, string Keys, string Vendor, bool Founded, string Serial, string Family, bool IsSeeded);
}
