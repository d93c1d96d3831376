using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary><c>rootline attest enroll</c>: puts a device's key into a store, recovered from its own token.</summary>
internal sealed class AttestEnrollCommand : CliCommand
{
    private readonly Argument<string> _token = new("TOKEN") { Description = "the device's token (binary CBOR), or a folder of them (*.cbor)" };
    private readonly Option<string> _keys = new("--keys") { Description = "the store of enrolled devices; made where it is missing", Required = true, HelpName = "STORE" };
    private readonly Option<string?> _key = new("--key", "-k") { Description = "the device's key, where it is known: a public key, a certificate, or the bytes of a symmetric key; otherwise the public key is recovered from the token", HelpName = "FILE" };
    private readonly TermsOptions _terms = new();

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AttestEnrollCommand(CommandContext context)
        : base("enroll", context, "attest enroll token.cbor --keys devices.jsonl --nonces nonces.jsonl", "attest enroll tokens --keys devices.jsonl --policy product.yaml --json")
    {
        Add(_token);
        Add(_keys);
        Add(_key);
        foreach (var option in _terms.All)
            Add(option);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        string path = Context.FullPath(parse.GetRequiredValue(_keys));
        var files = TokenFiles.Of(Context, parse.GetRequiredValue(_token));
        using var held = _terms.Open(Context, parse);
        using var storeLock = HeldStore.Lock(Context, path);
        using var store = Context.Disk.Exists(path) ? HeldStore.ReadKeys(Context, path) : new TokenKeyStore([]);
        using var given = parse.GetValue(_key) is { } name ? KeyInput.Read(Context, name, f => TokenKeyFile.Read(f)) : null;
        List<(KnownDevice Device, bool IsNew)> enrolled = [];
        foreach (string file in files)
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            Context.Progress.Report($"enrolling {Path.GetFileName(file)}", enrolled.Count, files.Count);
            var device = Enroll(file, held, given);
            enrolled.Add((device, Keep(store, device)));
        }

        // All or none: a store is never changed by a command that ends with a fault.
        HeldStore.Write(Context, path, store);
        held.Save();
        Print(enrolled, path);
        return ExitCode.Done;
    }

    private static bool Keep(TokenKeyStore store, KnownDevice device)
    {
        bool isNew = false;
        try
        {
            return isNew = store.Add(device);
        }
        finally
        {
            if (!isNew)
                device.Dispose();
        }
    }

    private KnownDevice Enroll(string file, HeldTerms held, TokenKey? given)
    {
        byte[] token = TokenFiles.Read(Context, file);
        using var recovered = given is null ? KeyRecovery.Recover(token).OrThrow(file) : null;
        var key = given ?? recovered!;
        var verdict = new TokenVerifier(new OneTokenKey(key)).Judge(token, held.Terms);
        if (!verdict.Ok)
        {
            var code = verdict.Standing == TokenStanding.Reject ? TokenFaults.Rejected : TokenFaults.Untrusted;
            throw code.Exception($"{file}: {string.Join("; ", verdict.Reasons.Select(r => r.What))}; the store was not changed");
        }

        held.Use(verdict);
        return new(verdict.Claims.InstanceId!.Value, key.IsSymmetric ? default : key.ToSpki())
        {
            MacKey = key.CopySymmetric(),
            ImplementationId = verdict.Claims.ImplementationId,
            Origin = given is null ? KeyOrigin.Recovered : KeyOrigin.Given,
            Token = SHA256.HashData(token),
            Time = HeldStore.Now(Context),
        };
    }

    private void Print(List<(KnownDevice Device, bool IsNew)> enrolled, string store)
    {
        if (Context.Json)
        {
            Context.PrintJson(json => Write(json, enrolled, store));
            return;
        }

        foreach (var (device, isNew) in enrolled)
            Context.Output.WriteLine($"{(isNew ? "enrolled" : "known   ")}  {Convert.ToHexStringLower(device.InstanceId.Span)}  {device.Origin.Name()}");
        if (enrolled.Any(e => e.Device.Origin == KeyOrigin.Recovered))
            Context.Output.WriteLine("proved: each device has the private half of its key. NOT proved: that it is your device; enroll where that is known.");
    }

    private static void Write(Utf8JsonWriter json, List<(KnownDevice Device, bool IsNew)> enrolled, string store)
    {
        json.WriteStartObject();
        json.WriteString("store", store);
        json.WriteString("proves", enrolled.Any(e => e.Device.Origin == KeyOrigin.Recovered) ? "possession" : "given key");
        json.WriteStartArray("devices");
        foreach (var (device, isNew) in enrolled)
        {
            json.WriteStartObject();
            json.WriteString("instanceId", Convert.ToHexStringLower(device.InstanceId.Span));
            json.WriteString("publicKey", device.PublicKey.IsEmpty ? null : Convert.ToHexStringLower(device.PublicKey.Span));
            json.WriteString("implementationId", device.ImplementationId is { } id ? Convert.ToHexStringLower(id.Span) : null);
            json.WriteString("origin", device.Origin.Name());
            json.WriteBoolean("new", isNew);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
