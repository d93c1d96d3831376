using System.Buffers.Binary;
using Rootline.Core.Bytes;
using Rootline.Formats.Tfm;

namespace Rootline.Cli.Commands.Tfm.Otp;

/// <summary>What may be shown of an element of one-time memory.</summary>
/// <param name="Element">The element.</param>
/// <param name="Field">Where it stands.</param>
/// <param name="IsSet">Whether a bit of it is set.</param>
/// <param name="Value">Its bytes as hex; null for secrets.</param>
/// <param name="Text">Its text, for texts and for words that say something.</param>
/// <param name="Counter">Its value, for counters.</param>
/// <param name="Dummy">Which published dummy value it is; null for others.</param>
internal sealed record OtpElementView(OtpElement Element, OtpField Field, bool IsSet, string? Value, string? Text, uint? Counter, string? Dummy)
{
    /// <summary>The elements of a copy in the order of the struct.</summary>
    /// <param name="copy">The copy.</param>
    public static IReadOnlyList<OtpElementView> Of(OtpCopy copy) => [.. copy.Layout.Fields.OrderBy(f => f.Value.Offset).Select(f => Of(f.Key, f.Value, copy.Read(f.Key)))];

    /// <summary>As text of one line.</summary>
    public string ToText()
    {
        string shown = this switch
        {
            { Counter: { } counter } => $"{counter}",
            { IsSet: false } => "blank",
            { Value: null } => "set (secret)",
            { Text: { } text } => text,
            _ => Value,
        };
        return Dummy is null ? shown : $"{shown}  <- {Dummy.ToUpperInvariant()}, NOT SECURE";
    }

    private static OtpElementView Of(OtpElement element, OtpField field, ReadOnlySpan<byte> value)
    {
        bool isSet = !Alignment.IsZero(value);
        string? hex = element.IsSecret() ? null : Convert.ToHexStringLower(value);
        string? text = isSet ? WordOf(element, value) ?? (IsText(element) ? TextOf(value) : null) : null;
        return new(element, field, isSet, hex, text, element.IsCounter() ? NvCounter.Read(value) : null, isSet ? DummyValues.NameOf(value) : null);
    }

    // Words that people read as what they say.
    private static string? WordOf(OtpElement element, ReadOnlySpan<byte> value) => element switch
    {
        OtpElement.IakLength => $"{BinaryPrimitives.ReadUInt32LittleEndian(value)} bytes",
        OtpElement.IakType => BinaryPrimitives.ReadUInt32LittleEndian(value) switch
        {
            (uint)IakType.SecpR1 => "P-256",
            (uint)IakType.HmacSha256 => "HMAC with SHA-256",
            var other => $"{other:X8}",
        },
        OtpElement.Lcs => $"{BinaryPrimitives.ReadUInt32LittleEndian(value):X} ({TfmLifecycles.FromOtpWord(BinaryPrimitives.ReadUInt32LittleEndian(value)).ToText()})",
        OtpElement.Bl2RotpkPolicies => $"{BinaryPrimitives.ReadUInt32LittleEndian(value):b}",
        _ => null,
    };

    private static bool IsText(OtpElement element) =>
        element is OtpElement.IakId or OtpElement.CertificationReference or OtpElement.VerificationServiceUrl or OtpElement.ProfileDefinition;

    // Whoever wrote the memory chose the text: it must not steer a terminal.
    private static string TextOf(ReadOnlySpan<byte> value)
    {
        int end = value.IndexOf((byte)0);
        var text = end < 0 ? value : value[..end];
        return string.Create(text.Length, text.ToArray(), (chars, bytes) =>
        {
            for (int i = 0; i < bytes.Length; i++)
                chars[i] = bytes[i] is >= 0x20 and <= 0x7E ? (char)bytes[i] : '?';
        });
    }
}
