using Rootline.Core.Secrets;
using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Virtual;

namespace Rootline.Oem.Nxp;

/// <summary>
/// Makes provisioning data of the "virtual" profile: what a virtual chip of a family with provisioning data executes. The
/// form inside a real file (SB3.1) is not public, so that no real chip takes these.
/// </summary>
public static class ProvisioningDataFile
{
    /// <summary>Makes the data.</summary>
    /// <param name="family">The chips' family.</param>
    /// <param name="pages">CMPA and CFPA.</param>
    /// <param name="keks">SB KEK and USER KEK; remain the caller's.</param>
    /// <returns>1,144 bytes that hold the KEKs in the clear.</returns>
    public static Secret Build(Family family, CardPages pages, CardKeks keks)
    {
        using var data = new VirtualProvisioningData
        {
            Family = family.Names[0],
            SbKek = keks.Sb.Copy(),
            UserKek = keks.User.Copy(),
            Cfpa = Secret.CopyOf(pages.Cfpa.Span),
            Cmpa = Secret.CopyOf(pages.Cmpa.Span),
        };
        return data.ToBytes();
    }
}
