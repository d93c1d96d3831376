using Rootline.Core.Faults;
using Rootline.Formats.Psa;
using Rootline.Formats.Psa.Corim;
using Rootline.Formats.Psa.Cose;
using Rootline.Formats.Psa.Store;

namespace Rootline.Proof.Attestation;

/// <summary>
/// The devices whose keys are known, found by instance id; a token without one by its key id, which TF-M makes of the same hash. Imported keys
/// are kept, so that a device's second token costs no import. For one thread at a time; its owner disposes it.
/// </summary>
public sealed class TokenKeyStore : ITokenKeys, IDisposable
{
    /// <summary>The most imported keys that are kept; then all are released and it begins anew.</summary>
    public const int MaxImported = 4096;

    private readonly SortedDictionary<string, KnownDevice> _devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenAnchor> _imported = [];

    /// <summary>Makes a store.</summary>
    /// <param name="devices">The devices; no instance id twice. They are the store's.</param>
    public TokenKeyStore(IEnumerable<KnownDevice> devices)
    {
        foreach (var device in devices)
            _devices.Add(NameOf(device.InstanceId.Span), device);
    }

    /// <summary>The devices in the order of their instance ids.</summary>
    public IReadOnlyCollection<KnownDevice> Devices => _devices.Values;

    /// <summary>A store of the keys that a CoRIM endorses.</summary>
    /// <param name="documents">The files.</param>
    /// <exception cref="FaultException">Two keys are endorsed for one instance id.</exception>
    public static TokenKeyStore Of(IEnumerable<CorimDocument> documents)
    {
        var store = new TokenKeyStore([]);
        foreach (var key in documents.SelectMany(d => d.Keys))
        {
            store.Add(new(key.InstanceId, key.PublicKey)
            {
                ImplementationId = key.ImplementationId,
                Origin = KeyOrigin.Given,
                Token = new byte[32],
                Time = default,
            });
        }

        return store;
    }

    /// <summary>Adds a device.</summary>
    /// <param name="device">The device; the store's when true is returned.</param>
    /// <returns>False when it is there already with the same key.</returns>
    /// <exception cref="FaultException">It is there with another key, or was revoked.</exception>
    public bool Add(KnownDevice device)
    {
        string name = NameOf(device.InstanceId.Span);
        if (_devices.TryAdd(name, device))
            return true;
        var known = _devices[name];
        if (known.Revoked is { } revoked)
            throw RevokedFault(name, revoked).ToException();
        return known.HasKeyOf(device)
            ? false
            : throw EnrolFaults.Conflict.Exception($"instance id {name} is known with another key");
    }

    /// <summary>Revokes a device for ever, also one whose key is not known. The first revocation stays.</summary>
    /// <param name="instanceId">33 bytes.</param>
    /// <param name="revocation">When and why.</param>
    /// <returns>False when it was revoked before.</returns>
    public bool Revoke(ReadOnlySpan<byte> instanceId, Revocation revocation)
    {
        string name = NameOf(instanceId);
        if (!_devices.TryGetValue(name, out var known))
            known = new(instanceId.ToArray(), default) { Origin = KeyOrigin.None, Token = new byte[32], Time = revocation.Time };
        if (known.Revoked is not null)
            return false;
        _devices[name] = known with { Revoked = revocation };
        return true;
    }

    /// <inheritdoc/>
    public Fault? Revocation(CoseMessage message, ReadOnlySpan<byte> instanceId) =>
        _devices.TryGetValue(NameOf(message, instanceId), out var device) && device.Revoked is { } revoked ? RevokedFault(NameOf(device.InstanceId.Span), revoked) : null;

    /// <inheritdoc/>
    public TokenAnchor? Find(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        string name = NameOf(message, instanceId);
        if (_imported.TryGetValue(name, out var known))
            return known;
        if (!_devices.TryGetValue(name, out var device) || device.Origin == KeyOrigin.None)
            return null;
        if (_imported.Count == MaxImported)
            Release();
        var key = device.MacKey is { } mac ? TokenKey.FromSymmetric(mac.Copy()) : TokenKey.FromSpki(device.PublicKey.Span);
        return _imported[name] = new(key.OrThrow(name), device.ImplementationId);
    }

    /// <summary>Releases the imported keys and wipes the symmetric ones.</summary>
    public void Dispose()
    {
        Release();
        foreach (var device in _devices.Values)
            device.Dispose();
    }

    private void Release()
    {
        foreach (var anchor in _imported.Values)
            anchor.Key.Dispose();
        _imported.Clear();
    }

    private static Fault RevokedFault(string name, Revocation revoked) =>
        TokenFaults.Revoked.Fault($"instance id {name} was revoked at {revoked.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {revoked.Reason}");

    private static string NameOf(CoseMessage message, ReadOnlySpan<byte> instanceId) =>
        instanceId.IsEmpty ? message.Header.KeyId is { } id ? NameOf([InstanceId.Type, .. id.Span]) : "" : NameOf(instanceId);

    private static string NameOf(ReadOnlySpan<byte> instanceId) => Convert.ToHexStringLower(instanceId);
}
