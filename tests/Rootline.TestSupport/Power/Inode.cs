namespace Rootline.TestSupport.Power;

/// <summary>A file apart from its names: what is on the medium, and what programs see.</summary>
internal sealed class Inode
{
    public byte[] Durable { get; set; } = [];

    public byte[] Seen { get; set; } = [];

    public bool NameSynced { get; set; } = true;
}
