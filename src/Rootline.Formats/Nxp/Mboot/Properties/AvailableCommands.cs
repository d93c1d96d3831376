namespace Rootline.Formats.Nxp.Mboot.Properties;

/// <summary>The value of property 07: bit = command tag - 1. Commands above 20 (hexadecimal) have no bit and cannot be told.</summary>
/// <param name="Mask">The word.</param>
public readonly record struct AvailableCommands(uint Mask)
{
    private const int Bits = 32;

    /// <summary>The commands of the mask, ascending; one without a name is among them.</summary>
    public IEnumerable<CommandTag> Tags
    {
        get
        {
            var self = this;
            return Enumerable.Range(1, Bits).Select(tag => (CommandTag)tag).Where(tag => self.Has(tag));
        }
    }

    /// <summary>The mask of some commands.</summary>
    /// <param name="tags">The commands; those without a bit are left out.</param>
    public static AvailableCommands Of(IEnumerable<CommandTag> tags) =>
        new(tags.Where(t => (int)t is >= 1 and <= Bits).Aggregate(0u, (mask, t) => mask | Bit(t)));

    /// <summary>Whether the mask has a command.</summary>
    /// <param name="tag">The command; one without a bit is not there.</param>
    public bool Has(CommandTag tag) => (int)tag is >= 1 and <= Bits && (Mask & Bit(tag)) != 0;

    private static uint Bit(CommandTag tag) => 1u << ((int)tag - 1);
}
