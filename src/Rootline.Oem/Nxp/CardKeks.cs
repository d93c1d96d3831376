using Rootline.Core.Secrets;

namespace Rootline.Oem.Nxp;

/// <summary>The key encryption keys of a plan.</summary>
/// <param name="Sb">SB KEK, 32 bytes in the order of its text file.</param>
/// <param name="User">USER KEK, 32 bytes in the order of its text file.</param>
public sealed record CardKeks(Secret Sb, Secret User) : IDisposable
{
    /// <summary>Wipes both.</summary>
    public void Dispose()
    {
        Sb.Dispose();
        User.Dispose();
    }
}
