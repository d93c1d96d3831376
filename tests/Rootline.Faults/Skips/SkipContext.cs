using System.Reflection;
using System.Runtime.Loader;

namespace Rootline.Faults.Skips;

/// <summary>
/// Holds our assemblies a second time, some of them rewritten; what is not ours is shared. Dropped when the sweep is over.
/// </summary>
/// <param name="folder">Where our assemblies lie.</param>
/// <param name="rewritten">Those that were rewritten, by name.</param>
internal sealed class SkipContext(string folder, IReadOnlyDictionary<string, byte[]> rewritten) : AssemblyLoadContext("skips", isCollectible: true)
{
    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name is not { } own || !own.StartsWith("Rootline", StringComparison.Ordinal))
            return null;
        string path = Path.Combine(folder, own + ".dll");
        return rewritten.TryGetValue(own, out byte[]? bytes) ? LoadFromStream(new MemoryStream(bytes)) : LoadFromAssemblyPath(path);
    }
}
