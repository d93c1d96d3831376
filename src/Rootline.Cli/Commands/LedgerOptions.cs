using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Ledger.Station;

namespace Rootline.Cli.Commands;

/// <summary>The ledger of a station for devices without a card: where it is, who works there, and the key that signs its device records.</summary>
internal sealed class LedgerOptions
{
    private readonly Option<string> _ledger = new("--ledger", "-l", "--log") { Description = "the station's ledger for devices without a card; made where it is missing", Required = true, HelpName = "FILE" };
    private readonly Option<string?> _key = new("--record-key") { Description = "who signs the device record: a key file, program:... or pkcs11:... (docs/keys.md); unsigned where it is not given", HelpName = "KEY" };
    private readonly Option<string> _operator = new("--operator") { Description = "who works at the station, for the device record", DefaultValueFactory = _ => "", HelpName = "NAME" };
    private readonly Option<string> _lot = new("--lot") { Description = "the production lot, for the device record", DefaultValueFactory = _ => "", HelpName = "NAME" };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> All => [_ledger, _key, _operator, _lot];

    /// <summary>Opens key and ledger; the caller disposes what it is given.</summary>
    /// <param name="context">Disk, folder, clock, terminal.</param>
    /// <param name="parse">The command line.</param>
    public OpenLedger Open(CommandContext context, ParseResult parse)
    {
        var signer = parse.GetValue(_key) is { } name ? ContextAsker.Desk(context).OpenSigner(name) : null;
        try
        {
            var options = new StationOptions { Disk = context.Disk, Operator = parse.GetValue(_operator)!, Lot = parse.GetValue(_lot)!, RecordSigner = signer };
            return new(StationLedger.OpenWithoutCard(context.FullPath(parse.GetRequiredValue(_ledger)), options, context.Clock), signer);
        }
        catch
        {
            signer?.Dispose();
            throw;
        }
    }
}

/// <summary>A ledger that is held, and the key that signs into it.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Signer">The key; null where nothing is signed.</param>
internal sealed record OpenLedger(StationLedger Ledger, ISigner? Signer) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Ledger.Dispose();
        Signer?.Dispose();
    }
}
