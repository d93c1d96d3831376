using Rootline.Cards.Tp;
using Rootline.Core.Entropy;
using Rootline.Core.Wires;
using Rootline.Formats.Iso7816;
using Rootline.Formats.Nxp.Trust;
using Rootline.Formats.Nxp.Virtual;
using Rootline.Links.Applet;
using Rootline.Oem.Nxp;
using Xunit;

namespace Rootline.Tests.Cards;

/// <summary>A card without a file, in a reader.</summary>
public sealed class TestCard : IDisposable
{
    public TestCard(EntropySource? entropy = null, AppletVersion? version = null, ResponseKeyRule rule = ResponseKeyRule.Attestation, bool answersOnce = false)
    {
        using var birth = TestVendor.Birth();
        var state = new CardState
        {
            Serial = birth.Serial,
            Applet = version ?? birth.Applet,
            IsSeeded = false,
            ResponseKeyRule = rule,
            AnswersOnce = answersOnce,
            CardKey = birth.CardKey.Copy(),
        };
        Memory = new(state);
        Device = new(new TpApplet(Memory, entropy ?? new SystemEntropy()));
        Slot = new("test reader", Device);
    }

    public VolatileMemory Memory { get; }

    public CardState State => Memory.State;

    public AppletDevice Device { get; }

    public CardSlot Slot { get; }

    public MemoryDisk Disk { get; } = new();

    /// <summary>A session with the applet selected.</summary>
    public CardSession Session()
    {
        var session = new CardSession(Slot);
        session.Select();
        return session;
    }

    public PersonalisationOutcome Load(CardPlan plan) => new CardPersonalisation(Disk, "journals", TimeProvider.System).Load(new CardSession(Slot), plan);

    public void Seal() => Assert.True(new CardSealing(Disk, "journals", TimeProvider.System).SealForEver(new CardSession(Slot)));

    public ResponseApdu Send(string hex) => Send(Convert.FromHexString(hex));

    public ResponseApdu Send(CommandApdu command) => Send(command.ToBytes());

    public ResponseApdu Send(byte[] apdu) => ResponseApdu.Parse(Device.Answer(apdu)).OrThrow();

    public void Dispose() => State.Dispose();
}
