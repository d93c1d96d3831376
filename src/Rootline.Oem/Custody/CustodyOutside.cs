using Rootline.Core.Disks;
using Rootline.Core.Entropy;

namespace Rootline.Oem.Custody;

/// <summary>What the custody of keys takes from outside.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="FullPath">Makes a path of a reference an absolute one.</param>
/// <param name="Asker">Who is asked for passwords and PINs.</param>
/// <param name="Entropy">Randomness; a seeded source makes signatures deterministic where their kind allows it.</param>
/// <param name="Clock">The clock, for time limits.</param>
public sealed record CustodyOutside(IDisk Disk, Func<string, string> FullPath, ISecretAsker Asker, EntropySource Entropy, TimeProvider Clock);
