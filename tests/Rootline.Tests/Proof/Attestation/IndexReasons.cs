namespace Rootline.Tests.Proof.Attestation;

/// <summary>The rule that stands for each reason of the shared vectors' index, and words of its text.</summary>
internal static class IndexReasons
{
    private static readonly Dictionary<string, (string Rule, string Words)> Known = new()
    {
        ["MAC does not verify under the default symmetric IAK"] = ("attest-signature", "MAC does not verify"),
        ["alg only in the unprotected header"] = ("cose-no-algorithm", "alg only in the unprotected header"),
        ["protected header is an empty byte string: no alg"] = ("cose-no-algorithm", "protected header is an empty byte string: no alg"),
        ["not a well-formed COSE_Sign1"] = ("cbor-trailing", "after the end"),
        ["bytes after the COSE object"] = ("cbor-trailing", "after the end"),
        ["truncated"] = ("cbor-truncated", "offset"),
        ["not a COSE_Sign1"] = ("cose-envelope", "without a tag"),
        ["payload is empty"] = ("cose-payload", "payload is empty"),
        ["tag 17 around a COSE_Sign1"] = ("cose-algorithm", "tag 17 around ES256"),
        ["unknown critical header parameter"] = ("cose-critical", "unknown critical header parameter"),
        ["indefinite-length map is not allowed"] = ("cbor-indefinite", "begins with bf"),
        ["unknown profile http://arm.com/psa/3.0.0"] = ("claim-profile", "unknown profile http://arm.com/psa/3.0.0"),
        ["signature has 4 bytes"] = ("attest-signature-length", "signature has 4 bytes"),
        ["signature has 63 bytes"] = ("attest-signature-length", "signature has 63 bytes"),
        ["signature is DER, not r||s"] = ("attest-signature-length", "signature is DER, not r||s"),
        ["signed by another key"] = ("attest-signature", "signed by another key"),
        ["bootSeed is text"] = ("claim-type", "bootSeed is text"),
        ["bootSeed length 33 > 32"] = ("claim-length", "bootSeed length 33"),
        ["bootSeed length 7 < 8"] = ("claim-length", "bootSeed length 7"),
        ["certificationReference 12 digits"] = ("claim-value", "certificationReference format"),
        ["certificationReference format"] = ("claim-value", "certificationReference format"),
        ["lifecycle 0x3100 outside every range"] = ("claim-value", "lifecycle 0x3100 outside every range"),
        ["lifecycle negative"] = ("claim-value", "lifecycle negative"),
        ["measurementValue of component 2 has 28 bytes"] = ("claim-length", "measurementValue length 28 in component 2"),
        ["neither softwareComponents nor noSwMeasurements"] = ("claim-missing", "neither softwareComponents nor noSoftwareMeasurements"),
        ["nonce is an array of two"] = ("claim-type", "nonce is an array"),
        ["profile is an int"] = ("claim-type", "profile is an int"),
        ["signerId length 20"] = ("claim-length", "signerId length 20"),
        ["signerId of component 0 is text"] = ("claim-type", "signerId is text in component 0"),
        ["verificationServiceIndicator empty (psatoken rule; RFC 9783 CDDL says only text)"] = ("claim-value", "verificationServiceIndicator empty"),
        ["boot seed invalid long"] = ("claim-length", "bootSeed length 34"),
        ["boot seed invalid missing"] = ("claim-missing", "bootSeed missing"),
        ["boot seed invalid short"] = ("claim-length", "bootSeed length"),
        ["client id invalid missing"] = ("claim-missing", "clientId missing"),
        ["hardware version invalid"] = ("claim-value", "certificationReference format"),
        ["implementation id invalid long"] = ("claim-length", "implementationId length"),
        ["implementation id invalid missing"] = ("claim-missing", "implementationId missing"),
        ["implementation id invalid short"] = ("claim-length", "implementationId length"),
        ["instance id invalid euid type"] = ("claim-value", "instanceId begins with"),
        ["instance id invalid long"] = ("claim-length", "instanceId length"),
        ["instance id invalid missing"] = ("claim-missing", "instanceId missing"),
        ["instance id invalid short"] = ("claim-length", "instanceId length"),
        ["nonce invalid long"] = ("claim-length", "nonce length"),
        ["nonce invalid missing"] = ("claim-missing", "nonce missing"),
        ["nonce invalid short"] = ("claim-length", "nonce length"),
        ["profile invalid unknown"] = ("claim-profile", "unknown profile"),
        ["security lifecycle invalid missing"] = ("claim-missing", "lifecycle missing"),
        ["security lifecycle invalid state"] = ("claim-value", "outside every range"),
        ["sw component and no sw measurements missing"] = ("claim-missing", "neither softwareComponents nor noSoftwareMeasurements"),
        ["sw component measurement value invalid missing"] = ("claim-missing", "measurementValue missing"),
        ["sw component measurement value invalid short"] = ("claim-length", "measurementValue length"),
        ["sw component signer id invalid missing"] = ("claim-missing", "signerId missing"),
        ["sw component signer id invalid short"] = ("claim-length", "signerId length"),
        ["sw components empty"] = ("claim-length", "softwareComponents is empty"),
        ["sw components invalid combo"] = ("claim-conflict", "both softwareComponents and noSoftwareMeasurements"),
        ["sw components invalid missing"] = ("claim-missing", "softwareComponents"),
        ["vsi invalid empty"] = ("claim-value", "verificationServiceIndicator empty"),
    };

    /// <summary>The rule of a reason, and words of its text.</summary>
    public static (string Rule, string Words) Of(string reason)
    {
        if (Known.TryGetValue(reason, out var known))
            return known;
        string[] words = reason.Split(' ');
        return words[1] switch
        {
            "missing" => ("claim-missing", reason),
            "length" => ("claim-length", reason),
            _ => throw new ArgumentException($"no rule stands for: {reason}", nameof(reason)),
        };
    }
}
