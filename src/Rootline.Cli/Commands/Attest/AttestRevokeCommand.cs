using System.CommandLine;
using System.Globalization;
using Rootline.Cli.Frame;
using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary><c>rootline attest revoke</c>: marks a device as never to be trusted again. There is no command that takes it back.</summary>
internal sealed class AttestRevokeCommand : CliCommand
{
    private readonly Argument<string> _device = new("INSTANCE-ID") { Description = "the device's instance id: 66 hexadecimal digits, beginning with 01" };
    private readonly Option<string> _keys = new("--keys") { Description = "the store of enrolled devices; made where it is missing", Required = true, HelpName = "STORE" };
    private readonly Option<string> _reason = new("--reason") { Description = "why: every verdict on the device tells it", Required = true, HelpName = "TEXT" };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What it works with.</param>
    public AttestRevokeCommand(CommandContext context)
        : base("revoke", context, "attest revoke 01fa58...0248 --keys devices.jsonl --reason stolen")
    {
        Add(_device);
        Add(_keys);
        Add(_reason);
    }

    /// <inheritdoc/>
    protected override ExitCode Run(ParseResult parse)
    {
        byte[] device = TokenFiles.Hex("INSTANCE-ID", parse.GetRequiredValue(_device));
        string reason = parse.GetRequiredValue(_reason);
        if (device is not [InstanceId.Type, ..] || device.Length != InstanceId.Length)
            throw AttestFaults.Device.Exception($"INSTANCE-ID has {device.Length} bytes");
        if (!Revocation.IsReason(reason))
            throw AttestFaults.Reason.Exception($"--reason has {reason.Length} characters, or one that cannot be shown");
        string path = Context.FullPath(parse.GetRequiredValue(_keys));
        using var storeLock = HeldStore.Lock(Context, path);
        using var store = Context.Disk.Exists(path) ? HeldStore.ReadKeys(Context, path) : new TokenKeyStore([]);
        bool isNew = store.Revoke(device, new(HeldStore.Now(Context), reason));
        if (isNew)
            HeldStore.Write(Context, path, store);
        Print(store.Devices.First(d => d.InstanceId.Span.SequenceEqual(device)), isNew);
        return ExitCode.Done;
    }

    private void Print(KnownDevice device, bool isNew)
    {
        string id = Convert.ToHexStringLower(device.InstanceId.Span);
        if (!Context.Json)
        {
            Context.Output.WriteLine($"{(isNew ? "revoked" : "was revoked before")}  {id}  {device.Revoked!.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC: {device.Revoked.Reason}");
            return;
        }

        Context.PrintJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("instanceId", id);
            json.WriteString("revoked", device.Revoked!.Time.UtcDateTime);
            json.WriteString("reason", device.Revoked.Reason);
            json.WriteBoolean("new", isNew);
            json.WriteBoolean("keyKnown", device.Origin != KeyOrigin.None);
            json.WriteEndObject();
        });
    }
}
