using Rootline.Core.Disks;
using Rootline.Core.Entropy;
using Rootline.Core.Wires;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Applet;

namespace Rootline.Cards.Tp;

/// <summary>
/// A TP card in a file. It protects nothing from whoever holds both the file and the keys folder, such as the PC it runs on.
/// </summary>
public sealed class VirtualCard : IDisposable
{
    private readonly CardFile _memory;

    private VirtualCard(CardFile memory, EntropySource entropy)
    {
        _memory = memory;
        // A seeded source must not give the challenges and keys of the last opening again.
        Device = new AppletDevice(new TpApplet(memory, entropy.Fork($"applet from generation {memory.Generation}")));
    }

    /// <summary>The card as a reader sees it.</summary>
    public IPacketDevice Device { get; }

    /// <summary>The card's serial number.</summary>
    public ulong SerialNumber => _memory.State.Serial;

    /// <summary>Whether the card's keys come from a seed and protect nothing.</summary>
    public bool IsSeeded => _memory.State.IsSeeded;

    /// <summary>Makes a card and opens it.</summary>
    /// <param name="disk">Where the files lie.</param>
    /// <param name="cardFile">The card file's path; nothing may be there.</param>
    /// <param name="keysFolder">The keys folder's path; made with mode 0700 where it is missing.</param>
    /// <param name="birth">What the vendor put into the card; remains the caller's.</param>
    /// <param name="entropy">Where the card's random bytes come from.</param>
    /// <exception cref="Core.Faults.FaultException">A file exists (<see cref="CardFileFaults.Exists"/>) or the disk failed.</exception>
    public static VirtualCard Make(IDisk disk, string cardFile, string keysFolder, CardBirth birth, EntropySource entropy)
    {
        using (var state = CardState.Of(birth))
            CardFile.Create(disk, cardFile, keysFolder, state, entropy);
        return Open(disk, cardFile, keysFolder, entropy);
    }

    /// <summary>As <see cref="Make"/>, a card that answers a response once (<see cref="CardState.AnswersOnce"/>).</summary>
    /// <param name="disk">Where the files lie.</param>
    /// <param name="cardFile">The card file's path; nothing may be there.</param>
    /// <param name="keysFolder">The keys folder's path.</param>
    /// <param name="birth">What the vendor put into the card; remains the caller's.</param>
    /// <param name="entropy">Where the card's random bytes come from.</param>
    public static VirtualCard MakeAnsweringOnce(IDisk disk, string cardFile, string keysFolder, CardBirth birth, EntropySource entropy)
    {
        using (var state = CardState.Of(birth, answersOnce: true))
            CardFile.Create(disk, cardFile, keysFolder, state, entropy);
        return Open(disk, cardFile, keysFolder, entropy);
    }

    /// <summary>Opens a card.</summary>
    /// <param name="disk">Where the files lie.</param>
    /// <param name="cardFile">The card file's path.</param>
    /// <param name="keysFolder">The keys folder's path.</param>
    /// <param name="entropy">Where the card's random bytes come from.</param>
    /// <exception cref="Core.Faults.FaultException">The file or its key cannot be used (<see cref="CardFileFaults"/>).</exception>
    public static VirtualCard Open(IDisk disk, string cardFile, string keysFolder, EntropySource entropy) =>
        new(CardFile.Open(disk, cardFile, keysFolder, entropy), entropy);

    /// <summary>Takes the card's power: closes the files and wipes what was in memory.</summary>
    public void Dispose() => _memory.Dispose();
}
