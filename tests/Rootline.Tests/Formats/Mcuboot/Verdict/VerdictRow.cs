using System.Globalization;
using System.Text.Json;
using Rootline.Core.Crypto;
using Rootline.Formats.Mcuboot;
using Rootline.Formats.Mcuboot.Fit;
using Rootline.Formats.Mcuboot.Verdict;
using Rootline.TestSupport;

namespace Rootline.Tests.Formats.Mcuboot.Verdict;

/// <summary>A vector under one configuration of the reference loader, and what that loader said.</summary>
/// <param name="Vector">The row.</param>
/// <param name="Run">The loader's run: configuration, slot, verdict.</param>
internal sealed record VerdictRow(ImageVector Vector, JsonElement Run)
{
    /// <summary>Every run of every row.</summary>
    public static IEnumerable<VerdictRow> All => from vector in ImageVector.All
                                                 where vector.Row.TryGetProperty("bootutil", out _)
                                                 from run in vector.Row.GetProperty("bootutil").EnumerateArray()
                                                 select new VerdictRow(vector, run);

    /// <summary>The name of the configuration.</summary>
    public string Configuration => Run.GetProperty("config").GetString()!;

    /// <summary>Whether the reference loader took the image.</summary>
    public bool Accepted => Run.GetProperty("verdict").GetString() == "accept";

    /// <summary>Whether the reference tool took it; null where it was not asked.</summary>
    public bool? ToolAccepted => Vector.Row.TryGetProperty("imgtool_verify", out var verify) ? verify.GetProperty("exit").GetInt32() == 0 : null;

    private string[] Words => Configuration.Split('-');

    /// <summary>Our verdict under the same configuration.</summary>
    public ImageVerdict Judge() => ImageVerdict.Of(new MemoryStream(VectorFile.Content(Vector)), Loader());

    /// <inheritdoc/>
    public override string ToString() => $"{Vector.Id} / {Configuration}";

    /// <summary>The configuration.</summary>
    public LoaderConfiguration Loader()
    {
        var keys = Keys();
        return new LoaderConfiguration
        {
            Signature = Kind(),
            KeyMode = Words.Contains("hwkey") ? KeyMode.InImage : KeyMode.BuiltIn,
            Keys = [.. keys.Select(k => new LoaderKey(k))],
            KeyHashes = [.. Extra("--pubhash").Select(ImageVector.Read)],
            Digest = Words.Contains("sha512") || Words.Contains("pure") ? ImageDigest.Sha512 : Kind() == SignatureKind.EcdsaP384 ? ImageDigest.Sha384 : ImageDigest.Sha256,
            Pure = Words.Contains("pure"),
            Form = Words.Any(w => w is "ec256tc" or "ec256psa" or "ec384") ? SignatureForm.PaddedWithZeros : SignatureForm.Strict,
            AllowList = Words.Contains("allow"),
            ContentKeys = Text("enckey") is { } key ? VectorFile.ContentKeys(key) : null,
            Slot = (LoaderSlot)Run.GetProperty("slot").GetInt32(),
            Layout = Layout(),
            StoredCounter = Words.Contains("rollback") ? Extra("--cnt").Select(c => uint.Parse(c, CultureInfo.InvariantCulture)).FirstOrDefault() : null,
            DataImage = Vector.Id == "nonbootable",
        };
    }

    private SlotLayout Layout()
    {
        var slot = SlotShape.Uniform(Run.TryGetProperty("slot_size", out var size) ? size.GetInt64() : 0x20000, 0x1000);
        return new() { Mode = UpgradeMode.Overwrite, Primary = slot, Secondary = slot };
    }

    private SignatureKind? Kind() => Words[1] switch
    {
        "rsa2048" => SignatureKind.Rsa2048Pss,
        "rsa3072" => SignatureKind.Rsa3072Pss,
        "ec256" or "ec256tc" or "ec256psa" => SignatureKind.EcdsaP256,
        "ec384" => SignatureKind.EcdsaP384,
        "ed25519" => SignatureKind.Ed25519,
        "none" or "nonepsa" => null,
        var other => throw new InvalidOperationException(other),
    };

    private List<PublicKeyBytes> Keys()
    {
        if (Run.TryGetProperty("pubkeys", out var list))
            return [.. list.EnumerateArray().Select(k => VectorFile.PublicKey(k.GetString()!))];
        return Kind() is null ? [] : [VectorFile.PublicKey(Path.GetFileNameWithoutExtension(Vector.Text("verify_key")!) + ".pub.der")];
    }

    private IEnumerable<string> Extra(string name)
    {
        if (!Run.TryGetProperty("extra", out var extra))
            return [];
        var words = extra.EnumerateArray().Select(e => e.GetString()!).ToList();
        return words.IndexOf(name) is >= 0 and var at ? [words[at + 1][(words[at + 1].IndexOf(':', StringComparison.Ordinal) + 1)..]] : [];
    }

    private string? Text(string name) => Run.TryGetProperty(name, out var value) ? value.GetString() : null;
}
