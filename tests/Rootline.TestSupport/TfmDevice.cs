using System.Text.Json;

namespace Rootline.TestSupport;

/// <summary>A device of the vectors that were taken from a running TF-M: its provisioned values.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Huk">Hardware unique key, 32 bytes.</param>
/// <param name="Iak">Attestation key, 32 bytes.</param>
/// <param name="BootSeed">Boot seed, 32 bytes.</param>
/// <param name="ImplementationId">Implementation id, 32 bytes.</param>
/// <param name="Entropy">Entropy seed, 64 bytes, or none.</param>
/// <param name="Point">Public key of the attestation key, 04‖X‖Y.</param>
public sealed record TfmDevice(string Name, byte[] Huk, byte[] Iak, byte[] BootSeed, byte[] ImplementationId, byte[] Entropy, byte[] Point)
{
    /// <summary>Reads a device.</summary>
    /// <param name="name"><c>devA</c>, <c>devB</c>, <c>devC</c> or <c>dummy</c>.</param>
    public static TfmDevice Read(string name)
    {
        using var document = JsonDocument.Parse(Vectors.Read($"tfm/devices/{name}.json"));
        var root = document.RootElement;
        byte[] Bytes(string field) => Convert.FromHexString(root.GetProperty(field).GetString()!);
        return new(name, Bytes("huk"), Bytes("iak"), Bytes("boot_seed"), Bytes("implementation_id"), Bytes("entropy"), Bytes("iak_public_point"));
    }
}
