using System.CommandLine;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary><c>rootline attest nonce</c>: gives out a challenge that is good once.</summary>
internal sealed class AttestNonceCommand : CliCommand
{
    private const int LongestLifetime = 30 * 24 * 60 * 60;
    private const int UsualLifetime = 600;

    private readonly Argument<string> _book = new("FILE") { Description = "the challenges that were given out; made where it is missing" };
    private readonly Option<int> _size = new("--size") { Description = "bytes of the challenge: 32, 48 or 64", DefaultValueFactory = _ => 32, HelpName = "N" };
    private readonly Option<int> _seconds = new("--seconds") { Description = "how long it is good", DefaultValueFactory = _ => UsualLifetime, HelpName = "N" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AttestNonceCommand(CommandContext context)
        : base("nonce", context, "attest nonce nonces.jsonl", "attest nonce nonces.jsonl --size 64 --seconds 60 --json")
    {
        _size.AcceptOnlyFromAmong("32", "48", "64");
        Add(_book);
        Add(_size);
        Add(_seconds);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        int seconds = parse.GetValue(_seconds);
        if (seconds is < 1 or > LongestLifetime)
            throw AttestFaults.Lifetime.Exception($"--seconds {seconds}");
        string path = Context.FullPath(parse.GetRequiredValue(_book));
        using var held = HeldStore.Lock(Context, path);
        var book = Context.Disk.Exists(path) ? HeldStore.ReadNonces(Context, path) : new NonceBook([]);
        var issued = book.Issue(Context.Entropy, parse.GetValue(_size), Context.Clock.GetUtcNow(), TimeSpan.FromSeconds(seconds));
        Context.Disk.Replace(path, IssuedNonces.Encode(book.Open), secret: true);
        Print(issued);
        return ExitCode.Done;
    }

    private void Print(IssuedNonce issued)
    {
        string nonce = Convert.ToHexStringLower(issued.Nonce.Span);
        if (!Context.Json)
        {
            Context.Output.WriteLine(nonce);
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("nonce", nonce);
            json.WriteString("expires", issued.Expires.UtcDateTime);
            json.WriteEndObject();
        });
    }
}
