using Rootline.Formats.Nxp.Mboot;
using Rootline.Formats.Nxp.Mboot.Properties;

namespace Rootline.Chips.Lpc55.Rom;

/// <summary>What a host may set (nxp-mboot section 4), and the last error. A reset forgets all of it.</summary>
internal sealed class RomSettings
{
    /// <summary>Whether writes are read back; the virtual chip's always succeed, so nothing comes of it.</summary>
    public uint VerifyWrites { get; private set; } = 1;

    /// <summary>The last status that was not success; 0 when there was none.</summary>
    public uint LastError { get; private set; }

    /// <summary>Sets a property.</summary>
    /// <param name="property">Which.</param>
    /// <param name="value">The value.</param>
    /// <param name="isKnown">Whether it can be asked for at least.</param>
    /// <returns>0, or why not.</returns>
    public uint Set(PropertyTag property, uint value, bool isKnown)
    {
        switch (property)
        {
            case PropertyTag.VerifyWrites when value <= 1:
                VerifyWrites = value;
                return MbootStatus.Success;

            // The key store changes by key provisioning alone: its page is hidden.
            case PropertyTag.PfrKeyStoreUpdateOption when value == (uint)KeyStoreUpdateOption.KeyProvisioning:
                return MbootStatus.Success;
            case PropertyTag.VerifyWrites or PropertyTag.PfrKeyStoreUpdateOption:
                return MbootStatus.InvalidPropertyValue;
            default:
                return isKnown ? MbootStatus.ReadOnlyProperty : MbootStatus.UnknownProperty;
        }
    }

    /// <summary>Remembers a status that is not success.</summary>
    /// <param name="status">Any status.</param>
    public void Note(uint status) => LastError = status == MbootStatus.Success ? LastError : status;

    /// <summary>Forgets everything.</summary>
    public void Clear() => (VerifyWrites, LastError) = (1, MbootStatus.Success);
}
