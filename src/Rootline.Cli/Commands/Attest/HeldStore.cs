using System.Security.Cryptography;
using Rootline.Cli.Frame;
using Rootline.Formats.Psa.Store;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Commands.Attest;

/// <summary>Stores of keys and of nonces as files. Whoever changes one holds its lock from reading to writing.</summary>
internal static class HeldStore
{
    /// <summary>Reads a store of keys.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">Its absolute path.</param>
    public static TokenKeyStore ReadKeys(CommandContext context, string path)
    {
        byte[] file = context.Disk.ReadAll(path, KnownDevices.MaxLength);
        try
        {
            return new(KnownDevices.Decode(file).OrThrow(path));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    /// <summary>Replaces a store of keys; one with symmetric keys is for its owner only.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">Its absolute path, whose lock is held.</param>
    /// <param name="store">The store.</param>
    public static void Write(CommandContext context, string path, TokenKeyStore store)
    {
        byte[] file = KnownDevices.Encode(store.Devices);
        try
        {
            context.Disk.Replace(path, file, secret: store.Devices.HoldSecrets());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(file);
        }
    }

    /// <summary>The time in whole milliseconds, as stores have it.</summary>
    /// <param name="context">What the command works with.</param>
    public static DateTimeOffset Now(CommandContext context)
    {
        var now = context.Clock.GetUtcNow();
        return new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>Reads a book of nonces.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">Its absolute path.</param>
    public static NonceBook ReadNonces(CommandContext context, string path) =>
        new(IssuedNonces.Decode(context.Disk.ReadAll(path, IssuedNonces.MaxLength)).OrThrow(path));

    /// <summary>Takes the lock of a store.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The store's absolute path.</param>
    public static IDisposable Lock(CommandContext context, string path) =>
        context.Disk.TryLock($"{path}.lock") ?? throw AttestFaults.Busy.Exception($"{path} is being changed by another command");
}
