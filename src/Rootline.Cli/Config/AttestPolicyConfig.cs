using System.Globalization;
using Rootline.Cli.Config.Nodes;
using Rootline.Cli.Frame;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Cose;
using Rootline.Proof.Attestation;

namespace Rootline.Cli.Config;

/// <summary>A policy for attestation tokens, of a YAML or JSON file: docs/attest.md.</summary>
internal static class AttestPolicyConfig
{
    private const string Version = "version";
    private const string Profiles = "profiles";
    private const string Algorithms = "algorithms";
    private const string Lifecycles = "lifecycles";
    private const string Implementations = "implementation_ids";
    private const string Clients = "client_ids";
    private const string Certifications = "certification_references";
    private const string Software = "software";
    private static readonly string[] Known = [Version, Profiles, Algorithms, Lifecycles, Implementations, Clients, Certifications, Software];
    private static readonly string[] KnownOfSoftware = ["type", "version", "signer", "implementation_id", "digests"];

    /// <summary>Reads and checks a file; all its faults are told together.</summary>
    /// <param name="context">What the command works with.</param>
    /// <param name="path">The file as the operator named it.</param>
    public static TokenPolicy Read(CommandContext context, string path)
    {
        var form = ConfigForm.Of(ConfigDocument.Read(context.Disk, context.FullPath(path)), context.Disk, context.Folder, Known);
        form.Number(Version, 1, 1, required: true);
        var policy = new TokenPolicy
        {
            Profiles = Each(form, Profiles, t => PsaProfiles.Find(t), "a profile that is known"),
            Algorithms = Each(form, Algorithms, AlgorithmOf, "an algorithm of tokens: ES256, ES384, ES512, HMAC256, HMAC384, HMAC512"),
            Lifecycles = Each(form, Lifecycles, t => SecurityLifecycles.Find(t) is { } s && s.IsTrusted() ? s : default(SecurityLifecycle?), "a state that can be trusted: secured or non-psa-rot-debug"),
            ImplementationIds = Each(form, Implementations, t => Bytes(t, 32), "64 hexadecimal digits"),
            ClientIds = Each(form, Clients, t => long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id) ? id : default(long?), "a client id"),
            CertificationReferences = [.. Each<Named>(form, Certifications, t => new Named(t), "a text").Select(n => n.Text)],
            References = References(form),
        };
        form.Findings.Settle(context);
        return policy;
    }

    private static CoseAlgorithm? AlgorithmOf(string text) => text switch
    {
        "ES256" => CoseAlgorithm.Es256,
        "ES384" => CoseAlgorithm.Es384,
        "ES512" => CoseAlgorithm.Es512,
        "HMAC256" => CoseAlgorithm.Hmac256,
        "HMAC384" => CoseAlgorithm.Hmac384,
        "HMAC512" => CoseAlgorithm.Hmac512,
        _ => null,
    };

    private static ReadOnlyMemory<byte>? Bytes(string text, params ReadOnlySpan<int> lengths) =>
        text.All(char.IsAsciiHexDigit) && text.Length % 2 == 0 && lengths.Contains(text.Length / 2) ? Convert.FromHexString(text) : default(ReadOnlyMemory<byte>?);

    private static List<T> Each<T>(ConfigForm form, string key, Func<string, T?> read, string what)
        where T : struct
    {
        List<T> values = [];
        foreach (var item in Items(form, key))
        {
            if (item is ConfigScalar { Text: { } text } && read(text) is { } value)
                values.Add(value);
            else
                form.Findings.Add(item.Line, $"{key}: an item is not {what}");
        }

        return values;
    }

    private static IReadOnlyList<ConfigNode> Items(ConfigForm form, string key)
    {
        if (form.Node(key) is not { } node)
            return [];
        if (node is ConfigList { Items.Count: > 0 } list)
            return list.Items;
        // An empty list would allow everything, which nobody who writes one means.
        form.Findings.Add(form.LineOf(key), $"{key} is not a list with an item");
        return [];
    }

    private static List<ReferenceValue> References(ConfigForm form)
    {
        List<ReferenceValue> references = [];
        foreach (var item in Items(form, Software))
        {
            if (item is ConfigMap map)
                references.Add(Reference(new(map, form.Findings, form.Paths)));
            else
                form.Findings.Add(item.Line, $"{Software}: an item is not a map of keys and values");
        }

        return references;
    }

    private static ReferenceValue Reference(ConfigForm form)
    {
        form.WarnOfUnknown(KnownOfSoftware);
        if (!form.Has("digests"))
            form.Findings.Add(form.LineOf("digests"), "digests is missing");
        return new()
        {
            MeasurementType = form.Text("type"),
            Version = form.Text("version"),
            SignerId = One(form, "signer", 32, 48, 64),
            ImplementationId = One(form, "implementation_id", 32),
            Digests = Each(form, "digests", t => Bytes(t, 32, 48, 64), "64, 96 or 128 hexadecimal digits"),
        };
    }

    private static ReadOnlyMemory<byte>? One(ConfigForm form, string key, params ReadOnlySpan<int> lengths)
    {
        if (form.Text(key) is not { } text)
            return null;
        var bytes = Bytes(text, lengths);
        if (bytes is null)
            form.Findings.Add(form.LineOf(key), $"{key} has not the hexadecimal digits that it must have");
        return bytes;
    }

    // A text as a value, so that one way reads all lists.
    private readonly record struct Named(string Text);
}
