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
    /// <param name="devices">The devices; no instance id twice.</param>
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
    /// <param name="device">The device.</param>
    /// <returns>False when it is there already with the same key.</returns>
    /// <exception cref="FaultException">It is there with another key.</exception>
    public bool Add(KnownDevice device)
    {
        string name = NameOf(device.InstanceId.Span);
        if (_devices.TryAdd(name, device))
            return true;
        return _devices[name].PublicKey.Span.SequenceEqual(device.PublicKey.Span)
            ? false
            : throw EnrolFaults.Conflict.Exception($"instance id {name} is known with another key");
    }

    /// <inheritdoc/>
    public TokenAnchor? Find(CoseMessage message, ReadOnlySpan<byte> instanceId)
    {
        string name = instanceId.IsEmpty ? message.Header.KeyId is { } id ? NameOf([InstanceId.Type, .. id.Span]) : "" : NameOf(instanceId);
        if (_imported.TryGetValue(name, out var known))
            return known;
        if (!_devices.TryGetValue(name, out var device))
            return null;
        if (_imported.Count == MaxImported)
            Release();
        return _imported[name] = new(TokenKey.FromSpki(device.PublicKey.Span).OrThrow(name), device.ImplementationId);
    }

    /// <summary>Releases the imported keys.</summary>
    public void Dispose() => Release();

    private void Release()
    {
        foreach (var anchor in _imported.Values)
            anchor.Key.Dispose();
        _imported.Clear();
    }

    private static string NameOf(ReadOnlySpan<byte> instanceId) => Convert.ToHexStringLower(instanceId);
}
