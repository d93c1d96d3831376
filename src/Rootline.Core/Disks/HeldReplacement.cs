namespace Rootline.Core.Disks;

/// <summary>A replacement that is held in memory until it is committed.</summary>
/// <param name="disk">The disk.</param>
/// <param name="path">The file's path.</param>
internal sealed class HeldReplacement(IDisk disk, string path) : IReplacement
{
    private readonly MemoryStream _content = new();

    public Stream Content => _content;

    public void Commit() => disk.Replace(path, _content.GetBuffer().AsSpan(0, (int)_content.Length));

    public void Dispose() => _content.Dispose();
}
