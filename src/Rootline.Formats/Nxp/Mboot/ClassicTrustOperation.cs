namespace Rootline.Formats.Nxp.Mboot;

/// <summary>
/// The classic operations of command 16, whose number is the first parameter. They are recognised and not spoken: the OEM
/// operations (<see cref="TrustProvisioningOperation"/>) have another form.
/// </summary>
public enum ClassicTrustOperation : uint
{
    /// <summary>Makes the OEM's master share.</summary>
    GenerateMasterShare = 0,

    /// <summary>Takes the OEM's master share.</summary>
    SetMasterShare = 1,

    /// <summary>Gives the DICE CA key.</summary>
    GetDiceCaKey = 2,

    /// <summary>Makes a key.</summary>
    GenerateKey = 3,

    /// <summary>Stores a key.</summary>
    StoreKey = 4,

    /// <summary>Encrypts a block.</summary>
    EncryptBlock = 5,

    /// <summary>Signs.</summary>
    Sign = 6,

    /// <summary>Answers a DICE challenge.</summary>
    DiceResponse = 7,

    /// <summary>The first number of the wireless power operations.</summary>
    WirelessPower = 0x5000000,

    /// <summary>The first number of the device HSM operations.</summary>
    DeviceHsm = 0x6000000,
}
