using System.Security.Cryptography;
using Rootline.Cli.Config;
using Rootline.Cli.Frame;
using Rootline.Core.Crypto;
using Rootline.Formats.Files;
using Rootline.Formats.Nxp.Log;
using Rootline.Proof.Log;
using Rootline.Proof.Log.Reports;

namespace Rootline.Cli.Commands.Log;

/// <summary>The keys, certificates and waivers that logs are judged by, read once and named for the report.</summary>
internal sealed class VerifyKeys : IDisposable
{
    private readonly CommandContext _context;
    private readonly List<P256PublicKey> _keys = [];
    private readonly List<ReportInput> _inputs = [];

    private VerifyKeys(CommandContext context) => _context = context;

    /// <summary>What a log is judged by.</summary>
    public LogPolicy Policy { get; private set; } = null!;

    /// <summary>Everything that was read, in the order of the command line's help.</summary>
    public IReadOnlyList<ReportInput> Inputs => _inputs;

    /// <summary>Reads what the command line names.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="request">What was asked for.</param>
    public static VerifyKeys Read(CommandContext context, LogVerifyRequest request)
    {
        var keys = new VerifyKeys(context);
        try
        {
            keys.Fill(request);
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        foreach (var key in _keys)
            key.Dispose();
    }

    private void Fill(LogVerifyRequest request)
    {
        var log = ReadKey("log key", request.Key);
        Policy = new LogPolicy
        {
            Key = log,
            Vendor = ReadVendor(request),
            OemKey = request.OemKey is { } oem ? ReadKey("OEM ID key", oem) : null,
            Ordered = request.Ordered,
            Jobs = request.Jobs,
        };
        List<P256PublicKey> signers = [log, .. request.WaiverKeys.Select(k => ReadKey("waiver key", k))];
        Policy = Policy with { Waivers = [.. request.Waivers.Select(w => ReadWaiver(w, signers))] };
    }

    private VendorChain? ReadVendor(LogVerifyRequest request)
    {
        if (request.Intermediate is not { } intermediate)
            return null;
        var root = request.Root is { } path ? ReadKey("NXP_GLOB", path) : null;
        byte[] file = _context.Disk.ReadAll(_context.FullPath(intermediate), ConfigLimits.Length);
        var chain = VendorChain.Read(root, file).OrThrow(intermediate);
        Note("NXP_PROD", intermediate, chain.Intermediate);
        return chain;
    }

    private P256PublicKey ReadKey(string role, string path)
    {
        var key = KeyInput.Read(_context, path, f => KeyFile.ReadPublic(f));
        Note(role, path, key);
        return key;
    }

    private GivenWaiver ReadWaiver(string path, IEnumerable<P256PublicKey> signers)
    {
        byte[] file = _context.Disk.ReadAll(_context.FullPath(path), WaiverLimits.Length);
        var waiver = LogWaiverJson.Decode(file).OrThrow(path);
        _inputs.Add(new("waiver", path, Convert.ToHexStringLower(SHA256.HashData(file))));
        return GivenWaiver.Of(path, waiver, signers);
    }

    private void Note(string role, string path, P256PublicKey key)
    {
        _keys.Add(key);
        _inputs.Add(new(role, path, Convert.ToHexStringLower(SHA256.HashData(key.ToSpki()))));
    }
}
