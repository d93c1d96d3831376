using Rootline.Core.Faults;
using Rootline.Formats.Psa.Cbor;

namespace Rootline.Formats.Psa.Rules;

/// <summary>Judges presence, type, size and value of each claim. Source: psa-attestation section 6, steps 5 and 6.</summary>
internal sealed class ClaimJudge
{
    private const int IdLength = 32;
    private readonly ClaimSet _set;
    private readonly ProfileRules _rules;
    private readonly ClaimLabels _labels;
    private readonly List<Fault> _reasons = [];
    private readonly List<string> _notes = [];
    private readonly ClaimReader _reader;

    /// <summary>Makes a judge of one claim set.</summary>
    /// <param name="set">The claims.</param>
    /// <param name="rules">What they must be.</param>
    public ClaimJudge(ClaimSet set, ProfileRules rules)
    {
        (_set, _rules, _labels) = (set, rules, rules.Labels);
        _reader = new(set, "", _reasons);
    }

    /// <summary>Judges them all.</summary>
    public JudgedClaims Judge()
    {
        var claims = new TokenClaims
        {
            Profile = Profile(),
            Nonce = _reader.Bytes("nonce", _labels.Nonce, required: true, l => l is 32 or 48 or 64, "32, 48 or 64"),
            InstanceId = Instance(),
            ImplementationId = _reader.Bytes("implementationId", _labels.ImplementationId, required: true, l => l == IdLength, "32"),
            BootSeed = BootSeed(),
            ClientId = Client(),
            Lifecycle = Lifecycle(),
            SoftwareComponents = Components(),
            NoSoftwareMeasurements = NothingMeasured(),
            CertificationReference = Reference(),
            VerificationService = Service(),
            PlatformConfig = _reader.Bytes("platformConfig", _labels.PlatformConfig, required: true, _ => true, "any"),
            HashAlgorithm = HashAlgorithm(),
        };
        CheckMeasured(claims);
        return new(claims, _reasons, _notes);
    }

    private string? Profile()
    {
        string? profile = _reader.Text("profile", _labels.Profile, _rules.WantsProfile);
        if (profile is null || _rules.Profiles.Count == 0 || _rules.Profiles.Any(p => p.Id() == profile))
            return profile;
        _reasons.Add(ClaimFaults.Profile.Fault(PsaProfiles.Find(profile) is null
            ? $"unknown profile {Shown.Text(profile)}"
            : $"profile {profile} is not one of the rules {_rules.Name}"));
        return profile;
    }

    private ReadOnlyMemory<byte>? Instance()
    {
        var instance = _reader.Bytes("instanceId", _labels.InstanceId, required: true, l => l == Psa.InstanceId.Length, "33");
        if (instance is not { } bytes || bytes.Span[0] == Psa.InstanceId.Type)
            return instance;
        _reader.Value($"instanceId begins with {bytes.Span[0]:x2}, not 01");
        return null;
    }

    private ReadOnlyMemory<byte>? BootSeed()
    {
        long? label = _rules.OtherBootSeed is { } other && _set.Find(_labels.BootSeed) is null && _set.Find(other) is not null ? other : _labels.BootSeed;
        var (min, max) = (_rules.MinBootSeed, _rules.MaxBootSeed);
        string allowed = min == max ? $"{min}" : max == int.MaxValue ? $"at least {min}" : $"{min} to {max}";
        return _reader.Bytes("bootSeed", label, _rules.WantsBootSeed, l => l >= min && l <= max, allowed);
    }

    private long? Client()
    {
        if (_reader.Whole("clientId", _labels.ClientId, required: true) is not { } id)
            return null;
        if (id is >= int.MinValue and <= int.MaxValue and not 0)
            return id;
        _reader.Value(id == 0 ? "clientId is 0" : "clientId is beyond 32 bits");
        return null;
    }

    private long? Lifecycle()
    {
        if (_reader.Whole("lifecycle", _labels.Lifecycle, required: true) is not { } value)
            return null;
        if (SecurityLifecycles.Of(value) is not null)
            return value;
        _reader.Value(value < 0 ? "lifecycle negative" : $"lifecycle 0x{value:x4} outside every range");
        return null;
    }

