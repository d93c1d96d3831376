using System.Text;
using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Secrets;
using Rootline.Oem.Custody;

namespace Rootline.Tests.Oem.Custody;

/// <summary>A key desk over a folder, with a person who types what the test says.</summary>
internal sealed class TestDesk(string folder) : ISecretAsker
{
    /// <summary>What the person types, in order.</summary>
    public Queue<string> Typed { get; } = new();

    /// <summary>What the person was asked.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Every secret that was handed out.</summary>
    public List<Secret> Given { get; } = [];

    public EntropySource Entropy { get; init; } = new SystemEntropy();

    public KeyDesk Desk => new(new(new OsDisk(), p => Path.GetFullPath(p, folder), this, Entropy, TimeProvider.System));

    public bool IsAttended { get; init; } = true;

    public Secret? Ask(string prompt)
    {
        Asked.Add(prompt);
        return Typed.TryDequeue(out string? text) ? Give(text) : null;
    }

    public Secret? Environment(string name) => Variables.TryGetValue(name, out string? text) ? Give(text) : null;

    private Secret Give(string text)
    {
        var secret = Secret.CopyOf(Encoding.UTF8.GetBytes(text));
        Given.Add(secret);
        return secret;
    }
}
