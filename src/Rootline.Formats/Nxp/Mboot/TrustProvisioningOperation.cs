namespace Rootline.Formats.Nxp.Mboot;

/// <summary>The OEM trust provisioning operations of command 16, the low byte of its sentinel word.</summary>
public enum TrustProvisioningOperation : byte
{
    /// <summary>Takes the wrapped data at an address and burns it.</summary>
    SetWrappedData = 0xF0,

    /// <summary>Answers the challenge at an address.</summary>
    ProveGenuinity = 0xF4,
}
