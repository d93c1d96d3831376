using Rootline.Cli.Frame;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>The terms of a command line with the book of nonces that stands behind them; its owner disposes it.</summary>
internal sealed class HeldTerms : IDisposable
{
    private readonly CommandContext _context;
    private readonly string? _path;
    private readonly IDisposable? _lock;

    /// <summary>Opens the book, if there is one.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="nonces">The book's absolute path, or null.</param>
    public HeldTerms(CommandContext context, TokenTerms terms, string? nonces)
    {
        (_context, _path, Terms) = (context, nonces, terms);
        if (nonces is null)
            return;
        _lock = HeldStore.Lock(context, nonces);
        Terms = terms with { Nonces = HeldStore.ReadNonces(context, nonces), Time = context.Clock.GetUtcNow() };
    }

    /// <summary>The terms.</summary>
    public TokenTerms Terms { get; }

    /// <summary>Uses up the challenge of a token that proved something.</summary>
    /// <param name="verdict">The verdict.</param>
    public void Use(TokenVerdict verdict)
    {
        if (verdict.Standing != TokenStanding.Reject && (verdict.Realm?.Challenge ?? verdict.Claims.Nonce) is { } nonce)
            Terms.Nonces?.Use(nonce.Span);
    }

    /// <summary>Makes it durable that challenges were used up; nothing may be told before.</summary>
    public void Save()
    {
        if (_path is not null)
            _context.Disk.Replace(_path, IssuedNonces.Encode(Terms.Nonces!.Open), secret: true);
    }

    /// <summary>Releases the book.</summary>
    public void Dispose() => _lock?.Dispose();
}
