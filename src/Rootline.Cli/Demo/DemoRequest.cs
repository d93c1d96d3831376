using Rootline.Formats.Nxp;
using Rootline.Formats.Nxp.Trust;

namespace Rootline.Cli.Demo;

/// <summary>What the demo is asked for.</summary>
/// <param name="Devices">Devices to provision.</param>
/// <param name="Quota">Units on the card.</param>
/// <param name="Folder">Where everything goes.</param>
/// <param name="Seed">Makes the run reproducible byte for byte; null for real randomness.</param>
internal sealed record DemoRequest(int Devices, int Quota, string Folder, ulong? Seed)
{
    /// <summary>OEM certificates that a chip gets.</summary>
    public const int Certificates = 2;

    /// <summary>A name of the chips' family.</summary>
    public string FamilyName { get; init; } = Families.Lpc55S6x.Names[0];

    /// <summary>The family.</summary>
    public Family Family => Families.Find(FamilyName).OrThrow("--family");

    /// <summary>Which of its keys a chip signs responses with.</summary>
    public ResponseKeyRule ResponseKeyRule { get; init; }

    /// <summary>Chips to make: when the quota is just enough, one more, to show that the card refuses it.</summary>
    public int Chips => Devices == Quota ? Devices + 1 : Devices;
}