    private string? Reference()
    {
        if (_reader.Text("certificationReference", _labels.CertificationReference, required: false) is not { } text)
            return null;
        if (IsLong(text) || (_rules.Reference == ReferenceForm.EanOrLong && text.Length == 13 && text.All(char.IsAsciiDigit)))
            return text;
        _reader.Value($"certificationReference format: {Shown.Text(text)} is not {(_rules.Reference == ReferenceForm.Rfc ? "" : "13 digits or ")}13 digits, a dash and 5 digits");
        return null;
    }

    private static bool IsLong(string text) => text.Length == 19 && text[13] == '-' && text.Remove(13, 1).All(char.IsAsciiDigit);

    private string? Service()
    {
        string? service = _reader.Text("verificationServiceIndicator", _labels.VerificationService, required: false);
        if (service is not { Length: 0 })
            return service;
        _reader.Value("verificationServiceIndicator empty");
        return null;
    }

    // TF-M 2.2 writes bytes of its memory here instead of the text, under a good signature (tfm-provisioning section 9.3).
    private string? HashAlgorithm()
    {
        if (_reader.Find("hashAlgorithm", _labels.HashAlgorithm, required: true) is { Major: CborMajor.Text, Text: null })
        {
            _notes.Add("hashAlgorithm is not UTF-8, a defect of TF-M 2.2: the claim is not looked at");
            return null;
        }

        return _set.Find(_labels.HashAlgorithm) is null ? null : _reader.Text("hashAlgorithm", _labels.HashAlgorithm, required: true);
    }

    private long? NothingMeasured()
    {
        long? value = _reader.Whole("noSoftwareMeasurements", _labels.NoSoftwareMeasurements, required: false);
        if (value is null or 1)
            return value;
        _reader.Value($"noSoftwareMeasurements is {value}, not 1");
        return null;
    }

    private void CheckMeasured(TokenClaims claims)
    {
        bool isListed = _set.Find(_labels.SoftwareComponents) is not null;
        bool isDenied = _labels.NoSoftwareMeasurements is { } label && _set.Find(label) is not null;
        if (isListed && isDenied)
            _reasons.Add(ClaimFaults.Conflict.Fault("both softwareComponents and noSoftwareMeasurements"));
        else if (!isListed && !isDenied)
            _reasons.Add(ClaimFaults.Missing.Fault(_labels.NoSoftwareMeasurements is null ? "softwareComponents missing" : "neither softwareComponents nor noSoftwareMeasurements"));
        else if (claims.SoftwareComponents is { Count: 0 })
            _reasons.Add(ClaimFaults.Length.Fault("softwareComponents is empty"));
    }

    private List<SoftwareComponent>? Components()
    {
        if (_set.Find(_labels.SoftwareComponents) is not { } list)
            return null;
        if (list.Major != CborMajor.Array)
        {
            _reader.Wrong("softwareComponents", list);
            return null;
        }

        var items = new CborReader(list.Encoded);
        int count = items.Array();
        var components = new List<SoftwareComponent>();
        for (int i = 0; i < count && items.Ok; i++)
            components.Add(Component(items.Item(), i));
        return components;
    }

    private SoftwareComponent Component(CborItem item, int index)
    {
        string place = $" in component {index}";
        if (item.Major != CborMajor.Map)
        {
            _reasons.Add(ClaimFaults.Type.Fault($"component {index} is {item.Kind}"));
            return new();
        }

        if (!ClaimSet.Of(item).Try(out var entry, out var fault))
        {
            _reasons.Add(fault.In($"component {index}"));
            return new();
        }

        var reader = new ClaimReader(entry, place, _reasons);
        return new()
        {
            MeasurementType = reader.Text("measurementType", ComponentKey.MeasurementType, required: false),
            MeasurementValue = reader.Bytes("measurementValue", ComponentKey.MeasurementValue, required: true, _rules.IsHashLength, _rules.HashLengths),
            Version = reader.Text("version", ComponentKey.Version, required: false),
            SignerId = reader.Bytes("signerId", ComponentKey.SignerId, _rules.WantsSigner, _rules.IsHashLength, _rules.HashLengths),
            Description = reader.Text("measurementDescription", ComponentKey.Description, required: false),
        };
    }
}
