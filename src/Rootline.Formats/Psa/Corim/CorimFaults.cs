using Rootline.Core.Faults;

namespace Rootline.Formats.Psa.Corim;

/// <summary>Faults of CoRIM files, by which the maker of a device endorses its keys and software.</summary>
public static class CorimFaults
{
    /// <summary>Not a CoRIM.</summary>
    public static readonly FaultCode Form = new(
        "corim-form", Party.File, "a file is not a CoRIM of the PSA profile", "ask the maker of the device for the file again");

    /// <summary>Another profile.</summary>
    public static readonly FaultCode Profile = new(
        "corim-profile", Party.File, "a CoRIM is of another profile than tag:arm.com,2025:psa#1.0.0", "ask the maker of the device for a CoRIM of that profile");

    /// <summary>A triple that breaks the profile.</summary>
    public static readonly FaultCode Triple = new(
        "corim-triple", Party.File, "a statement of a CoRIM breaks the PSA profile", "ask the maker of the device for a file that keeps to the profile; nothing of this one is used");

    /// <summary>The signature.</summary>
    public static readonly FaultCode Signature = new(
        "corim-signature", Party.File, "a CoRIM is not signed by the key that was named, or is signed and no key was named", "name the endorser's key with --corim-key; do not use the file if it is the right one");

    /// <summary>Out of its time.</summary>
    public static readonly FaultCode Validity = new(
        "corim-validity", Party.File, "a CoRIM is not valid yet, or no more", "ask the maker of the device for a newer file; check the clock of this machine");
}
