using Rootline.Cli.Commands;
using Rootline.Core.Power;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Store;
using Rootline.TestSupport;
using Rootline.TestSupport.Power;
using Rootline.TestSupport.Psa;
using Xunit;
using Xunit.Abstractions;

namespace Rootline.Tests.Cli;

public sealed class AttestPowerCutTests(ITestOutputHelper output)
{
    private const string Folder = "/desk";
    private static readonly string[] Verify = ["attest", "verify", "token.cbor", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl"];
    private static readonly string[] Enroll = ["attest", "enroll", "token.cbor", "--keys", "devices.jsonl", "--nonces", "nonces.jsonl"];

    [Fact]
    public void A_cut_never_lets_a_nonce_be_accepted_twice_and_never_spoils_a_store()
    {
        int cuts = 0;
        foreach (string[] args in (string[][])[Verify, Enroll])
        {
            var whole = Desk(enrolled: args == Verify);
            int start = whole.Domain.Count;
            Assert.Equal(0, Run(whole, args).Exit);
            for (int operation = start; operation < whole.Domain.Count; operation++)
            {
                foreach (var moment in Enum.GetValues<CutMoment>())
                {
                    cuts++;
                    CheckCut(args, operation - start, moment);
                }
            }
        }

        output.Tell($"power cuts in commands of attest: {cuts}");
        Assert.InRange(cuts, 6, 100);
    }

    [Fact]
    public void A_cut_never_loses_a_revocation_that_was_told_and_never_spoils_a_store()
    {
        string[] revoke = ["attest", "revoke", $"01{new string('e', 64)}", "--keys", "devices.jsonl", "--reason", "lost"];
        var whole = Desk(enrolled: true);
        int start = whole.Domain.Count;
        Assert.Equal(0, Run(whole, revoke).Exit);
        int cuts = 0;
        for (int operation = start; operation < whole.Domain.Count; operation++)
        {
            foreach (var moment in Enum.GetValues<CutMoment>())
            {
                var disk = Desk(enrolled: true);
                disk.Domain.Arm(new(disk.Domain.Count + operation - start, moment));
                bool told = Run(disk, revoke).Exit == 0;
                var next = disk.AfterPowerLoss(new("next"));
                int known = KnownDevices.Decode(next.ReadAll($"{Folder}/devices.jsonl")).OrThrow().Count;
                Assert.InRange(known, told ? 2 : 1, 2);
                Assert.Equal(0, Run(next, revoke).Exit);
                Assert.NotNull(KnownDevices.Decode(next.ReadAll($"{Folder}/devices.jsonl")).OrThrow().Single(d => d.Origin == KeyOrigin.None).Revoked);
                cuts++;
            }
        }

        output.Tell($"power cuts of attest revoke: {cuts}");
        Assert.InRange(cuts, 3, 60);
    }

    private static void CheckCut(string[] args, int operation, CutMoment moment)
    {
        var disk = Desk(enrolled: args == Verify);
        disk.Domain.Arm(new(disk.Domain.Count + operation, moment));
        bool told = Run(disk, args).Exit == 0;
        var next = disk.AfterPowerLoss(new("next"));
        IssuedNonces.Decode(next.ReadAll($"{Folder}/nonces.jsonl")).OrThrow();
        var again = Run(next, args);
        // Told before the cut: the nonce is used up. Not told: it is good still, or used up, and a new one is asked for.
        Assert.Contains(again.Exit, told ? (int[])[3] : [0, 3]);
        if (args == Enroll && again.Exit == 3)
            Assert.Single(KnownDevices.Decode(next.ReadAll($"{Folder}/devices.jsonl")).OrThrow());
        Assert.Equal(3, Run(next, args).Exit);
    }

    private static SimulatedDisk Desk(bool enrolled)
    {
        var disk = new SimulatedDisk(new("desk"));
        using var key = TokenSamples.Key();
        var device = new KnownDevice(InstanceId.OfPoint(key.PublicKey.Raw), key.PublicKey.ToSpki()) { Origin = KeyOrigin.Given, Token = new byte[32], Time = DateTimeOffset.UnixEpoch };
        disk.Replace($"{Folder}/token.cbor", TokenSamples.Token());
        if (enrolled)
            disk.Replace($"{Folder}/devices.jsonl", KnownDevices.Encode([device]));
        disk.Replace($"{Folder}/nonces.jsonl", IssuedNonces.Encode([new(TokenSamples.Challenge, DateTimeOffset.UtcNow.AddDays(1))]));
        return disk;
    }

    private static CliRun Run(SimulatedDisk disk, string[] args)
    {
        var context = CliRun.Context(Folder, disk: disk);
        try
        {
            return CliRun.Of(AllCommands.List, context, args);
        }
        catch (PowerLostException)
        {
            return new(-1, "", "");
        }
    }
}
